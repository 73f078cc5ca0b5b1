"""The clock card says the appointment that holds, whether the time runs, since when it waits and for whom."""

import datetime as dt
from collections.abc import Iterator

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import approve_apology, consult, hand_over, propose_apology, request_payment, withdraw
from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.web.office.looks import WaitLook
from tests.dossiers.test_elsewhere import AT_CENTRE, taken
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, later, moment
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db
TEN = moment("2026-11-25 10:00")


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(later(TEN, hours=1))
    yield make.gia_lam()
    clock.begin_at(None)


def waits(dossier: Dossier, unit: Commune) -> list[WaitLook]:
    waiting: list[WaitLook] = desk(unit[Role.CASE]).get(url(dossier)).context["waits"]
    return waiting


def test_after_an_approved_apology_the_new_appointment_comes_first_and_the_first_one_is_struck(unit: Commune) -> None:
    dossier, new = make.at_work(unit), moment("2026-12-02 10:00")
    dossier = propose_apology(dossier=dossier, reason="Bão.", new_due_at=new, by=unit[Role.CASE], at=TEN)
    before = desk(unit[Role.CASE]).get(url(dossier)).context["promise"]
    approve_apology(dossier=dossier, by=unit[Role.APPROVER], at=later(TEN, minutes=5))

    page = desk(unit[Role.CASE]).get(url(dossier))

    assert (before.words, before.first) == ("Hẹn 08:30 thứ Hai 30/11", "")
    promise = page.context["promise"]
    assert (promise.words, promise.first) == ("Hẹn lại 10:00 thứ Tư 02/12", "Hẹn 08:30 thứ Hai 30/11")
    assert page.context["law"] == ""
    assert "<s>Hẹn 08:30 thứ Hai 30/11</s>" in page.content.decode()


@pytest.mark.parametrize(
    ("policy", "said", "still"),
    [
        ("none", "Chờ người nộp bổ sung từ {}: thủ tục này không trừ thời gian chờ, đồng hồ vẫn chạy.", False),
        ("subtract", "Đồng hồ đứng từ {}: chờ người nộp bổ sung, thời gian chờ không tính vào hạn.", True),
        ("restart", "Đồng hồ đứng từ {}: chờ người nộp bổ sung, bổ sung xong tính lại cả thời hạn từ đầu.", True),
    ],
)
def test_while_a_supplement_is_awaited_it_says_what_the_procedure_does_to_the_time(
    unit: Commune, policy: str, said: str, *, still: bool
) -> None:
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": policy}))
    make.asked(dossier, unit[Role.CASE], TEN)

    assert waits(dossier, unit) == [WaitLook(said.format("10:00 thứ Tư 25/11/2026"))]
    clock.begin_at(later(TEN, days=20))
    context = desk(unit[Role.CASE]).get(url(dossier)).context
    assert (context["late"], context["promise"].left == "", context["promise"].tone) == (
        not still, still, "" if still else "late",
    )  # fmt: skip
    assert (context["promise"].share < 50) is still


def test_before_acceptance_no_clock_runs_and_the_last_day_is_said(unit: Commune) -> None:
    version = make.version_with(supplement={"close_after": 10})
    dossier = make.asked(make.submitted(unit, version=version), unit[Role.INTAKE], TEN)

    words = "Chờ người nộp bổ sung từ 10:00 thứ Tư 25/11/2026: chưa tiếp nhận, đồng hồ chưa chạy."
    close_on = dossier.supplement_requests.get().close_on
    assert close_on is not None
    assert waits(dossier, unit) == [WaitLook(f"{words} Bổ sung chậm nhất {close_on:%d/%m/%Y}.")]


@pytest.mark.parametrize(
    ("received", "read", "said", "late"),
    [
        ("14:59", "25 15:20", "Chuyển cho Văn phòng xã Gia Lâm chậm nhất 17:00 thứ Tư 25/11/2026.", False),
        ("14:59", "25 17:01", "Quá giờ chuyển cho Văn phòng xã Gia Lâm từ 17:00 thứ Tư 25/11/2026: chuyển ngay.", True),
        ("15:20", "25 16:59", "Chuyển cho Văn phòng xã Gia Lâm chậm nhất 08:00 thứ Năm 26/11/2026.", False),
        (
            "15:20",
            "26 08:01",
            "Quá giờ chuyển cho Văn phòng xã Gia Lâm từ 08:00 thứ Năm 26/11/2026: chuyển ngay.",
            True,
        ),
    ],
)
def test_what_was_taken_in_says_by_when_it_is_handed_over(
    unit: Commune, received: str, read: str, said: str, *, late: bool
) -> None:
    dossier = make.received(unit, at=moment(f"2026-11-25 {received}"))
    clock.begin_at(moment(f"2026-11-{read}"))

    assert waits(dossier, unit) == [WaitLook(said, late=late)]

    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=clock.now())
    assert waits(dossier, unit) == []


def test_while_money_is_owed_it_says_how_much(unit: Commune) -> None:
    dossier = make.at_work(unit, version=make.version_with(financial_pause="Điều 18"))
    request_payment(dossier=dossier, reason="Tiền đất", amount=3_500_000, by=unit[Role.CASE], at=TEN)

    said = "Đồng hồ đứng từ 10:00 thứ Tư 25/11/2026: chờ người nộp thực hiện nghĩa vụ tài chính 3.500.000\u00a0đ."
    assert waits(dossier, unit) == [WaitLook(said)]


def test_while_the_competent_agency_has_not_received_it_no_clock_runs(unit: Commune) -> None:
    dossier = taken(unit, make.bat_trang())

    said = "Chờ UBND xã Bát Tràng nhận hồ sơ từ 14:50 thứ Tư 25/11/2026: đồng hồ chưa chạy."
    assert dossier.received_at == AT_CENTRE
    page = desk(unit[Role.INTAKE]).get(url(dossier))
    sent_on = WaitLook("Chuyển cho UBND xã Bát Tràng chậm nhất 17:00 thứ Tư 25/11/2026.")
    assert page.context["waits"] == [sent_on, WaitLook(said)]
    assert page.context["promise"].left == "chưa tính hạn"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (
            moment("2026-11-25 14:58"),
            WaitLook(
                "Chờ ý kiến của Công an xã từ 10:00 thứ Tư 25/11/2026, trả lời chậm nhất 15:00 thứ Tư 25/11/2026. "
                "Đồng hồ vẫn chạy."
            ),
        ),
        (
            moment("2026-11-25 15:01"),
            WaitLook(
                "Công an xã quá hạn trả lời từ 15:00 thứ Tư 25/11/2026: nhắc, hoặc trưởng đơn vị quyết định không chờ. "
                "Đồng hồ vẫn chạy.",
                late=True,
            ),
        ),
    ],
)
def test_an_opinion_that_is_awaited_and_one_that_is_overdue(unit: Commune, at: dt.datetime, expected: WaitLook) -> None:
    dossier = make.at_work(unit)
    consult(dossier=dossier, name="Công an xã", question="Cư trú?", hours=4, by=unit[Role.CASE], at=TEN)
    clock.begin_at(at)

    assert waits(dossier, unit) == [expected]
    assert expected.words in text(desk(unit[Role.CASE]).get(url(dossier)))


def test_an_ended_dossier_waits_for_nobody(unit: Commune) -> None:
    dossier = make.asked(make.at_work(unit), unit[Role.CASE], TEN)
    withdraw(dossier=dossier, asked_by_name="TÁM", reason="Thôi.", by=unit[Role.INTAKE], at=later(TEN, minutes=9))

    assert waits(dossier, unit) == []
