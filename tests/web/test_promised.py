"""Both clocks side by side: where the officer takes in, on the dossier, on the board, and before whoever signs."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.queues import commands as hall_commands
from motcua.servicedays.commands.calling import call
from motcua.servicedays.models import Programme, Promise
from motcua.servicedays.queries.estimates import Matter
from motcua.servicedays.queries.risks import at_risk
from motcua.web.promised import ServicePromise, of_matter, scene_of
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, SINGLE_STATUS, Commune, later, moment
from tests.factories.queues import hall
from tests.factories.servicedays import service_day
from tests.web.counter.visiting import COPY, answers, ready
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    unit = make.gia_lam()
    service_day(unit)
    yield unit
    clock.begin_at(None)


def test_the_dossiers_page_says_the_promise_and_the_law(unit: Commune) -> None:
    dossier = make.received(unit)
    page = text(desk(unit[Role.INTAKE]).get(url(dossier)))
    assert "Trả trong buổi này, khoảng 10:30" in page
    assert "Hẹn 08:30 thứ Hai 30/11" in page
    assert "Hẹn trả trong ngày, lúc 10:30 25/11/2026" in page


def test_the_board_shows_both_clocks_and_calls_for_what_will_be_missed(unit: Commune) -> None:
    dossier = make.drafted(unit)
    board = "/counter/board/"
    page: Any = desk(unit[Role.INTAKE]).get(board)
    (card,) = next(column for column in page.context["columns"] if column.key == "sign").cards
    assert (card.promised_at, card.law_at) == (moment("2026-11-25 10:30"), moment("2026-11-30 08:30"))
    assert page.context["calls"] == []
    clock.begin_at(moment("2026-11-25 10:25"))
    later_page: Any = desk(unit[Role.INTAKE]).get(board)
    assert [call.words for call in later_page.context["calls"]] == [
        f"{dossier.procedure_name} ({dossier.code}) hẹn 10:30: đang chờ UBND xã Gia Lâm ký từ 09:01"
    ]
    assert "Sắp lỡ hẹn" in text(later_page)


@pytest.mark.parametrize("page", ["/office/", "/office/approvals/"])
def test_the_signer_is_called_and_nobody_else(unit: Commune, page: str) -> None:
    dossier = make.drafted(unit)
    sentence = f"{dossier.procedure_name} ({dossier.code}) đang chờ ông/bà ký, hẹn 10:30"
    assert sentence in text(desk(unit[Role.APPROVER]).get(page))
    assert sentence not in text(desk(unit[Role.HEAD]).get(page))
    assert sentence not in text(desk(unit[Role.CASE]).get("/office/"))


def test_what_became_of_it_stands_on_the_dossier(unit: Commune) -> None:
    dossier = make.ready(unit)
    clock.begin_at(later(MORNING, hours=1))
    assert "giữ hẹn" in text(desk(unit[Role.INTAKE]).get(url(dossier)))


def test_who_came_before_for_the_same_sector_moves_the_promise_said_and_kept(unit: Commune) -> None:
    here = hall(unit)
    for turn in range(3):
        here.take(minute=12 * turn)
        hall_commands.finish(here.serve(here.lan, minute=12 * turn), by=here.lan, at=here.at(12 * turn + 12))
    clock.begin_at(here.at(40))
    lan = desk(unit[Role.INTAKE])
    visit = ready(lan)

    def said() -> str:
        page: Any = lan.get(f"/counter/visits/{visit.pk}/")
        return str(page.context["items"][0].service.words)

    alone = said()
    here.take(here.b, minute=38)
    elsewhere = said()
    for minute in (38, 39):
        here.take(minute=minute)
    behind = said()
    sent = answers(visit, **COPY) | {"key": "taken in", "confirm.how": "IN_PERSON"}
    lan.post(f"/counter/visits/{visit.pk}/accept/", sent)
    row = Promise.objects.get()
    assert (alone, elsewhere) == ("Trả trong buổi này, khoảng 10:15", "Trả trong buổi này, khoảng 10:15")
    assert behind == "Trả trong buổi này, khoảng 10:35"
    assert row.basis[0] == {
        "step": 0,
        "name": "Người đến trước",
        "minutes": 0,
        "wait": 24,
        "source": "queue",
        "known": 0,
    }
    assert row.promised_at == moment("2026-11-25 10:35")


def said_now(unit: Commune, *, ahead: int = 0) -> ServicePromise:
    """What would be promised of single status at the counter now."""
    definition = make.version_of(SINGLE_STATUS).definition
    said = of_matter(scene_of(unit.centre, MORNING), Matter(definition), ahead=dt.timedelta(minutes=ahead))
    assert said is not None
    return said


def test_a_promise_says_what_it_was_reckoned_from_and_that_nine_in_ten_shall_hold(unit: Commune) -> None:
    name = "Ngày thứ Tư không viết, không giấy hẹn"
    by_norm = f"{name}: việc còn lại khoảng 120 phút, theo mức đã công bố vì chưa đủ hồ sơ để tính."
    assert said_now(unit) == ServicePromise("Trả trong buổi này, khoảng 10:30", by_norm, "good")
    done = [make.ready(unit, at=moment(f"2026-11-{day} 08:30")) for day in ("20", "23", "24")]
    left = f"{name}: việc còn lại khoảng 50 phút, theo trung vị hồ sơ vừa làm ở đây"
    assert said_now(unit) == ServicePromise("Trả trong buổi này, khoảng 09:20", f"{left}.", "good")

    Dossier.objects.filter(pk=done[0].pk).update(ready_at=later(moment("2026-11-20 08:30"), minutes=67))
    spare = "dự phòng 17 phút để 90% lời hẹn được giữ"
    assert said_now(unit) == ServicePromise("Trả trong buổi này, khoảng 09:40", f"{left}; {spare}.", "good")
    queued = f"{left}; đợi người đến trước 20 phút; {spare}."
    assert said_now(unit, ahead=20) == ServicePromise("Trả trong buổi này, khoảng 10:00", queued, "good")
    Programme.objects.update(holds=50)
    assert said_now(unit) == ServicePromise("Trả trong buổi này, khoảng 09:20", f"{left}.", "good")


def test_what_was_promised_with_time_to_spare_is_at_risk_once_that_is_used_up(unit: Commune) -> None:
    done = [make.ready(unit, at=moment(f"2026-11-{day} 08:30")) for day in ("20", "23", "24")]
    Dossier.objects.filter(pk=done[0].pk).update(ready_at=later(moment("2026-11-20 08:30"), minutes=67))
    dossier = make.received(unit)
    promise = Promise.objects.get(dossier=dossier)
    assert promise.promised_at == moment("2026-11-25 09:40")
    assert (promise.basis[-1]["source"], promise.basis[-1]["wait"]) == ("spare", 17)
    assert [at_risk(unit.centre, at=later(MORNING, minutes=late)) != [] for late in (5, 22, 28)] == [False, False, True]


def test_whoever_is_called_sees_it_above_every_page_and_nobody_else(unit: Commune) -> None:
    dossier = make.drafted(unit)
    signer, address = desk(unit[Role.APPROVER]), "/office/called/"
    nothing = signer.get(address)
    assert text(nothing).strip() == ""
    assert call(Promise.objects.get(dossier=dossier).pk, at=moment("2026-11-25 10:22"))

    sentence = f"{dossier.procedure_name} ({dossier.code}) hẹn 10:30"
    others = (Role.HEAD, Role.CASE, Role.RECORDS)
    assert [text(desk(unit[role]).get(address)).strip() for role in others] == [""] * 3
    shown = signer.get(address, headers={"if-none-match": nothing.headers["etag"]})
    assert sentence in text(shown)
    assert signer.get(address, headers={"if-none-match": shown.headers["etag"]}).status_code == 304
    pages = [text(signer.get(page)) for page in ("/office/", "/office/approvals/", url(dossier))]
    assert [f'data-live="{address}"' in page for page in pages] == [True] * 3
    assert "gọi UBND xã Gia Lâm" in pages[2]
    assert desk(unit[Role.INTAKE]).get(address).status_code == 403

    commands.approve(dossier=dossier, by=unit[Role.APPROVER], at=moment("2026-11-25 10:24"))
    assert text(signer.get(address)).strip() == ""
    assert sentence in text(desk(unit[Role.RECORDS]).get(address))


def test_the_board_says_who_was_called_and_when(unit: Commune) -> None:
    dossier = make.drafted(unit)
    call(Promise.objects.get(dossier=dossier).pk, at=moment("2026-11-25 10:22"))
    clock.begin_at(moment("2026-11-25 10:25"))
    page: Any = desk(unit[Role.INTAKE]).get("/counter/board/")
    assert [each.words for each in page.context["calls"]] == [
        f"{dossier.procedure_name} ({dossier.code}) hẹn 10:30: đang chờ UBND xã Gia Lâm ký từ 09:01, đã gọi lúc 10:22"
    ]
