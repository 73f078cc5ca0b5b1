"""Whom the service days to come still lack: looked for, so that whoever plans need not."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from motcua.agencies.models import Agency
from motcua.servicedays.gaps import Gap
from motcua.servicedays.models import Programme
from motcua.servicedays.queries.programmes import next_days
from motcua.servicedays.queries.staffing import gaps_on

AHEAD = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A programme on whose next day somebody is missing."""

    programme: Programme
    gaps: tuple[Gap, ...]


def gaps_of(programme: Programme, authority: Agency, day: dt.date) -> tuple[Gap, ...]:
    """Return what nobody would do on a day at the places of an authority; at all places where it has none itself."""
    places = list(programme.places.all())
    ours = [place for place in places if place.authority_id == authority.pk] or places
    return tuple(dict.fromkeys(gap for place in ours for gap in gaps_on(programme, place, day)))


def lacking(authority: Agency, *, on: dt.date) -> list[Lacking]:
    """Return the programmes that run at an authority's own place and whose next day, within a week, lacks somebody.

    Who opens places below is told on the programme's page: each place puts down, and is asked for, its own people.
    """
    here = Programme.objects.filter(places__authority=authority).distinct()
    coming = here.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    found = []
    for row in coming.prefetch_related("places", "offers"):
        day = next(next_days(row, since=on, number=1), None)
        gaps = gaps_of(row, authority, day) if day is not None and day <= on + AHEAD else ()
        if gaps:
            found.append(Lacking(row, gaps))
    return found
