"""What a day (or a span of days) achieved at one office or several: one function for screen, table, paper and replay.

Every number is the length of a list: `Which` names those of dossiers, `BEHIND` says what belongs to each; those of
tickets and of ratings stand in `service_day_hall`. The terms: docs/service-days.md, "What the day achieved".
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from motcua.agencies.models import Agency
from motcua.dossiers.judgement import Punctuality
from motcua.dossiers.models import Dossier, Refusal, SupplementRequest
from motcua.dossiers.states import State
from motcua.lib import practice
from motcua.lib.statistics import Times, share
from motcua.reports.service_day.cases import Case, bounds, cases_of
from motcua.reports.service_day.hall import OF_RATINGS, OF_TICKETS, Faces, Turn, Turns, turns_of
from motcua.servicedays.models import PromiseState
from motcua.surveys.queries import Satisfaction, Touch, touches


class Which(StrEnum):
    """A list of dossiers behind a number."""

    TAKEN_IN = "taken-in"
    READY = "ready"
    SAME_VISIT = "same-visit"
    SAME_DAY = "same-day"
    FROM_TICKET = "from-ticket"
    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "open"
    NOT_PROMISED = "not-promised"
    VOID = "void"
    NO_SERVICE_DAY = "no-service-day"
    LAW_EARLY = "law-early"
    LAW_ON_TIME = "law-on-time"
    LAW_LATE = "law-late"
    WITH_FORM = "with-form"
    NOTHING_ASKED = "nothing-asked"
    NO_KEY = "no-key"
    FORM_NOT_PRINTED = "form-not-printed"
    SLIP_NOT_PRINTED = "slip-not-printed"
    PAGE_NOT_PRINTED = "page-not-printed"
    SLIP_NOT_NEEDED = "slip-not-needed"
    SUPPLEMENTED = "supplemented"
    STOPPED = "stopped"


def _said(state: PromiseState) -> Callable[[Case], bool]:
    return lambda case: case.said is not None and case.said.state is state


BEHIND: Mapping[Which, Callable[[Case], bool]] = {
    Which.TAKEN_IN: lambda _case: True,
    Which.READY: lambda case: case.ready_at is not None,
    Which.SAME_VISIT: lambda case: case.returned_in_visit,
    Which.SAME_DAY: lambda case: case.returned_that_day,
    Which.FROM_TICKET: lambda case: case.took is not None and case.ticket_at is not None,
    Which.KEPT: _said(PromiseState.KEPT),
    Which.BROKEN: _said(PromiseState.BROKEN),
    Which.OPEN: _said(PromiseState.OPEN),
    Which.NOT_PROMISED: _said(PromiseState.NONE),
    Which.VOID: _said(PromiseState.VOID),
    Which.NO_SERVICE_DAY: lambda case: case.said is None,
    Which.LAW_EARLY: lambda case: case.punctuality == Punctuality.EARLY,
    Which.LAW_ON_TIME: lambda case: case.punctuality == Punctuality.ON_TIME,
    Which.LAW_LATE: lambda case: case.punctuality == Punctuality.LATE,
    Which.WITH_FORM: lambda case: case.written is not None,
    Which.NOTHING_ASKED: lambda case: case.written is not None and not case.written.asked,
    Which.NO_KEY: lambda case: case.written is not None and not case.written.keys,
    Which.FORM_NOT_PRINTED: lambda case: case.form_not_printed,
    Which.SLIP_NOT_PRINTED: lambda case: not case.slip_printed,
    Which.PAGE_NOT_PRINTED: lambda case: case.form_not_printed or not case.slip_printed,
    Which.SLIP_NOT_NEEDED: lambda case: not case.slip_owed or case.returned_in_visit,
    Which.SUPPLEMENTED: lambda case: case.supplemented,
    Which.STOPPED: lambda case: case.state in {State.WITHDRAWN, State.CANCELLED},
}


@dataclass(frozen=True, slots=True)
class Door:
    """Codes of what was not accepted: sent home for a supplement, refused."""

    asked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One procedure beside its legal limit: "cut from 3 days to 2 hours"."""

    code: str
    name: str
    cases: tuple[Case, ...]
    took: Times
    law: dt.timedelta | None

    @property
    def times_faster(self) -> int | None:
        """How many whole times the median goes into what the law gives; None where nothing can be said."""
        if not self.took.median or self.law is None:
            return None
        return self.law // self.took.median


class Counted(Protocol):
    """A dossier, a ticket or a rating: where and when it is counted."""

    @property
    def shop(self) -> int:
        """The key of the shop."""
        ...

    @property
    def day(self) -> dt.date:
        """The day in Vietnam."""
        ...


type Listed = Which | Turns | Faces
"""The name of a list behind a number."""


