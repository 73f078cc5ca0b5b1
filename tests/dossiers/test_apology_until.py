"""Until when an apology may be proposed: the working day before, or, where a limit has none, until it is due."""

import datetime as dt

import pytest

from motcua.dossiers.clock import apology_until
from motcua.worktime.deadlines import CalendarEnds, Limit, LimitKind, closing_before
from motcua.worktime.shipped import shipped_calendar
from tests.factories.dossiers import moment

CALENDAR = shipped_calendar()
# A Monday: the working day before it is the Friday.
DUE, FRIDAY = moment("2026-11-30 10:00"), moment("2026-11-27 17:00")


@pytest.mark.parametrize(
    ("limit", "until"),
    [
        (Limit(LimitKind.WORKING_HOURS, 4), DUE),
        (Limit(LimitKind.WORKING_HOURS, 8), DUE),
        (Limit(LimitKind.WORKING_HOURS, 9), FRIDAY),
        (Limit(LimitKind.WORKING_HOURS, 16), FRIDAY),
        (Limit(LimitKind.SAME_DAY), DUE),
        (Limit(LimitKind.WORKING_DAYS, 1), FRIDAY),
        (Limit(LimitKind.CALENDAR_DAYS, 3), FRIDAY),
    ],
    ids=str,
)
def test_hours_that_fill_no_more_than_a_working_day_have_no_day_before(limit: Limit, until: dt.datetime) -> None:
    assert apology_until(limit, DUE, CALENDAR) == until


def test_of_a_day_before_the_calendar_begins_nothing_is_said_rather_than_its_last_day() -> None:
    first, second = (CALENDAR.midnights[place].date() for place in CALENDAR.worked[:2])

    with pytest.raises(CalendarEnds):
        closing_before(CALENDAR, first)
    assert closing_before(CALENDAR, second).date() == first
