"""What a day (or a span of days) achieved at one office or several: one function for screen, table, paper and replay.

Every number is the length of a list: `Which` names the lists, `BEHIND` says what belongs to each. The terms stand in
docs/service-days.md, "What the day achieved".
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.agencies.models import Agency
from motcua.dossiers.judgement import Punctuality
from motcua.dossiers.models import Dossier, Refusal, SupplementRequest
from motcua.dossiers.states import State
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.queues.models import Ticket
from motcua.queues.states import TicketState
from motcua.reports.service_day_cases import Case, bounds, cases_of
from motcua.reports.statistics import MEDIAN, NINTH, nearest_rank, share
from motcua.servicedays.models import PromiseState
from motcua.surveys.queries import NOTHING_SAID, Satisfaction, by_shop


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
class Times:
    """How long so many took: the median and the 90th percentile by nearest rank; None of nothing."""

    count: int
    median: dt.timedelta | None
    ninth: dt.timedelta | None

    @classmethod
    def of(cls, lengths: Iterable[dt.timedelta | None]) -> "Times":
        """Return the times of those that have one."""
        known = [each for each in lengths if each is not None]
        return cls(len(known), nearest_rank(known, MEDIAN), nearest_rank(known, NINTH))


@dataclass(frozen=True, slots=True)
class Hall:
    """Tickets of the waiting room: taken, served, nobody came; and how long those who were called had waited."""

    taken: int = 0
    served: int = 0
    no_show: int = 0
    waited: Times = Times(0, None, None)


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


@dataclass(frozen=True, slots=True)
class Achieved:
    """A day or a span at some shops: the cases, and what is counted without a dossier."""

    shops: tuple[Agency, ...]
    first: dt.date
    last: dt.date
    at: dt.datetime
    cases: tuple[Case, ...]
    door: Door
    hall: Hall
    satisfaction: Satisfaction

    def behind(self, which: Which) -> list[Case]:
        """Return the list behind a number."""
        belongs = BEHIND[which]
        return [case for case in self.cases if belongs(case)]

    def count(self, which: Which) -> int:
        """Return the number itself: the length of its list."""
        return len(self.behind(which))

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
    def by_hour(self) -> dict[int, tuple[int, int]]:
        """{hour: (taken in, result ready the same day)}, without gaps between the first hour and the last."""
        came = Counter(local(case.received_at).hour for case in self.cases)
        same = (case.ready_at for case in self.cases if case.ready_at and local(case.ready_at).date() == case.day)
        ready = Counter(local(moment).hour for moment in same)
        hours = sorted(came | ready)
        return {hour: (came[hour], ready[hour]) for hour in range(hours[0], hours[-1] + 1)} if hours else {}

    @property
    def by_procedure(self) -> list[ProcedureLine]:
        """The procedures, the most frequent first."""
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            found.setdefault(case.procedure_code, []).append(case)
        return [_line(code, found[code]) for code in sorted(found, key=lambda code: (-len(found[code]), code))]


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
        hall=_hall(Ticket.objects.filter(line__shop__in=several, day__gte=first, day__lte=last).values_list(*_TICKET)),
        satisfaction=sum(by_shop(several, first=first, last=last).values(), NOTHING_SAID),
    )


_TICKET = ("state", "taken_at", "called_at")


def _hall(rows: Iterable[tuple[str, dt.datetime, dt.datetime | None]]) -> Hall:
    tickets = list(rows)
    states = Counter(state for state, *_moments in tickets)
    waited = Times.of(called - taken for _state, taken, called in tickets if called is not None)
    return Hall(len(tickets), states[TicketState.DONE], states[TicketState.NO_SHOW], waited)


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