@dataclass(frozen=True, slots=True)
class Achieved:
    """A day or a span at some shops: the dossiers, what was turned away at the door, the tickets, the ratings."""

    shops: tuple[Agency, ...]
    first: dt.date
    last: dt.date
    at: dt.datetime
    cases: tuple[Case, ...]
    door: Door
    turns: tuple[Turn, ...]
    touches: tuple[Touch, ...]

    def behind(self, which: Which) -> list[Case]:
        """Return the dossiers behind a number."""
        return list(filter(BEHIND[which], self.cases))

    def tickets(self, which: Turns) -> list[Turn]:
        """Return the tickets behind a number."""
        return list(filter(OF_TICKETS[which], self.turns))

    def ratings(self, which: Faces) -> list[Touch]:
        """Return the ratings behind a number."""
        return list(filter(OF_RATINGS[which], self.touches))

    def count(self, which: Listed) -> int:
        """Return the number itself: the length of its list."""
        if isinstance(which, Turns):
            return len(self.tickets(which))
        return len(self.ratings(which) if isinstance(which, Faces) else self.behind(which))

    def where(self, belongs: Callable[[Counted], bool]) -> "Achieved":
        """Return a part; what was turned away at the door is known of the whole alone."""
        return self.split(belongs).get(True) or replace(self, cases=(), door=Door(), turns=(), touches=())

    def split[K](self, by: Callable[[Counted], K]) -> "dict[K, Achieved]":
        """Return the parts that hold something, by what those in each have in common."""
        cases, turns, touched = _grouped(self.cases, by), _grouped(self.turns, by), _grouped(self.touches, by)
        return {
            key: replace(
                self, cases=cases.get(key, ()), door=Door(), turns=turns.get(key, ()), touches=touched.get(key, ())
            )
            for key in cases | turns | touched
        }

    @property
    def is_empty(self) -> bool:
        """Whether nobody was served, took a number or touched a face."""
        return not (self.cases or self.turns or self.touches)

    @property
    def waited(self) -> Times:
        """How long those who were called had waited."""
        return Times.of(turn.waited for turn in self.turns)

    @property
    def satisfaction(self) -> Satisfaction:
        """How content people were, in numbers."""
        return Satisfaction.of(self.touches)

    @property
    def took(self) -> Times:
        """From the ticket (without one from acceptance) to the result, of all that are ready."""
        return Times.of(case.took for case in self.cases)

    @property
    def took_from_ticket(self) -> Times:
        """The same of those alone who came with a ticket."""
        return Times.of(case.took for case in self.behind(Which.FROM_TICKET))

    @property
    def filled(self) -> int | None:
        """Fields filled without writing, in a hundred of all fields of all forms."""
        forms = [case.written for case in self.cases if case.written is not None]
        return share(sum(each.filled for each in forms), sum(each.total for each in forms))

    @property
    def keys(self) -> tuple[int, int]:
        """Keys typed in all, and over how many dossiers with a form."""
        forms = [case.written for case in self.cases if case.written is not None]
        return sum(each.keys for each in forms), len(forms)

    @property
    def sheets_saved(self) -> int:
        """Pages that were not printed: of each dossier its form and its slip, counted as one page each."""
        return self.count(Which.FORM_NOT_PRINTED) + self.count(Which.SLIP_NOT_PRINTED)

    @property
    def by_hour(self) -> dict[int, tuple[tuple[Case, ...], tuple[Case, ...]]]:
        """{hour: (taken in, result ready the same day)}, without gaps between the first hour and the last."""
        came, ready = _grouped(self.cases, lambda case: case.hour), _grouped(self.cases, lambda case: case.ready_hour)
        hours = [hour for hour in came | ready if hour is not None]
        span = range(min(hours), max(hours) + 1) if hours else ()
        return {hour: (came.get(hour, ()), ready.get(hour, ())) for hour in span}

    @property
    def by_procedure(self) -> list[ProcedureLine]:
        """The procedures, the most frequent first."""
        found = _grouped(self.cases, lambda case: case.procedure_code)
        return [_line(code, found[code]) for code in sorted(found, key=lambda code: (-len(found[code]), code))]


def _grouped[T, K](rows: Iterable[T], by: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return {key: tuple(those) for key, those in found.items()}


def _line(code: str, cases: Sequence[Case]) -> ProcedureLine:
    law = Times.of(case.law for case in cases).median
    return ProcedureLine(code, cases[0].procedure_name, tuple(cases), Times.of(case.took for case in cases), law)


def achieved(
    shops: Collection[Agency],
    *,
    first: dt.date,
    last: dt.date | None = None,
    at: dt.datetime,
    procedures: Collection[str] = (),
) -> Achieved:
    """Return what was achieved from a day to a day (by default that day alone), as it stands at `at`.

    `procedures` keeps to some of them. The same number of statements for one shop as for twenty-three.
    """
    last = last or first
    several = tuple(shops)
    return Achieved(
        shops=several,
        first=first,
        last=last,
        at=at,
        cases=tuple(cases_of(several, first=first, last=last, at=at, procedures=procedures)),
        door=_door(several, first, last, at),
        turns=tuple(turns_of(several, first=first, last=last)),
        touches=tuple(touches(several, first=first, last=last)),
    )


def _door(shops: Sequence[Agency], first: dt.date, last: dt.date, at: dt.datetime) -> Door:
    since, until = bounds(first, last)
    until = min(until, at)
    with practice.practising(on=False):
        here = Dossier.objects.filter(intake_agency__in=shops, training=False)
        asked = SupplementRequest.objects.filter(
            dossier__in=here, in_processing=False, asked_at__gte=since, asked_at__lt=until
        )
        refused = Refusal.objects.filter(dossier__in=here, at__gte=since, at__lt=until)
        return Door(*(_codes(rows.values_list("dossier__code", flat=True)) for rows in (asked, refused)))


def _codes(rows: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(rows)))
