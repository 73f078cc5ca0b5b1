"""Calendars of the database as working calendars, kept in the process until their version changes."""

import datetime as dt
from collections.abc import Iterable

from motcua.worktime.deadlines import DayOff, WorkingCalendar, day_spans
from motcua.worktime.models import Calendar, DayException, DayKind, OfficeHours

_kept: dict[str, tuple[tuple[int, ...], WorkingCalendar]] = {}


def working_calendar(code: str) -> WorkingCalendar:
    """Return the working calendar of `code`; LookupError when there is none."""
    rows = {row.pk: row for row in Calendar.objects.all()}
    line = _line_of(code, rows)
    versions = tuple(version for row in line for version in (row.pk, row.version))
    kept = _kept.get(code)
    if kept is None or kept[0] != versions:
        exceptions = DayException.objects.filter(calendar__in=line)
        kept = (versions, build(line, exceptions))
        _kept[code] = kept
    return kept[1]


def line_of(code: str) -> list[Calendar]:
    """Return the calendar and its bases, nearest first; LookupError when there is none."""
    return _line_of(code, {row.pk: row for row in Calendar.objects.all()})


def _line_of(code: str, rows: dict[int, Calendar]) -> list[Calendar]:
    row = next((row for row in rows.values() if row.code == code), None)
    if row is None:
        raise LookupError(f"no calendar {code}")
    line = [row]
    while line[-1].base_id is not None:
        line.append(rows[line[-1].base_id])
    return line


def build(line: list[Calendar], exceptions: Iterable[DayException]) -> WorkingCalendar:
    """Make the working calendar of `line` (nearest first) with these exceptions; the nearest calendar's word wins."""
    rank = {row.pk: place for place, row in enumerate(line)}
    known: dict[dt.date, DayOff] = {}
    for day in sorted(exceptions, key=lambda day: -rank[day.calendar_id]):
        known[day.date] = DayOff(name=day.name, working=day.kind == DayKind.WORKING, source=day.source)
    nearest, last = line[0], min(row.covers_to for row in line)
    periods = list(OfficeHours.objects.filter(calendar=nearest))
    first = max(row.covers_from for row in line)
    days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    spans = [day_spans(day, _hours_on(day, periods), known.get(day)) for day in days]
    return WorkingCalendar(first, last, spans, known)


def hours_on(calendar: Calendar, weekday: int, day: dt.date) -> list[tuple[dt.time, dt.time]]:
    """Return what a weekday is worked by this calendar as it stands on a day, in order; nothing: it is not worked."""
    held = calendar.hours.filter(weekday=weekday, valid_from__lte=day).exclude(valid_to__lt=day)
    return list(held.order_by("opens").values_list("opens", "closes"))


def _hours_on(day: dt.date, periods: list[OfficeHours]) -> dict[int, list[tuple[dt.time, dt.time]]]:
    hours: dict[int, list[tuple[dt.time, dt.time]]] = {}
    for row in periods:
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
            hours.setdefault(row.weekday, []).append((row.opens, row.closes))
    return hours
