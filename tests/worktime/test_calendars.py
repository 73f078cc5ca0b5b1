"""Calendars from the database: hours that change with the years, days of one's own, and what is kept of them."""

import datetime as dt

import pytest

from motcua.lib.outcomes import Denied
from motcua.worktime.calendars import working_calendar
from motcua.worktime.commands import DayChange, calendar_of_its_own, changed, edit_day
from motcua.worktime.deadlines import Limit, LimitKind, due_at
from motcua.worktime.models import Calendar, OfficeHours
from motcua.worktime.seed import load_calendars
from motcua.worktime.shipped import parse_spans
from tests.worktime.test_deadlines import at

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)
FRIDAY = dt.date(2026, 11, 27)


@pytest.fixture
def own() -> Calendar:
    """A commune's own calendar on that of its city."""
    load_calendars()
    return calendar_of_its_own(Calendar.objects.get(code="VN-HN"), code="H26.90", name="Xã Gia Lâm")


def test_hours_that_change_hold_from_their_day(own: Calendar) -> None:
    own.hours.update(valid_to=dt.date(2026, 11, 26))
    for weekday in range(5):
        OfficeHours.objects.create(
            calendar=own, weekday=weekday, opens=dt.time(7, 30), closes=dt.time(11, 30), valid_from=FRIDAY
        )
    calendar = working_calendar(own.code)
    hours = Limit(LimitKind.WORKING_HOURS, 8)
    assert due_at(calendar, at("2026-11-26 08:00"), hours) == at("2026-11-26 17:00")
    assert due_at(calendar, at("2026-11-27 07:30"), hours) == at("2026-11-30 11:30")


def test_a_day_of_ones_own_stands_before_the_citys_and_is_taken_back(own: Calendar) -> None:
    storm = DayChange(date=FRIDAY, kind="OFF", name="Nghỉ bão", source="CĐ 01")
    assert working_calendar(own.code).is_working_day(FRIDAY)
    edit_day(calendar=own, change=storm, today=TODAY)
    own.refresh_from_db()
    assert not working_calendar(own.code).is_working_day(FRIDAY)
    assert working_calendar("VN-HN").is_working_day(FRIDAY)
    usual = DayChange(date=FRIDAY, kind="")
    assert changed(own, usual).is_working_day(FRIDAY)
    assert not working_calendar(own.code).is_working_day(FRIDAY)
    edit_day(calendar=own, change=usual, today=TODAY)
    assert working_calendar(own.code).is_working_day(FRIDAY)


def test_a_calendar_of_ones_own_is_made_once(own: Calendar) -> None:
    hours = own.hours.count()
    again = calendar_of_its_own(Calendar.objects.get(code="VN-HN"), code="H26.90", name="Xã Gia Lâm")
    assert (again, again.hours.count()) == (own, hours)


def test_a_day_that_is_over_is_not_changed(own: Calendar) -> None:
    change = DayChange(date=TODAY - dt.timedelta(days=1), kind="OFF", name="Nghỉ bão", source="CĐ 01")
    with pytest.raises(Denied):
        edit_day(calendar=own, change=change, today=TODAY)
    assert not own.days.exists()


def test_a_calendar_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(LookupError, match=r"no calendar H26\.91"):
        working_calendar("H26.91")


@pytest.mark.parametrize("texts", [["13:00-12:00"], ["08:00-12:00", "11:00-17:00"], ["08:00"], ["8 giờ-12 giờ"]])
def test_hours_that_cannot_be_are_refused_and_named(texts: list[str]) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        parse_spans(texts)
    assert str(refused.value) in texts
