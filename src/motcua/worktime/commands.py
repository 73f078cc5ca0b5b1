"""Change a calendar: every change makes a new version, so that no process goes on with an old one."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q

from motcua.worktime import rules
from motcua.worktime.calendars import build, line_of
from motcua.worktime.deadlines import WorkingCalendar
from motcua.worktime.models import Calendar, DayException, OfficeHours


@dataclass(frozen=True, slots=True)
class DayChange:
    """What a day shall be: `kind` OFF or WORKING with name and source (the decision), or "" for the usual weekday."""

    date: dt.date
    kind: str
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class HoursChange:
    """What a weekday (0 is Monday) is worked from a day on, in the order of the day; no spans: not at all."""

    weekday: int
    spans: tuple[tuple[dt.time, dt.time], ...]
    starts_on: dt.date


def changed(calendar: Calendar, change: DayChange) -> WorkingCalendar:
    """Return the working calendar as it would be after a change; nothing is written."""
    line = line_of(calendar.code)
    kept = DayException.objects.filter(calendar__in=line)
    days = [day for day in kept if not (day.calendar_id == calendar.pk and day.date == change.date)]
    if change.kind:
        days.append(_day(calendar, change))
    return build(line, days)


def _day(calendar: Calendar, change: DayChange) -> DayException:
    return DayException(
        calendar=calendar, date=change.date, kind=change.kind, name=change.name, source=change.source, nature="local"
    )


@transaction.atomic
def edit_day(*, calendar: Calendar, change: DayChange, today: dt.date) -> None:
    """Say what a day of this calendar shall be. Raises Denied for a day that is over or not covered."""
    rules.check_can_edit_day(calendar, change.date, today=today)
    calendar.days.filter(date=change.date).delete()
    if change.kind:
        _day(calendar, change).save()
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)


@transaction.atomic
def edit_hours(*, calendar: Calendar, change: HoursChange, today: dt.date) -> None:
    """Say what a weekday is worked from a day on; what was said of later days no longer holds. Denied as `edit_day`."""
    rules.check_can_edit_day(calendar, change.starts_on, today=today)
    rules.check_spans(change.spans)
    rows = calendar.hours.filter(weekday=change.weekday)
    rows.filter(valid_from__gte=change.starts_on).delete()
    still = rows.filter(Q(valid_to=None) | Q(valid_to__gte=change.starts_on))
    still.update(valid_to=change.starts_on - dt.timedelta(days=1))
    OfficeHours.objects.bulk_create(
        OfficeHours(calendar=calendar, weekday=change.weekday, opens=opens, closes=closes, valid_from=change.starts_on)
        for opens, closes in change.spans
    )
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)


@transaction.atomic
def calendar_of_its_own(base: Calendar, *, code: str, name: str) -> Calendar:
    """Return the calendar `code` that stands on `base`, made with the same hours when there is none yet."""
    own, new = Calendar.objects.get_or_create(
        code=code,
        defaults={"name": name, "base": base, "covers_from": base.covers_from, "covers_to": base.covers_to},
    )
    if new:
        OfficeHours.objects.bulk_create(
            OfficeHours(
                calendar=own,
                weekday=hours.weekday,
                opens=hours.opens,
                closes=hours.closes,
                valid_from=hours.valid_from,
                valid_to=hours.valid_to,
            )
            for hours in base.hours.all()
        )
    return own
