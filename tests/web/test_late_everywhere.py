"""Late is one rule: a promise of hours from the next hour on, one of days from the next day on, wherever one looks."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import board, inbox
from motcua.dossiers.queries.inbox import Which
from motcua.web import words
from motcua.web.office import clock_card
from motcua.web.office.inbox import line
from motcua.worktime.deadlines import LimitKind
from tests.factories import dossiers as make
from tests.factories.dossiers import moment

HOURS, DAYS = LimitKind.WORKING_HOURS, LimitKind.WORKING_DAYS
DUE = moment("2026-11-26 10:20")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "now", "tone"),
    [
        (HOURS, "2026-11-26 09:00", ""),
        (HOURS, "2026-11-26 09:50", "soon"),
        (HOURS, "2026-11-26 10:20", "soon"),
        (HOURS, "2026-11-26 10:21", "soon"),
        (HOURS, "2026-11-26 10:59", "soon"),
        (HOURS, "2026-11-26 11:00", "late"),
        (HOURS, "2026-11-27 10:00", "late"),
        (DAYS, "2026-11-25 10:00", ""),
        (DAYS, "2026-11-26 10:21", "soon"),
        (DAYS, "2026-11-26 23:59", "soon"),
        (DAYS, "2026-11-27 00:00", "late"),
    ],
)
def test_a_dossier_is_late_at_the_same_moment_wherever_one_looks(kind: LimitKind, now: str, tone: str) -> None:
    unit = make.gia_lam()
    make.at_work(unit)
    Dossier.objects.update(limit_kind=kind, due_at=DUE, promised_at=DUE)
    dossier, at = Dossier.objects.get(), moment(now)
    rows, _more = inbox.page(Which.MINE, post=unit[Role.CASE], at=at)

    late = tone == "late"
    assert words.clock_mark(DUE, at, by_day=kind == DAYS).tone == tone
    assert [line(row, at).tone for row in rows] == [tone]
    assert (clock_card.shown(dossier, at)["late"], clock_card.shown(dossier, at)["promise"].tone) == (late, tone)
    assert dossier.is_late(at) is late
    assert Dossier.objects.overdue(at).exists() is late
    assert board.figures(unit.centre, at=at).late == late


@pytest.mark.parametrize(("by_day", "label"), [(False, "đến giờ hẹn"), (True, "hết hạn hôm nay")])
def test_what_is_due_now_and_not_late_yet_says_so(by_day: bool, label: str) -> None:
    mark = words.clock_mark(DUE, DUE + dt.timedelta(minutes=10), by_day=by_day)

    assert (mark.label, mark.tone) == (label, "soon")


@pytest.mark.parametrize(
    ("now", "said"),
    [("2026-11-26 16:00", "Trả trong buổi này, khoảng 10:20"), ("2026-11-27 08:00", "Hẹn 10:20 thứ Năm 26/11")],
)
@pytest.mark.django_db
def test_a_promise_that_is_read_on_another_day_names_its_day(now: str, said: str) -> None:
    make.at_work(make.gia_lam())
    Dossier.objects.update(submitted_at=moment("2026-11-26 08:00"), promised_at=DUE, in_visit=True, slip_owed=False)

    assert clock_card.shown(Dossier.objects.get(), moment(now))["promise"].words == said
