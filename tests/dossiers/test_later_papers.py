"""Papers that grow or come a second time: opinions on the routing slip, the result of a dossier opened again."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import papers
from motcua.dossiers.commands import approve, draft, hand_over, number, reopen, withdraw
from motcua.dossiers.models import Dossier, Paper, PaperKind, StopNotice, VaultItem
from motcua.lib.outcomes import Denied
from tests.dossiers.test_papers import bytes_of, issued
from tests.factories import dossiers as make
from tests.factories import notices
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db

NINE = moment("2026-11-25 09:00")
REOPENED = moment("2026-12-07 08:00")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def decided_again(dossier: Dossier, unit: Commune, at: dt.datetime) -> Dossier:
    minh = unit[Role.CASE]
    dossier = draft(dossier=dossier, content={"text": "Xác nhận, đã sửa."}, by=minh, at=later(at, minutes=5))
    dossier = hand_over(dossier=dossier, by=minh, at=later(at, minutes=6))
    return approve(dossier=dossier, by=unit[Role.APPROVER], at=later(at, minutes=7))


def test_an_agency_that_was_asked_has_its_line_among_the_handovers_in_the_order_of_time(unit: Commune) -> None:
    dossier = make.at_work(unit)
    asked = notices.consultation(dossier, unit, at=NINE)
    notices.reply(asked, unit, at=later(NINE, minutes=30))
    hand_over(
        dossier=draft(dossier=dossier, content={"text": "Xác nhận."}, by=unit[Role.CASE], at=later(NINE, hours=1)),
        by=unit[Role.CASE],
        at=later(NINE, hours=1),
    )

    slip = papers.routing_data(Dossier.objects.get(), at=later(NINE, hours=2))

    assert slip["coordinating"] == "Công an xã Gia Lâm"
    assert [row["receiver"] for row in slip["rows"]] == [
        "Văn phòng xã Gia Lâm", "Công an xã Gia Lâm", "UBND xã Gia Lâm",
    ]  # fmt: skip
    assert slip["rows"][1] == {
        "giver": "Văn phòng xã Gia Lâm",
        "receiver": "Công an xã Gia Lâm",
        "sent": {"hour": "09", "minute": "00", "date": "25/11/2026"},
        "taken": {"hour": "09", "minute": "30", "date": "25/11/2026"},
        "given_by": "Trần Văn Minh",
        "taken_by": "Lê Văn Thật",
        "result": "Trước hạn",
        "note": "Lấy ý kiến: đã trả lời",
    }


@pytest.mark.parametrize(
    ("hours", "result"), [(1, "Trước hạn"), (2, "Đúng hạn"), (3, "Quá hạn")], ids=["early", "in its hour", "late"]
)
def test_an_opinion_is_judged_by_its_first_reply(unit: Commune, hours: int, result: str) -> None:
    dossier = make.at_work(unit)
    asked = notices.consultation(dossier, unit, at=NINE)
    notices.reply(asked, unit, at=later(NINE, hours=hours))
    notices.reply(asked, unit, at=later(NINE, hours=5), version=2, given_by="Người trả lời sau")

    row = papers.routing_data(dossier, at=later(NINE, hours=6))["rows"][-1]

    assert (row["result"], row["taken_by"]) == (result, "Lê Văn Thật")


@pytest.mark.parametrize(
    ("printed", "closed", "result"), [(1, None, ""), (3, None, "Quá hạn"), (9, 1, ""), (9, 3, "Quá hạn")]
)
def test_silence_is_late_past_its_day_and_not_before(
    unit: Commune, printed: int, closed: int | None, result: str
) -> None:
    dossier = make.at_work(unit)
    ended = (
        {"closed_at": later(NINE, hours=closed), "closed_by": unit[Role.CASE], "close_reason": "…"} if closed else {}
    )
    notices.consultation(dossier, unit, at=NINE, **ended)

    row = papers.routing_data(dossier, at=later(NINE, hours=printed))["rows"][-1]

    said = (row["taken"], row["taken_by"], row["result"], row["note"])
    assert said == (None, "", result, "Lấy ý kiến: chưa trả lời")


def test_the_result_of_a_dossier_opened_again_is_a_new_paper_with_its_own_number_and_the_first_stays(
    unit: Commune,
) -> None:
    ready = make.ready(unit)
    first = issued(ready, PaperKind.RESULT, unit, minutes=60)
    dossier = make.handed_to_tam(ready, unit, later(MORNING, hours=2))
    dossier = reopen(dossier=dossier, ground="Sai năm sinh.", by=unit[Role.HEAD], at=REOPENED)
    dossier = decided_again(dossier, unit, REOPENED)
    with pytest.raises(Denied, match="Chưa có kết quả để in"):
        papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=unit[Role.INTAKE], at=later(REOPENED, minutes=7))
    number(dossier=dossier, by=unit[Role.RECORDS], at=later(REOPENED, minutes=8))

    second, again = issued(dossier, PaperKind.RESULT, unit), issued(dossier, PaperKind.RESULT, unit)

    assert [(each.version, each.number) for each in (first, second)] == [
        (1, "1/2026/KQ-H26.90"),
        (2, "2/2026/KQ-H26.90"),
    ]
    assert (again.pk, again.number) == (second.pk, second.number)
    assert bytes_of(Paper.objects.get(pk=first.pk)) == bytes_of(first) != bytes_of(second)
    kept = VaultItem.objects.order_by("pk")
    assert [item.file_id for item in kept] == [first.file_id, second.file_id]
    assert [item.superseded_by_id for item in kept] == [kept[1].pk, None]


def test_what_is_offered_as_printed_is_the_result_that_is_due_now(unit: Commune) -> None:
    ready = make.ready(unit)
    first = issued(ready, PaperKind.RESULT, unit, minutes=60)

    def offered() -> list[Paper | None]:
        rows = papers.offers(Dossier.objects.get(pk=ready.pk))
        return [each.paper for each in rows if each.kind == PaperKind.RESULT]

    assert offered() == [first]
    dossier = make.handed_to_tam(ready, unit, later(MORNING, hours=2))
    dossier = reopen(dossier=dossier, ground="Sai năm sinh.", by=unit[Role.HEAD], at=REOPENED)
    assert offered() == []
    dossier = decided_again(dossier, unit, REOPENED)
    number(dossier=dossier, by=unit[Role.RECORDS], at=later(REOPENED, minutes=8))
    assert offered() == [None]
    second = issued(dossier, PaperKind.RESULT, unit)
    assert offered() == [second]


def test_each_stop_of_a_dossier_opened_again_has_its_own_paper_and_number(unit: Commune) -> None:
    lan, hoa = unit[Role.INTAKE], unit[Role.APPROVER]

    def stopped(dossier: Dossier, reason: str, at: dt.datetime) -> Dossier:
        return withdraw(dossier=dossier, asked_by_name="TRẦN THỊ TÁM", reason=reason, by=lan, at=at)

    def abouts() -> list[int]:
        offers = papers.offers(Dossier.objects.get())
        return [each.about for each in offers if each.kind == PaperKind.STOP_NOTICE]

    def printed(about: int, at: dt.datetime) -> Paper:
        return papers.issue(dossier=Dossier.objects.get(), kind=PaperKind.STOP_NOTICE, by=lan, at=at, about=about)

    dossier = stopped(make.at_work(unit), "Không cần nữa.", NINE)
    once = dossier.stop_notices.get().pk
    assert abouts() == [once]
    first = printed(once, later(NINE, minutes=5))
    dossier = reopen(dossier=dossier, ground="Đổi ý.", by=hoa, at=REOPENED)
    assert (abouts(), printed(once, REOPENED)) == ([once], first)
    stopped(Dossier.objects.get(), "Lại thôi.", later(REOPENED, hours=1))

    twice = StopNotice.objects.latest("at").pk
    assert abouts() == [once, twice]
    again, second = (printed(about, later(REOPENED, hours=2)) for about in (once, twice))
    assert (again, again.data["reason"], second.data["reason"]) == (first, "Không cần nữa.", "Lại thôi.")
    assert [first.number, second.number] == ["1/TB-TTPVHCC", "2/TB-TTPVHCC"]
    with pytest.raises(Denied):
        printed(0, later(REOPENED, hours=2))


def test_a_first_stop_that_was_never_printed_is_printed_after_the_second_with_its_own_words(unit: Commune) -> None:
    lan, at = unit[Role.INTAKE], later(REOPENED, hours=1)
    said: dict[str, Any] = {"asked_by_name": "TRẦN THỊ TÁM", "by": lan}
    dossier = withdraw(dossier=make.at_work(unit), reason="Không cần nữa.", at=NINE, **said)
    reopen(dossier=dossier, ground="Đổi ý.", by=unit[Role.APPROVER], at=REOPENED)
    dossier = withdraw(dossier=Dossier.objects.get(), reason="Lại thôi.", at=at, **said)

    kind, pks = PaperKind.STOP_NOTICE, dossier.stop_notices.values_list("pk", flat=True)
    printed = [papers.issue(dossier=dossier, kind=kind, by=lan, at=at, about=pk) for pk in pks]

    assert [each.data["reason"] for each in printed] == ["Không cần nữa.", "Lại thôi."]
    assert [each.serial for each in printed] == [1, 2]
