"""A change of the calendar moves the due times of open dossiers; what was promised on a slip stays as it was said."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.accounts.rules import check_can_manage
from motcua.agencies.commands import own_calendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.due_times import due_time_of
from motcua.dossiers.states import State
from motcua.events.managed import record_change
from motcua.events.record import in_record, record
from motcua.lib.clock import local
from motcua.worktime.calendars import hours_on, working_calendar
from motcua.worktime.commands import DayChange, HoursChange, changed, edit_day, edit_hours
from motcua.worktime.deadlines import CalendarEnds, WorkingCalendar
from motcua.worktime.explanation import WEEKDAYS, spans_in_words
from motcua.worktime.models import Calendar, DayKind

_AS_USUAL = gettext_lazy("ngày này trở lại như thường lệ")
_OPEN = (State.RECEIVED, State.IN_PROGRESS, State.AWAITING_SUPPLEMENT, State.PAUSED)


@dataclass(frozen=True, slots=True)
class Moved:
    """A dossier whose due time would move; no name, for whoever edits a calendar does not read dossiers."""

    id: int
    code: str
    procedure: str
    old: dt.datetime
    new: dt.datetime


def preview(change: DayChange, *, by: Post) -> list[Moved]:
    """Return which open dossiers of the authority would move, without writing anything."""
    calendar = Calendar.objects.get(code=by.authority.calendar_code())
    return _moved(by, changed(calendar, change))


def _moved(by: Post, calendar: WorkingCalendar) -> list[Moved]:
    counted_here = Q(intake_agency__authority=by.authority, elsewhere=False) | Q(authority=by.authority, elsewhere=True)
    rows = Dossier.objects.filter(counted_here, state__in=_OPEN, due_at__isnull=False)
    found = []
    related = ("pauses", "apologies", "reopenings", "supplement_requests")
    for row in rows.select_related("procedure_version").prefetch_related(*related).order_by("due_at", "id"):
        new = _due(row, calendar)
        if row.due_at is not None and new is not None and new != row.due_at:
            found.append(Moved(row.pk, row.code, row.procedure_name, row.due_at, new))
    return found


def _due(row: Dossier, calendar: WorkingCalendar) -> dt.datetime | None:
    try:
        return due_time_of(row, calendar)
    except CalendarEnds:
        return None


@transaction.atomic
def apply(change: DayChange, *, by: Post, at: dt.datetime) -> list[Moved]:
    """Change the authority's own calendar and move due times, each with its event. `promised_at` is never touched."""
    check_can_manage(by.agency, by=by, on=local(at).date())
    calendar = Calendar.objects.select_for_update().get(pk=own_calendar(by.authority).pk)
    before = _as_recorded(calendar, change.date)
    edit_day(calendar=calendar, change=change, today=local(at).date())
    after = _as_recorded(calendar, change.date)
    what = {"kind": "calendar", "key": calendar.code}
    record_change("day_edited", **what, by=by, at=at, before=before, after=after, date=change.date)
    reason = f"{change.date:%d/%m/%Y}: {change.name or in_record(_AS_USUAL)}"
    return _move(reason, by=by, at=at)


@transaction.atomic
def apply_hours(change: HoursChange, *, by: Post, at: dt.datetime) -> list[Moved]:
    """Change what a weekday is worked from a day on; due times move as with `apply`."""
    check_can_manage(by.agency, by=by, on=local(at).date())
    calendar = Calendar.objects.select_for_update().get(pk=own_calendar(by.authority).pk)
    before = hours_on(calendar, change.weekday, change.starts_on)
    edit_hours(calendar=calendar, change=change, today=local(at).date())
    with translation.override("vi"):
        weekday, old, new = str(WEEKDAYS[change.weekday]), spans_in_words(before), spans_in_words(change.spans)
    what: dict[str, Any] = {"kind": "calendar", "key": calendar.code, "weekday": weekday, "starts_on": change.starts_on}
    record_change("hours_edited", **what, by=by, at=at, before={"hours": old}, after={"hours": new})
    return _move(f"{weekday}, {change.starts_on:%d/%m/%Y}: {new}", by=by, at=at)


def _move(reason: str, *, by: Post, at: dt.datetime) -> list[Moved]:
    """Move the due times of the authority's open dossiers to where its calendar puts them now."""
    authority = by.authority
    authority.refresh_from_db()
    moved = _moved(by, working_calendar(authority.calendar_code()))
    for each in moved:
        row = Dossier.objects.select_for_update().get(pk=each.id)
        row.due_at, row.version = each.new, row.version + 1
        row.save(update_fields=["due_at", "version"])
        due = f"{local(each.new):%H:%M %d/%m/%Y}"
        record(stream=row.stream, name="dossier.due_moved", by=by, at=at, old=each.old, due_at=due, reason=reason)
    return moved


def _as_recorded(calendar: Calendar, day: dt.date) -> dict[str, str]:
    """Return what the calendar's history keeps of a day: nothing for a day like its weekday."""
    kept = calendar.days.filter(date=day).first()
    if kept is None:
        return {}
    return {"kind": in_record(DayKind(kept.kind).label), "name": kept.name, "source": kept.source}
