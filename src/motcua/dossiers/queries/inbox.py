"""What lies on a desk, by due time: a page costs the same whether the base holds a thousand dossiers or a million.

Every list is read from an index in its own order, one read for each state, and begins where the page before ended.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from motcua.accounts.models import Delegation, Post, Role
from motcua.accounts.queries import lent_to
from motcua.dossiers.judgement import by_hour, stands
from motcua.dossiers.models import Dossier, Handover, Pause
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.queries.apologies import apologies_soon
from motcua.dossiers.states import LIVE, State

PAGE = 25
# Nobody reads a number above this; counting further would cost more the more there is.
MOST_COUNTED = 99
_STOPPED = Pause.objects.filter(dossier=OuterRef("pk"), ends_at=None).values("starts_at")
_FIELDS = (
    "due_at", "id", "code", "applicant_name", "procedure_name", "state", "step", "holder_role",
    "holder__user__full_name", Coalesce("received_at", "submitted_at"), "created_by__user__full_name",
    "limit_kind", Subquery(_STOPPED),
)  # fmt: skip
_UNFINISHED = (State.RECEIVED, State.IN_PROGRESS, State.PAUSED, State.AWAITING_SUPPLEMENT)
_OPEN = Handover.objects.filter(dossier=OuterRef("pk"), confirmed_at=None)


class Which(StrEnum):
    """The lists of an inbox, as they stand in an address."""

    MINE = "mine"
    INCOMING = "incoming"
    UNIT = "unit"
    LATE = "late"
    UNDATED = "undated"
    UNASSIGNED = "unassigned"
    LENT = "lent"
    APOLOGY = "apology"


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `handover` is the open handover that waits for this desk's confirmation; `still`: no time counts."""

    due_at: dt.datetime | None
    id: int
    code: str
    name: str
    procedure: str
    state: str
    step: int
    holder_role: str
    holder: str
    since: dt.datetime
    sender: str
    by_day: bool = True
    still: bool = False
    handover: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after the dossier of this due time (None: without one, they stand last) and this number."""

    due_at: dt.datetime | None
    id: int


def page(which: Which, *, post: Post, at: dt.datetime, after: Place | None = None) -> tuple[list[Row], bool]:
    """Return the rows of one page and whether there are more."""
    begin = Place(None, 0) if which is Which.UNDATED else None
    lists = [_read(rows, after or begin) for rows in _lists(which, post, at)]
    found = list(islice(merge(*lists, key=_order), PAGE + 1))
    return found[:PAGE], len(found) > PAGE


def count(which: Which, *, post: Post, at: dt.datetime) -> int:
    """Return how many there are, up to MOST_COUNTED."""
    found = (len(rows.values_list("pk")[:MOST_COUNTED]) for rows in _counted(which, post, at))
    return min(sum(found), MOST_COUNTED)


def _counted(which: Which, post: Post, at: dt.datetime) -> list[DossierQuerySet]:
    """Return what a list counts: in no order, so that its states need not be read one by one."""
    unit = Dossier.objects.filter(authority=post.agency.authority)
    match which:
        case Which.MINE:
            return [_held(post).filter(state__in=_states_of(post)), _incoming(post)]
        case Which.UNIT:
            return [unit.live()]
        case Which.LATE:
            return [unit.overdue(at).filter(state__in=_UNFINISHED)]
        case Which.UNDATED:
            return [unit.live().filter(due_at=None)]
        case _:
            return _lists(which, post, at)


def _order(row: Row) -> tuple[bool, dt.datetime, int]:
    return (row.due_at is None, row.due_at or dt.datetime.max.replace(tzinfo=dt.UTC), row.id)


def _lists(which: Which, post: Post, at: dt.datetime) -> list[DossierQuerySet]:
    """Return the querysets of a list, each in the order of one index."""
    if which in _ONE_READ:
        return [_ONE_READ[which](post, at)]
    if which is Which.MINE:
        held = _held(post)
        return [held.filter(state=state) for state in _states_of(post)] + [_incoming(post)]
    unit = Dossier.objects.filter(authority=post.agency.authority)
    if which is Which.UNDATED:
        return [unit.filter(state=state, due_at=None) for state in sorted(LIVE)]
    if which is Which.LATE:
        return [unit.overdue(at).filter(state=state) for state in _UNFINISHED]
    return [unit.filter(state=state) for state in sorted(LIVE)]


def _states_of(post: Post) -> tuple[State, ...]:
    return (State.RECEIVED, State.RESULT_READY) if post.role == Role.INTAKE else (State.IN_PROGRESS,)


def _held(post: Post) -> DossierQuerySet:
    """Dossiers with this post, or with nobody yet of its role and unit; what it has sent on is no longer here."""
    mine = Dossier.objects.filter(holder_agency=post.agency, holder_role=post.role)
    whose = Q() if post.role == Role.INTAKE else Q(holder=None) | Q(holder=post)
    return mine.filter(whose, ~Exists(_OPEN))


def _incoming(post: Post) -> DossierQuerySet:
    """Dossiers on their way to this post: sent to it, or to anybody of its role and unit."""
    sent = Handover.objects.filter(confirmed_at=None, to_role=post.role, to_agency=post.agency)
    sent = sent.filter(Q(to_post=None) | Q(to_post=post))
    return Dossier.objects.filter(pk__in=sent.values("dossier"), state=State.IN_PROGRESS)


def _unassigned(post: Post) -> DossierQuerySet:
    """Dossiers of this unit that no case officer has been named for."""
    sent = Handover.objects.filter(confirmed_at=None, to_role=Role.CASE, to_agency=post.agency, to_post=None)
    held = Q(holder_agency=post.agency, holder_role=Role.CASE, holder=None) & ~Exists(_OPEN)
    return Dossier.objects.filter(Q(pk__in=sent.values("dossier")) | held, state=State.IN_PROGRESS)


def _read(rows: DossierQuerySet, after: Place | None) -> Iterator[Row]:
    """Yield the rows with a due time in its order; those without are read only when these have run out."""
    fields = rows.values_list(*_FIELDS)
    if after is None or after.due_at is not None:
        dated = fields.filter(due_at__isnull=False)
        if after is not None:
            further = Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, id__gt=after.id)
            dated = dated.filter(further, due_at__gte=after.due_at)
        yield from (_row(values) for values in dated.order_by("due_at", "id")[: PAGE + 1])
    undated = fields.filter(due_at=None)
    if after is not None and after.due_at is None:
        undated = undated.filter(id__gt=after.id)
    yield from (_row(values) for values in undated.order_by("id")[: PAGE + 1])


def rows_of(dossiers: DossierQuerySet) -> list[Row]:
    """Return dossiers as lines, in their order, at most a page of them."""
    return [_row(values) for values in dossiers.values_list(*_FIELDS)[:PAGE]]


def _row(values: Sequence[Any]) -> Row:
    due, key, code, name, procedure, state, step, role, holder, received, taker, kind, stopped = values
    still = stands(kind, due, stopped)
    said = (due, key, code, name, procedure, state, step, role, holder or "", received, taker)
    return Row(*said, by_day=not by_hour(kind), still=still)


def with_senders(rows: Sequence[Row], *, post: Post) -> list[Row]:
    """Return the rows with who sent each and since when: one query for a page."""
    last: dict[int, tuple[int, str, dt.datetime, bool]] = {}
    handovers = Handover.objects.filter(dossier__in=[row.id for row in rows]).order_by("id")
    fields = ("id", "dossier_id", "from_post__user__full_name", "sent_at", "confirmed_at", "to_role", "to_agency_id")
    for key, dossier, sender, sent, confirmed, role, agency in handovers.values_list(*fields):
        awaited = confirmed is None and role == post.role and agency == post.agency_id
        last[dossier] = (key, sender, sent, awaited)
    return [_with_sender(row, last.get(row.id)) for row in rows]


def _with_sender(row: Row, last: tuple[int, str, dt.datetime, bool] | None) -> Row:
    if last is None:
        return row
    key, sender, sent, awaited = last
    return replace(row, since=sent, sender=sender, handover=key if awaited else None)


_ONE_READ: dict[Which, Callable[[Post, dt.datetime], DossierQuerySet]] = {
    Which.INCOMING: lambda post, _at: _incoming(post),
    Which.UNASSIGNED: lambda post, _at: _unassigned(post),
    Which.LENT: lambda post, at: Dossier.objects.filter(_lent(post, at)),
    Which.APOLOGY: apologies_soon,
}


def waiting_for_decision(post: Post, *, at: dt.datetime) -> DossierQuerySet:
    """Return dossiers whose draft lies before this post to be signed or returned, the nearest due first.

    What waits for somebody who has lent this post their signature waits here too.
    """
    drafted = Q(decisions__outcome="", decisions__returned_at=None, decisions__isnull=False)
    return lying_before(post, at=at).filter(drafted).distinct().order_by(F("due_at").asc(nulls_last=True), "id")


def lying_before(post: Post, *, at: dt.datetime) -> DossierQuerySet:
    """Return dossiers in processing with this post or on their way to it, and what waits for its lent signature."""
    return Dossier.objects.filter(_waits_for(post) | _lent(post, at))


def _waits_for(post: Post) -> Q:
    """Dossiers in processing with this post, or on their way to it."""
    mine = _held(post).filter(state=State.IN_PROGRESS)
    return Q(pk__in=mine.values("pk")) | Q(pk__in=_incoming(post).values("pk"))


def _lent(post: Post, at: dt.datetime) -> Q:
    """What waits for those who have lent this post their signature, inside each delegation's scope, and not for it."""
    found = Q(pk__in=())
    for delegation in lent_to(post, at=at):
        found |= _waits_for(delegation.from_post) & _scope(delegation)
    return found & ~_waits_for(post)


def _scope(delegation: Delegation) -> Q:
    if not (delegation.sectors or delegation.procedures):
        return Q()
    sectors = Q(procedure_version__procedure__sector__in=delegation.sectors)
    return sectors | Q(procedure_code__in=delegation.procedures)
