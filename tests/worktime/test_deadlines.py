"""Deadlines: each rule by an example that a clerk can check with a wall calendar, then properties over six years."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.lib.clock import TZ
from motcua.worktime.deadlines import (
    CalendarEnds,
    Limit,
    LimitKind,
    WorkingCalendar,
    due_at,
    is_working_moment,
    latest_receipt,
    next_working_moment,
    working_time_between,
)
from motcua.worktime.shipped import shipped_calendar, shipped_exceptions, shipped_hours
from tests.worktime.reference import HALF_SATURDAY, Office

CALENDAR = shipped_calendar()
SATURDAYS = WorkingCalendar.of_week(
    CALENDAR.first, CALENDAR.last, {**shipped_hours(), 5: list(HALF_SATURDAY)}, shipped_exceptions()
)
SAME_DAY = Limit(LimitKind.SAME_DAY)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=TZ)


def days(n: int) -> Limit:
    return Limit(LimitKind.WORKING_DAYS, n)


def hours(n: int) -> Limit:
    return Limit(LimitKind.WORKING_HOURS, n)


def calendar_days(n: int) -> Limit:
    return Limit(LimitKind.CALENDAR_DAYS, n)


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        # The day of receipt is not counted; the third working day after it, at the same clock time.
        ("2026-03-02 09:20", days(3), "2026-03-05 09:20"),
        ("2026-03-05 09:20", days(3), "2026-03-10 09:20"),
        # Over Tết of Bính Ngọ: 16 to 20 February and both week ends do not count.
        ("2026-02-13 14:10", days(3), "2026-02-25 14:10"),
        # After closing time: from the next opening.
        ("2026-03-02 17:00", days(1), "2026-03-04 08:00"),
        ("2026-03-06 18:30", days(1), "2026-03-10 08:00"),
        ("2026-03-07 10:00", days(1), "2026-03-10 08:00"),
        # At noon nobody works: from 13:00.
        ("2026-03-02 12:30", days(1), "2026-03-03 13:00"),
        # 24 November is a day off from 2026 on.
        ("2026-11-23 10:00", days(1), "2026-11-25 10:00"),
        # A swapped Saturday is worked: 10 January 2026 for 2 January.
        ("2026-01-09 10:00", days(1), "2026-01-10 10:00"),
        ("2025-12-31 10:00", days(1), "2026-01-05 10:00"),
        # Working hours end with their last minute: 12:00 and not 13:00, 17:00 and not the next morning.
        ("2026-03-02 08:00", hours(4), "2026-03-02 12:00"),
        ("2026-03-02 08:00", hours(8), "2026-03-02 17:00"),
        ("2026-03-02 11:30", hours(1), "2026-03-02 13:30"),
        ("2026-03-06 16:00", hours(4), "2026-03-09 11:00"),
        ("2026-03-02 12:10", hours(4), "2026-03-02 17:00"),
        # Calendar days: the same clock time, on a day off moved to the next working day.
        ("2026-03-02 09:20", calendar_days(3), "2026-03-05 09:20"),
        ("2026-03-04 09:20", calendar_days(3), "2026-03-09 09:20"),
        ("2026-02-11 09:20", calendar_days(7), "2026-02-23 09:20"),
        # Same day: before 15:00 by close of business, from 15:00 by that of the next working day.
        ("2026-03-02 14:59", SAME_DAY, "2026-03-02 17:00"),
        ("2026-03-02 15:00", SAME_DAY, "2026-03-03 17:00"),
        ("2026-03-06 15:00", SAME_DAY, "2026-03-09 17:00"),
        ("2026-03-06 17:30", SAME_DAY, "2026-03-09 17:00"),
        ("2026-03-02 07:15", SAME_DAY, "2026-03-02 17:00"),
    ],
)
def test_rule_by_example(received: str, limit: Limit, due: str) -> None:
    assert due_at(CALENDAR, at(received), limit) == at(due)


def test_half_a_day_on_saturday_is_working_time_of_that_office_only() -> None:
    friday = at("2026-03-06 16:00")
    assert due_at(SATURDAYS, friday, hours(4)) == at("2026-03-07 11:00")
    assert due_at(CALENDAR, friday, hours(4)) == at("2026-03-09 11:00")
    # The clock time of the afternoon is not worked on a Saturday: forward into working time.
    assert due_at(SATURDAYS, friday, days(1)) == at("2026-03-09 08:00")
    assert due_at(SATURDAYS, at("2026-03-07 09:00"), SAME_DAY) == at("2026-03-07 12:00")


def test_a_pause_over_a_week_end_pushes_by_the_working_time_paused() -> None:
    pause = (at("2026-03-06 15:00"), at("2026-03-09 10:00"))  # two hours on Friday, two on Monday
    assert due_at(CALENDAR, at("2026-03-05 09:00"), days(3), [pause]) == at("2026-03-10 14:00")


def test_pauses_that_overlap_count_once() -> None:
    first = (at("2026-03-03 08:00"), at("2026-03-03 12:00"))
    second = (at("2026-03-03 10:00"), at("2026-03-03 14:00"))
    assert due_at(CALENDAR, at("2026-03-02 09:00"), days(3), [first, second]) == due_at(
        CALENDAR, at("2026-03-02 09:00"), days(3), [(first[0], second[1])]
    )


@pytest.mark.parametrize("limit", [days(3), hours(3), calendar_days(3), SAME_DAY])
def test_a_moment_without_a_time_zone_is_refused(limit: Limit) -> None:
    with pytest.raises(ValueError, match="naive datetime"):
        due_at(CALENDAR, dt.datetime(2026, 3, 2, 9, 0), limit)  # noqa: DTZ001 - that is the point


def test_a_moment_of_another_zone_is_the_same_moment_here() -> None:
    utc = dt.datetime(2026, 3, 2, 2, 20, tzinfo=dt.UTC)
    assert due_at(CALENDAR, utc, days(3)) == at("2026-03-05 09:20")


def test_beyond_the_calendar_there_is_no_answer() -> None:
    with pytest.raises(CalendarEnds):
        due_at(CALENDAR, at("2027-12-30 09:00"), days(30))
    with pytest.raises(CalendarEnds):
        due_at(CALENDAR, at("2031-01-05 09:00"), days(1))


def test_a_limit_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="none"):
        Limit(LimitKind.WORKING_DAYS, 0)


# --- Properties -----------------------------------------------------------------------------------------------------

MOMENTS = st.datetimes(dt.datetime(2022, 1, 1), dt.datetime(2027, 10, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=TZ)
)
# Where rules meet: Tết, swapped Saturdays, 24/11, the ends of years.
EDGES = st.one_of(
    st.datetimes(dt.datetime(2026, 2, 9), dt.datetime(2026, 2, 28)),  # noqa: DTZ001
    st.datetimes(dt.datetime(2025, 12, 29), dt.datetime(2026, 1, 13)),  # noqa: DTZ001
    st.datetimes(dt.datetime(2026, 8, 18), dt.datetime(2026, 9, 5)),  # noqa: DTZ001
    st.datetimes(dt.datetime(2026, 11, 19), dt.datetime(2026, 11, 27)),  # noqa: DTZ001
).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=TZ))
RECEIPTS = st.one_of(MOMENTS, EDGES)
COUNTED = [LimitKind.WORKING_HOURS, LimitKind.WORKING_DAYS, LimitKind.CALENDAR_DAYS]
LIMITS = st.one_of(st.just(SAME_DAY), st.builds(Limit, st.sampled_from(COUNTED), st.integers(1, 20)))
CALENDARS = st.sampled_from([(CALENDAR, Office()), (SATURDAYS, Office(saturday=True))])


@given(CALENDARS, RECEIPTS, LIMITS)
def test_the_engine_agrees_with_a_minute_by_minute_count(
    both: tuple[WorkingCalendar, Office], received: dt.datetime, limit: Limit
) -> None:
    calendar, office = both
    assert due_at(calendar, received, limit) == office.due(received, limit)


@given(CALENDARS, RECEIPTS, st.integers(0, 3 * 24 * 60))
def test_working_time_agrees_with_a_minute_by_minute_count(
    both: tuple[WorkingCalendar, Office], start: dt.datetime, minutes: int
) -> None:
    calendar, office = both
    end = start + dt.timedelta(minutes=minutes)
    expected = dt.timedelta(minutes=office.minutes_between(start, end))
    assert working_time_between(calendar, start, end) == expected
    assert working_time_between(calendar, end, start) == -expected


@given(RECEIPTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=30)), LIMITS)
def test_who_comes_later_is_never_due_earlier(received: dt.datetime, later: dt.timedelta, limit: Limit) -> None:
    first, second = due_at(CALENDAR, received, limit), due_at(CALENDAR, received + later, limit)
    if limit.kind is LimitKind.CALENDAR_DAYS:
        # The rule keeps the clock time and moves the day: two ends on one week end change places within Monday.
        assert first.date() <= second.date()
    else:
        assert first <= second


@given(RECEIPTS, st.integers(1, 40), st.integers(1, 40))
def test_working_hours_add_up(received: dt.datetime, some: int, more: int) -> None:
    there = due_at(CALENDAR, received, hours(some))
    assert due_at(CALENDAR, there, hours(more)) == due_at(CALENDAR, received, hours(some + more))
    counted = next_working_moment(CALENDAR, received)
    assert working_time_between(CALENDAR, counted, there) == dt.timedelta(hours=some)


@given(RECEIPTS, LIMITS)
def test_a_due_time_lies_in_working_time(received: dt.datetime, limit: Limit) -> None:
    due = due_at(CALENDAR, received, limit)
    # Worked at that moment, or the very end of a worked span.
    assert is_working_moment(CALENDAR, due) or is_working_moment(CALENDAR, due - dt.timedelta(microseconds=1))


@given(RECEIPTS, LIMITS, RECEIPTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=20)))
def test_a_pause_pushes_by_exactly_the_working_time_it_took(
    received: dt.datetime, limit: Limit, start: dt.datetime, length: dt.timedelta
) -> None:
    assume(start >= received)
    end = start + dt.timedelta(minutes=length // dt.timedelta(minutes=1))
    without = due_at(CALENDAR, received, limit)
    pushed = due_at(CALENDAR, received, limit, [(start, end)])
    assert working_time_between(CALENDAR, without, pushed) == working_time_between(CALENDAR, start, end)


@given(RECEIPTS, LIMITS)
def test_the_latest_receipt_is_in_time_and_a_moment_later_is_not(received: dt.datetime, limit: Limit) -> None:
    due = due_at(CALENDAR, received, limit)
    latest = latest_receipt(CALENDAR, due, limit)
    assert latest >= received or limit.kind is LimitKind.CALENDAR_DAYS
    assert due_at(CALENDAR, latest, limit) <= due
    assert due_at(CALENDAR, latest + dt.timedelta(microseconds=1), limit) > due


SHORT = WorkingCalendar.of_week(dt.date(2026, 3, 2), dt.date(2026, 3, 6), shipped_hours())
"""One week that nobody continued: Monday 2 to Friday 6 March 2026."""


@pytest.mark.parametrize(
    "limit", [days(5), hours(41), calendar_days(5), days(1000), hours(10_000), calendar_days(9999)]
)
def test_a_due_time_beyond_the_calendar_is_refused_never_guessed(limit: Limit) -> None:
    with pytest.raises(CalendarEnds) as ends:
        due_at(SHORT, at("2026-03-02 08:00"), limit)
    assert (ends.value.first, ends.value.last) == (dt.date(2026, 3, 2), dt.date(2026, 3, 6))


@pytest.mark.parametrize("received", ["2026-03-06 17:00", "2026-03-07 09:00", "2026-03-01 09:00", "2027-01-01 09:00"])
def test_a_receipt_outside_the_calendar_is_refused(received: str) -> None:
    with pytest.raises(CalendarEnds):
        due_at(SHORT, at(received), hours(1))


def test_the_last_working_minute_of_the_calendar_can_still_be_promised() -> None:
    assert due_at(SHORT, at("2026-03-02 08:00"), hours(40)) == at("2026-03-06 17:00")
    assert due_at(SHORT, at("2026-03-02 08:00"), days(4)) == at("2026-03-06 08:00")
    assert due_at(SHORT, at("2026-03-06 14:59"), SAME_DAY) == at("2026-03-06 17:00")


def test_same_day_late_on_the_last_day_is_refused() -> None:
    with pytest.raises(CalendarEnds):
        due_at(SHORT, at("2026-03-06 15:00"), SAME_DAY)


def test_the_latest_receipt_before_the_calendar_begins_is_refused() -> None:
    assert latest_receipt(SHORT, at("2026-03-06 17:00"), hours(40)) == at("2026-03-02 08:00")
    with pytest.raises(CalendarEnds):
        latest_receipt(SHORT, at("2026-03-03 08:00"), days(3))


def test_a_calendar_tells_no_moment_that_it_does_not_cover() -> None:
    for index in (-1, 5):
        with pytest.raises(CalendarEnds):
            SHORT.moment(index, 0)


def test_an_office_that_never_opens_promises_nothing() -> None:
    closed = WorkingCalendar.of_week(dt.date(2026, 3, 2), dt.date(2026, 3, 6), {})
    for limit in (days(1), hours(1), calendar_days(1), SAME_DAY):
        with pytest.raises(CalendarEnds):
            due_at(closed, at("2026-03-02 08:00"), limit)
