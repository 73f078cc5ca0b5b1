"""What is known of each dossier of a day, in as many queries for one as for four hundred; nothing personal in it."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, QuerySet

from motcua.agencies.models import Agency
from motcua.dossiers import judgement
from motcua.dossiers.judgement import Punctuality
from motcua.dossiers.models import Delivery, Dossier, Paper, PaperKind, Pause, SupplementRequest
from motcua.dossiers.states import State
from motcua.forms.models import ConfirmedHow
from motcua.lib import practice
from motcua.lib.clock import TZ, local
from motcua.queues.models import Ticket
from motcua.servicedays.models import PromiseState
from motcua.servicedays.queries.medians import between
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import Limit, LimitKind, WorkingCalendar

MIDDAY = dt.time(12, 30)
"""Where a day's two sessions part: the morning's last counters have closed, the afternoon's have not opened."""
_SHEETS = (PaperKind.FORM, PaperKind.RECEIPT)
_PROMISE = ("state", "promised_at", "law_at", "reason_code", "reason", "why", "made_at")
_FORM = ("fields_total", "filled_by", "asked", "keys_typed", "confirmed_how")
_OWN = (
    "pk", "code", "intake_agency_id", "visit_id", "procedure_code", "procedure_name", "state", "received_at",
    "ready_at", "due_at", "limit_kind", "limit_value", "punctuality", "slip_owed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What was promised on a service day: when, or why not; and what became of it by the moment of the report."""

    state: PromiseState
    promised_at: dt.datetime | None
    made_at: dt.datetime
    reason_code: str
    reason: str
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """How little of a form was written: fields in all, filled by themselves, asked; keys; whether paper was signed."""

    total: int
    filled: int
    asked: int
    keys: int
    on_paper: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier that was taken in.

    `took`: from the ticket (without one from acceptance) until the result was ready: of one day as it passed, over
    several days the working time. `law`: measured the same way, from acceptance until the law's due time.
    """

    pk: int
    code: str
    shop: int
    procedure_code: str
    procedure_name: str
    state: State
    received_at: dt.datetime
    ticket_at: dt.datetime | None
    ready_at: dt.datetime | None
    delivered_at: dt.datetime | None
    took: dt.timedelta | None
    law: dt.timedelta | None
    limit: Limit | None
    punctuality: str
    slip_owed: bool
    supplemented: bool
    form_printed: bool
    slip_printed: bool
    said: Said | None
    written: Written | None

    @property
    def day(self) -> dt.date:
        """The day of acceptance in Vietnam."""
        return local(self.received_at).date()

    @property
    def hour(self) -> int:
        """The hour of acceptance."""
        return local(self.received_at).hour

    @property
    def ready_hour(self) -> int | None:
        """The hour in which the result was ready on the day of acceptance; None when it was not ready that day."""
        if self.ready_at is None or local(self.ready_at).date() != self.day:
            return None
        return local(self.ready_at).hour

    @property
    def form_not_printed(self) -> bool:
        """Whether there is a form, and no paper of it: not printed, not signed by hand."""
        return self.written is not None and not self.written.on_paper and not self.form_printed

    @property
    def returned_that_day(self) -> bool:
        """Whether the result was in the person's hand on the day of acceptance."""
        return self.delivered_at is not None and local(self.delivered_at).date() == self.day

    @property
    def returned_in_visit(self) -> bool:
        """Whether it was in their hand in the same session of that day: both before MIDDAY, or both after it."""
        if self.delivered_at is None or not self.returned_that_day:
            return False
        return (local(self.delivered_at).time() < MIDDAY) == (local(self.received_at).time() < MIDDAY)


def bounds(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return the moments from which and before which these days lie."""
    return dt.datetime.combine(first, dt.time(), TZ), dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), TZ)


def days_around(
    shops: Collection[Agency], *, first: dt.date, last: dt.date, at: dt.datetime
) -> tuple[dt.date | None, dt.date | None]:
    """Return the nearest days before and after these on which something was taken in: two queries."""
    since, until = bounds(first, last)
    with practice.practising(on=False):
        rows = Dossier.objects.filter(intake_agency__in=shops, training=False)
        before = rows.filter(received_at__lt=since).aggregate(day=Max("received_at"))["day"]
        after = rows.filter(received_at__gte=until, received_at__lt=at).aggregate(day=Min("received_at"))["day"]
    return local(before).date() if before else None, local(after).date() if after else None


def cases_of(
    shops: Collection[Agency], *, first: dt.date, last: dt.date, at: dt.datetime, procedures: Collection[str] = ()
) -> list[Case]:
    """Return the dossiers accepted at these shops from a day to a day, as things stood at `at`, by acceptance.

    What was taken in to practise is never among them, whoever asks.
    """
    since, until = bounds(first, last)
    with practice.practising(on=False):
        rows = Dossier.objects.filter(
            intake_agency__in=shops, training=False, received_at__gte=since, received_at__lt=min(until, at)
        )
        if procedures:
            rows = rows.filter(procedure_code__in=procedures)
        return list(_told(rows, calendars_of(shops), at))


def calendars_of(shops: Collection[Agency]) -> dict[int, WorkingCalendar]:
    """Return the calendar by which each shop works, by its key: few queries for any number of shops."""
    rows = Agency.objects.filter(pk__in=[shop.pk for shop in shops]).select_related("parent__parent__parent")
    codes = {row.pk: row.calendar_code() for row in rows}
    known = {code: working_calendar(code) for code in set(codes.values())}
    return {pk: known[code] for pk, code in codes.items()}


def _told(rows: QuerySet[Dossier], calendars: Mapping[int, WorkingCalendar], at: dt.datetime) -> Iterator[Case]:
    beside = [*(f"service_promise__{name}" for name in _PROMISE), *(f"form__{name}" for name in _FORM)]
    around = _Around.of(rows, at)
    for row in rows.order_by("received_at", "pk").values(*_OWN, *beside):
        yield _case(row, around, calendars[row["intake_agency_id"]], at)


@dataclass(frozen=True, slots=True)
class _Around:
    """What other tables say of these dossiers."""

    tickets: Mapping[Any, dt.datetime]
    deliveries: Mapping[int, dt.datetime]
    sheets: frozenset[tuple[int, str]]
    baskets: frozenset[Any]
    supplemented: frozenset[int]
    stopped: Mapping[int, dt.datetime]

    @classmethod
    def of(cls, rows: QuerySet[Dossier], at: dt.datetime) -> "_Around":
        these, visits = rows.values("pk"), rows.exclude(visit=None).values("visit")
        sheets = Paper.objects.filter(dossier__in=these, kind__in=_SHEETS, issued_at__lte=at)
        baskets = Paper.objects.filter(visit__in=visits, kind=PaperKind.BASKET_RECEIPT, issued_at__lte=at)
        asked = SupplementRequest.objects.filter(dossier__in=these, in_processing=True, asked_at__lte=at)
        given = Delivery.objects.filter(dossier__in=these, at__lte=at).values_list("dossier")
        stood = Pause.objects.filter(dossier__in=these, ends_at=None, starts_at__lte=at)
        came = Ticket.objects.filter(visit__in=visits).values_list("visit")
        return cls(
            tickets=dict(came.annotate(first=Min("taken_at")).order_by()),
            deliveries=dict(given.annotate(first=Min("at")).order_by()),
            sheets=frozenset(sheets.values_list("dossier_id", "kind")),
            baskets=frozenset(baskets.values_list("visit_id", flat=True)),
            supplemented=frozenset(asked.values_list("dossier_id", flat=True)),
            stopped=dict(stood.values_list("dossier_id", "starts_at")),
        )


def _case(row: Mapping[str, Any], around: _Around, calendar: WorkingCalendar, at: dt.datetime) -> Case:
    pk, received = row["pk"], row["received_at"]
    ready = _by(row["ready_at"], at)
    came = around.tickets.get(row["visit_id"])
    ticket = came if came is not None and came <= received else None
    due = row["service_promise__law_at"] or row["due_at"]
    kind = row["limit_kind"]
    return Case(
        pk=pk,
        code=row["code"],
        shop=row["intake_agency_id"],
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"],
        state=State(row["state"]),
        received_at=received,
        ticket_at=ticket,
        ready_at=ready,
        delivered_at=around.deliveries.get(pk),
        took=None if ready is None else between(ticket or received, ready, calendar),
        law=None if due is None else between(received, due, calendar),
        limit=Limit(LimitKind(kind), row["limit_value"]) if kind else None,
        punctuality=_punctual(row, ready, around.stopped.get(pk), at),
        slip_owed=row["slip_owed"],
        supplemented=pk in around.supplemented,
        form_printed=(pk, PaperKind.FORM) in around.sheets,
        slip_printed=(pk, PaperKind.RECEIPT) in around.sheets or row["visit_id"] in around.baskets,
        said=_said(row, at),
        written=_written(row),
    )


def _by(moment: dt.datetime | None, at: dt.datetime) -> dt.datetime | None:
    return moment if moment is not None and moment <= at else None


def _punctual(
    row: Mapping[str, Any], ready: dt.datetime | None, stopped_at: dt.datetime | None, at: dt.datetime
) -> str:
    """Return how the law's clock judged a result; of what is not ready only whether it is late by now."""
    if ready is not None:
        return str(row["punctuality"])
    late = judgement.is_late(row["limit_kind"], row["due_at"], at, stopped_at=stopped_at)
    return Punctuality.LATE if late and row["state"] not in _STOPPED else ""


_STOPPED = frozenset({State.WITHDRAWN, State.CANCELLED})


def _said(row: Mapping[str, Any], at: dt.datetime) -> Said | None:
    known = {name: row[f"service_promise__{name}"] for name in _PROMISE}
    if known["state"] is None:
        return None
    state, promised = PromiseState(known.pop("state")), known["promised_at"]
    if state is PromiseState.OPEN and promised is not None and promised < at:
        state = PromiseState.BROKEN
    del known["law_at"]
    return Said(state=state, **known)


def _written(row: Mapping[str, Any]) -> Written | None:
    if not row["form__fields_total"]:
        return None
    return Written(
        total=row["form__fields_total"],
        filled=sum(row["form__filled_by"].values()),
        asked=row["form__asked"],
        keys=row["form__keys_typed"],
        on_paper=row["form__confirmed_how"] == ConfirmedHow.PAPER,
    )
