"""The table for a tablet says of every minute what the deadline itself says."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from motcua.worktime.ahead import Step, ahead
from motcua.worktime.deadlines import Limit, LimitKind, WorkingCalendar, due_at
from tests.worktime.test_deadlines import CALENDAR, SAME_DAY, SATURDAYS, at, days, hours

MINUTE = dt.timedelta(minutes=1)


def said(steps: list[Step], moment: dt.datetime) -> dt.datetime:
    """Look a moment up as the tablet does: the last step that has begun."""
    return [step for step in steps if step.since <= moment][-1].due_for(moment)


def test_three_working_days_over_a_weekend() -> None:
    steps = ahead(CALENDAR, days(3), first=at("2026-11-25 00:00"), last=at("2026-11-26 00:00"))

    assert [(f"{step.since:%H:%M}", f"{step.due:%d/%m %H:%M}", step.moves) for step in steps] == [
        ("00:00", "30/11 08:00", False),
        ("08:00", "30/11 08:00", True),
        ("12:00", "30/11 13:00", False),
        ("13:00", "30/11 13:00", True),
        ("17:00", "01/12 08:00", False),
    ]


def test_same_day_until_three_o_clock() -> None:
    steps = ahead(CALENDAR, SAME_DAY, first=at("2026-11-27 08:00"), last=at("2026-11-28 08:00"))

    assert [(f"{step.since:%d %H:%M}", f"{step.due:%d/%m %H:%M}", step.moves) for step in steps] == [
        ("27 08:00", "27/11 17:00", False),
        ("27 15:00", "30/11 17:00", False),
    ]


@given(
    st.sampled_from([CALENDAR, SATURDAYS]),
    st.sampled_from([SAME_DAY, hours(2), hours(3), hours(12), days(1), days(3), Limit(LimitKind.CALENDAR_DAYS, 7)]),
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2026, 12, 20)),  # noqa: DTZ001 - at() says where
    st.integers(0, 3 * 24 * 60 - 1),
)
def test_every_minute_has_the_laws_own_answer(
    calendar: WorkingCalendar, limit: Limit, begin: dt.datetime, minute: int
) -> None:
    first = at(f"{begin:%Y-%m-%d %H:%M}")
    steps = ahead(calendar, limit, first=first, last=first + dt.timedelta(days=3))
    moment = first + MINUTE * minute
    assert said(steps, moment) == due_at(calendar, moment, limit)


@given(st.lists(st.integers(6 * 60, 20 * 60), min_size=4, max_size=4, unique=True), st.integers(1, 12))
def test_also_where_the_office_opens_at_an_odd_minute(edges: list[int], limit: int) -> None:
    opens, noon, again, closes = (dt.time(minute // 60, minute % 60) for minute in sorted(edges))
    week = {day: [(opens, noon), (again, closes)] for day in range(5)}
    calendar = WorkingCalendar.of_week(dt.date(2026, 11, 1), dt.date(2030, 1, 1), week)
    first = at("2026-11-25 00:00")
    steps = ahead(calendar, hours(limit), first=first, last=first + dt.timedelta(days=1))
    for minute in range(24 * 60):
        moment = first + MINUTE * minute
        assert said(steps, moment) == due_at(calendar, moment, hours(limit))


def test_beyond_the_calendar_nothing_is_said() -> None:
    last = dt.datetime.combine(CALENDAR.last, dt.time(8))
    assert ahead(CALENDAR, days(3), first=at(f"{last:%Y-%m-%d %H:%M}"), last=at(f"{last:%Y-%m-%d} 09:00")) == []
