"""Which programme runs where and when."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from motcua.agencies.models import Agency
from motcua.lib.clock import local
from motcua.servicedays.models import Programme
from motcua.worktime.calendars import working_calendar


def is_day_off(place: Agency, day: dt.date) -> bool:
    """Tell whether the place's calendar names `day` as a public day off; a plain Saturday is none."""
    known = working_calendar(place.calendar_code()).exceptions.get(day)
    return known is not None and not known.working


def programme_at(place: Agency, *, at: dt.datetime) -> Programme | None:
    """Return the programme that runs at a place on the day of `at`: of several the one announced first."""
    day = local(at).date()
    valid = list(Programme.objects.valid_on(day).filter(places=place).order_by("valid_from", "id"))
    if not valid:
        return None
    off = is_day_off(place, day)
    return next((row for row in valid if row.runs_on(day, day_off=off)), None)


def announced_at(places: Iterable[Agency]) -> QuerySet[Programme]:
    """Return the programmes that have some of these places."""
    return Programme.objects.filter(places__in=places).order_by("valid_from", "id").distinct()


def procedures_of(programme: Programme) -> list[str]:
    """Return the codes of what a programme offers."""
    return list(programme.offers.values_list("procedure_code", flat=True))


def neighbours_programmes(authority: Agency, *, on: dt.date) -> QuerySet[Programme]:
    """Return the programmes to come that a place may join: of those under the same authority, or of that one."""
    if authority.parent_id is None:
        return Programme.objects.none()
    near = Programme.objects.filter(Q(authority__parent=authority.parent_id) | Q(authority=authority.parent_id))
    coming = near.filter(Q(valid_to=None) | Q(valid_to__gte=on)).exclude(authority=authority)
    return coming.exclude(pk__in=Programme.objects.filter(places__authority=authority).values("pk"))


def next_days(programme: Programme, *, since: dt.date, number: int = 5) -> Iterator[dt.date]:
    """Return the next days on which a programme runs, looked for in the coming year."""
    place = programme.places.order_by("code").first() or programme.authority
    found = 0
    for ahead in range(366):
        day = since + dt.timedelta(days=ahead)
        if found < number and programme.runs_on(day, day_off=is_day_off(place, day)):
            found += 1
            yield day
