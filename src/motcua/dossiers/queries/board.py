"""The day's board of a one-stop centre: what was taken in here, by how far it has come, the promise nearest first."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.dossiers.clock import handover_due
from motcua.dossiers.judgement import Punctuality, by_hour
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import LIVE, State
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import LimitKind, WorkingCalendar

SHOWN = 25
_SIGNING = (Role.HEAD, Role.APPROVER, Role.RECORDS)


class Column(StrEnum):
    """Where a dossier stands, as the hall sees it."""

    WORK = "work"
    SIGN = "sign"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Card:
    """One dossier on the board; `elsewhere` names the authority whose clock it is, where that is another.

    `holder` is whom it waits for: who has it, or to whom it was sent; a role where it is nobody yet.
    """

    code: str
    name: str
    procedure: str
    promised_at: dt.datetime | None
    due_at: dt.datetime | None
    by_day: bool
    holder: str
    to_hand_over: dt.datetime | None
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The day in numbers: taken in, delivered; `in_time` of `own`; whose promise is broken; not handed over yet.

    What another authority settles is neither this centre's punctuality nor its lateness: it is not among its `own`.
    """

    received: int
    delivered: int
    own: int
    in_time: int
    late: int
    here: int


_WHERE = {
    Column.WORK: Q(state=State.RECEIVED) | (Q(state=State.IN_PROGRESS) & ~Q(lies_with__in=_SIGNING)),
    Column.SIGN: Q(state=State.IN_PROGRESS, lies_with__in=_SIGNING),
    Column.READY: Q(state=State.RESULT_READY),
}


def _lying(centre: Agency) -> DossierQuerySet:
    """Return what was taken in here, each with whom it waits for: what was sent on waits for the receiver already."""
    sent = Handover.objects.filter(dossier=OuterRef("pk"), confirmed_at=None)
    receiver = sent.annotate(name=Coalesce("to_post__user__full_name", Value("")))
    return Dossier.objects.filter(intake_agency=centre).annotate(
        lies_with=Coalesce(Subquery(sent.values("to_role")[:1]), F("holder_role")),
        waits_for=Coalesce(Subquery(receiver.values("name")[:1]), F("holder__user__full_name")),
    )


def column(centre: Agency, which: Column, *, first: Collection[str] = ()) -> tuple[Sequence[Card], int]:
    """Return the first cards of a column and how many there are: `first` these codes, then the nearest promise."""
    rows = _lying(centre).filter(_WHERE[which])
    fields = (
        "code", "applicant_name", "procedure_name", "promised_at", "due_at", "in_visit", "limit_kind",
        "waits_for", "lies_with", "state", "received_at", "elsewhere", "competent_agency__short_name",
    )  # fmt: skip
    calendar = working_calendar(centre.calendar_code())
    ahead = Case(When(code__in=list(first), then=0), default=1)
    shown = rows.order_by(ahead, "promised_at", "id").values_list(*fields)[:SHOWN]
    cards = [_card(values, calendar) for values in shown]
    return cards, rows.count()


def _card(values: Sequence[Any], calendar: WorkingCalendar) -> Card:
    code, name, procedure, promised, due, in_visit, kind, holder, role, state, received, away, competent = values
    by_day = not (in_visit or by_hour(kind))
    to_hand_over = handover_due(received, calendar) if state == State.RECEIVED else None
    return Card(
        code,
        name,
        procedure,
        promised,
        due,
        by_day,
        holder or str(Role(role).label),
        to_hand_over,
        competent if away else "",
    )


def _broken(at: dt.datetime) -> Q:
    """Return what was promised for a time that is over: one of hours by the hour, one of days by the day."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    of_hours = Q(in_visit=True) | Q(limit_kind=LimitKind.WORKING_HOURS)
    return (of_hours & Q(promised_at__lt=hour)) | (~of_hours & Q(promised_at__lt=hour.replace(hour=0)))


def version(centre: Agency) -> tuple[object, ...]:
    """Return what differs after every act on a dossier of the board: two indexed queries, whatever its past.

    A dossier that comes raises the newest, one that goes is counted no longer, one that moves has a higher version.
    """
    live = Dossier.objects.filter(intake_agency=centre, state__in=LIVE)
    newest = Dossier.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest, *live.aggregate(count=Count("pk"), moved=Sum("version")).values()


def figures(centre: Agency, *, at: dt.datetime) -> Figures:
    """Return the numbers of the day that `at` lies in: two indexed queries, whatever the centre's past.

    What came or went since midnight has moved since midnight; what is open is looked at however long it lies.
    """
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    taken_in_here = Dossier.objects.filter(intake_agency=centre)
    delivered = Q(state=State.DELIVERED, ended_at__gte=midnight)
    in_time = Q(due_at=None) | Q(punctuality__in=(Punctuality.EARLY, Punctuality.ON_TIME))
    of_the_day = taken_in_here.filter(moved_at__gte=midnight).aggregate(
        received=Count("pk", filter=Q(received_at__gte=midnight) & ~Q(state=State.CANCELLED)),
        delivered=Count("pk", filter=delivered),
        own=Count("pk", filter=delivered & Q(elsewhere=False)),
        in_time=Count("pk", filter=delivered & Q(elsewhere=False) & in_time),
    )
    still_open = taken_in_here.filter(state__in=(State.RECEIVED, State.IN_PROGRESS)).aggregate(
        late=Count("pk", filter=Q(elsewhere=False) & _broken(at)),
        here=Count("pk", filter=Q(state=State.RECEIVED)),
    )
    return Figures(**of_the_day, **still_open)
