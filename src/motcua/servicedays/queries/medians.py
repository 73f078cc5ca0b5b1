"""How long the steps of a procedure lately took at a place: a median, not a wish, and how far beyond it they go."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Q

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Handover
from motcua.lib.clock import local
from motcua.lib.statistics import nearest_rank
from motcua.procedures.definition import Definition
from motcua.servicedays import sentences
from motcua.servicedays.models import Programme
from motcua.servicedays.promising import NOTHING
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds, WorkingCalendar, working_time_between

LAST = 20
FEWEST = 3
_LATELY = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Took:
    """How long a step takes, and from what that is known.

    A "median" of so many done here, the median of "others" at the places of the same programme, or its "norm".
    """

    length: dt.timedelta
    source: str
    known: int = 0


type Way = Mapping[int, dt.timedelta]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the steps of a procedure at a place: each of them, and the whole ways of those lately done."""

    steps: Mapping[int, Took]
    ways: tuple[Way, ...] = ()

    def spare(self, steps: Iterable[int], *, holds: int) -> dt.timedelta:
        """Return how much longer than their medians together these steps took, in `holds` of a hundred ways at most.

        A step of which only the norm is known spares nothing: the programme announced it.
        """
        seen = [number for number in steps if self.steps[number].source != "norm"]
        whole = (sum((way.get(number, NOTHING) for number in seen), NOTHING) for way in self.ways)
        usual = sum((self.steps[number].length for number in seen), NOTHING)
        return max(NOTHING, (nearest_rank(whole, holds) or NOTHING) - usual)


def norms(definition: Definition, target: dt.timedelta) -> dict[int, Took]:
    """Return the norm of each step; where together they exceed the programme's target, their share of it."""
    hours = {step.number: step.hours for step in definition.steps}
    whole = dt.timedelta(hours=sum(hours.values()))
    share = min(1.0, target / whole) if whole else 1.0
    return {number: Took(dt.timedelta(hours=each) * share, "norm") for number, each in hours.items()}


def known_at(
    place: Agency, definition: Definition, *, programme: Programme, target: dt.timedelta, at: dt.datetime
) -> Known:
    """Return how long each step takes: as lately here, else at the programme's other places, else its norm."""
    calendar = working_calendar(place.calendar_code())
    source, ways = "median", lately_done(Q(intake_agency=place), definition.code, calendar=calendar, at=at)
    if len(ways) < FEWEST:
        same = Q(intake_agency__in=programme.places.all())
        source, ways = "others", lately_done(same, definition.code, calendar=calendar, at=at)
    found = norms(definition, target)
    for number in found:
        times = [way[number] for way in ways if number in way]
        if len(times) >= FEWEST:
            found[number] = Took(_median(times), source, len(times))
    return Known(found, tuple(ways))


def _median(times: Iterable[dt.timedelta]) -> dt.timedelta:
    return dt.timedelta(seconds=median(each.total_seconds() for each in times))


def lately_done(where: Q, code: str, *, calendar: WorkingCalendar, at: dt.datetime) -> Sequence[Way]:
    """Return how long each step took with each of the last dossiers of a procedure that were done somewhere."""
    done = Dossier.objects.filter(where, procedure_code=code, ready_at__lte=at, ready_at__gt=at - _LATELY)
    rows = list(done.order_by("-ready_at").values_list("pk", "received_at", "ready_at")[:LAST])
    known = [(pk, received, ready) for pk, received, ready in rows if received is not None and ready is not None]
    return list(lengths_of_all(known, calendar).values()) if known else []


def lengths_of_all(
    rows: Iterable[tuple[int, dt.datetime, dt.datetime]], calendar: WorkingCalendar
) -> dict[int, dict[int, dt.timedelta]]:
    """Return how long each step of each dossier took, of (key, received, until): one query for all of them."""
    known = list(rows)
    sent: dict[int, list[tuple[int, dt.datetime]]] = {}
    handovers = Handover.objects.filter(dossier__in=[pk for pk, *_moments in known]).order_by("sent_at", "id")
    for pk, step, moment in handovers.values_list("dossier", "step", "sent_at"):
        sent.setdefault(pk, []).append((step, moment))
    return {pk: _each([(1, received), *sent.get(pk, [])], until, calendar) for pk, received, until in known}


def longest_beyond(basis: Iterable[Mapping[str, Any]], taken: Mapping[int, dt.timedelta]) -> Mapping[str, Any] | None:
    """Return the step of a promise's basis that took longest beyond its minutes; None without steps."""
    steps = (each for each in basis if each["step"])
    return max(steps, key=lambda each: minutes(taken.get(each["step"])) - each["minutes"], default=None)


def minutes(length: dt.timedelta | None) -> int:
    """Return a length in whole minutes; none is none."""
    return 0 if length is None else sentences.minutes_of(length)


def _each(
    begun: Iterable[tuple[int, dt.datetime]], ready: dt.datetime, calendar: WorkingCalendar
) -> dict[int, dt.timedelta]:
    """Return how long each step of one dossier took, a step done twice as often as it was done."""
    steps = list(begun)
    ends = [moment for _step, moment in steps[1:]] + [ready]
    found: dict[int, dt.timedelta] = {}
    for (step, start), end in zip(steps, ends, strict=True):
        found[step] = found.get(step, NOTHING) + between(start, end, calendar)
    return found


def lengths_of(dossier: Dossier, *, until: dt.datetime) -> dict[int, dt.timedelta]:
    """Return how long each step of one dossier took, the last of them until a moment."""
    sent = dossier.handovers.order_by("sent_at", "id").values_list("step", "sent_at")
    begun = [(1, dossier.received_at or dossier.submitted_at), *sent]
    return _each(begun, until, working_calendar(dossier.intake_agency.calendar_code()))


def between(start: dt.datetime, end: dt.datetime, calendar: WorkingCalendar) -> dt.timedelta:
    """Return the time between: of one day as it passed, also in an evening; over several days the working time."""
    if local(start).date() == local(end).date():
        return max(end - start, NOTHING)
    try:
        return max(working_time_between(calendar, start, end), NOTHING)
    except CalendarEnds:
        return max(end - start, NOTHING)
