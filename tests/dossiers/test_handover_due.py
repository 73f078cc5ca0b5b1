"""What is taken in directly goes to who handles it the same working day; after fifteen o'clock, the next morning."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.clock import HANDOVER_CUTOFF, handover_due
from motcua.dossiers.commands import hand_over
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import board
from motcua.dossiers.queries.board import Column
from motcua.lib import clock
from motcua.worktime.deadlines import SAME_DAY_CUTOFF, Limit, LimitKind, counted_from
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, moment
from tests.web.desks import desk, text
from tests.worktime.test_deadlines import CALENDAR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-25 08:30", "2026-11-25 17:00"),
        ("2026-11-25 14:59", "2026-11-25 17:00"),
        ("2026-11-25 15:00", "2026-11-26 08:00"),
        ("2026-11-25 18:30", "2026-11-26 08:00"),
        ("2026-11-27 16:00", "2026-11-30 08:00"),
        ("2026-11-28 09:00", "2026-11-30 17:00"),
        ("2026-11-28 16:00", "2026-11-30 17:00"),
        ("2026-11-23 15:30", "2026-11-25 08:00"),
    ],
)
def test_the_same_day_before_fifteen_o_clock_the_next_morning_after(received: str, due: str) -> None:
    assert handover_due(moment(received), CALENDAR) == moment(due)


def test_trap_8_fifteen_o_clock_is_used_three_ways_and_they_are_three_things() -> None:
    linked = Limit(LimitKind.WORKING_DAYS, 3, HANDOVER_CUTOFF)
    received = moment("2026-11-25 15:10")

    assert SAME_DAY_CUTOFF is not HANDOVER_CUTOFF
    assert handover_due(received, CALENDAR) == moment("2026-11-26 08:00")
    assert counted_from(CALENDAR, received, linked) == moment("2026-11-26 08:00")
    assert counted_from(CALENDAR, received, Limit(LimitKind.WORKING_DAYS, 3)) == received
    assert counted_from(CALENDAR, received, Limit(LimitKind.SAME_DAY)) == received


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def _said(unit: Commune) -> dict[str, object]:
    return {card.code: card.to_hand_over for card in board.column(unit.centre, Column.WORK)[0]}


def test_the_board_says_by_when_and_no_more_once_it_is_handed_over(unit: Commune) -> None:
    early, late = make.received(unit), make.received(unit, at=moment("2026-11-25 15:30"))
    gone = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=moment("2026-11-25 09:00"))

    assert _said(unit) == {
        early.code: moment("2026-11-25 17:00"),
        late.code: moment("2026-11-26 08:00"),
        gone.code: None,
    }
    assert board.figures(unit.centre, at=moment("2026-11-25 16:00")).here == 2


@pytest.mark.parametrize(
    ("now", "said", "tone"),
    [
        ("2026-11-25 16:00", "chuyển trước 17:00", "clock "),
        ("2026-11-25 17:30", "quá giờ chuyển (17:00)", "clock late"),
    ],
)
def test_the_page_is_loud_only_when_the_hour_is_over(unit: Commune, now: str, said: str, tone: str) -> None:
    make.received(unit)
    clock.begin_at(moment(now))

    page = text(desk(unit[Role.INTAKE]).get("/counter/board/"))

    assert said in page
    assert f'<span class="{tone}">' in page
    assert Dossier.objects.get().state == "RECEIVED"
