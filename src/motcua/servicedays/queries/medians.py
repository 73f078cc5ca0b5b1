"""How long the steps of a procedure lately took at a place: a median, not a wish."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Handover
from motcua.lib.clock import local
from motcua.procedures.definition import Definition
from motcua.servicedays import sentences
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds, WorkingCalendar, working_time_between

LAST = 20
FEWEST = 3
_LATELY = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Took:
    """How long a step takes, and from what that is known: "median" of so many, or its "norm"."""

    length: dt.timedelta
    source: str
    known: int = 0


def norms(definition: Definition, target: dt.timedelta) -> dict[int, Took]:
    """Return the norm of each step; where together they exceed the programme's target, their share of it."""
    hours = {step.number: step.hours for step in definition.steps}
    whole = dt.timedelta(hours=sum(hours.values()))
    share = min(1.0, target / whole) if whole else 1.0
    return {number: Took(dt.timedelta(hours=each) * share, "norm") for number, each in hours.items()}


def took(place: Agency, definition: Definition, *, target: dt.timedelta, at: dt.datetime) -> dict[int, Took]:
    """Return how long each step takes: the median of the last done here, the norm where too few are known."""
    known = lengths(place, definition.code, at=at)
    found = norms(definition, target)
    for number in found:
        times = known.get(number, [])
        if len(times) >= FEWEST:
            found[number] = Took(_median(times), "median", len(times))
    return found


def _median(times: Iterable[dt.timedelta]) -> dt.timedelta:
    return dt.timedelta(seconds=median(each.total_seconds() for each in times))


def lengths(place: Agency, code: str, *, at: dt.datetime) -> dict[int, list[dt.timedelta]]:
    """Return, for each step, how long it took with the dossiers of a procedure that were lately done at a place."""
    done = Dossier.objects.filter(intake_agency=place, procedure_code=code, ready_at__lte=at, ready_at__gt=at - _LATELY)
    rows = list(done.order_by("-ready_at").values_list("pk", "received_at", "ready_at")[:LAST])
    if not rows:
        return {}
    known = [(pk, received, ready) for pk, received, ready in rows if received is not None and ready is not None]
    found: dict[int, list[dt.timedelta]] = {}
    for steps in lengths_of_all(known, working_calendar(place.calendar_code())).values():
        for step, length in steps.items():
            found.setdefault(step, []).append(length)
    return found


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
        found[step] = found.get(step, dt.timedelta(0)) + between(start, end, calendar)
    return found


def lengths_of(dossier: Dossier, *, until: dt.datetime) -> dict[int, dt.timedelta]:
    """Return how long each step of one dossier took, the last of them until a moment."""
    sent = dossier.handovers.order_by("sent_at", "id").values_list("step", "sent_at")
    begun = [(1, dossier.received_at or dossier.submitted_at), *sent]
    return _each(begun, until, working_calendar(dossier.intake_agency.calendar_code()))


def between(start: dt.datetime, end: dt.datetime, calendar: WorkingCalendar) -> dt.timedelta:
    """Return the time between: of one day as it passed, also in an evening; over several days the working time."""
    if local(start).date() == local(end).date():
        return max(end - start, dt.timedelta(0))
    try:
        return max(working_time_between(calendar, start, end), dt.timedelta(0))
    except CalendarEnds:
        return max(end - start, dt.timedelta(0))
