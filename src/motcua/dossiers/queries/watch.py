"""What does not move by itself: still dossiers, results not fetched, originals kept, open doubles; the oldest first.

Every list is read from an index in its own order, state by state, so that a page costs the same for one and for a
hundred thousand; nobody reads a number above MOST_COUNTED, so no more are counted.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, Handover, SubmittedDocument
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import LIVE, OWNERS, State
from motcua.events.models import Event
from motcua.lib import practice
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds, Limit, LimitKind, latest_receipt

PAGE = 50
MOST_COUNTED = 99
_MOVING = tuple(sorted(LIVE - {State.RESULT_READY}))
_RELATED = ("holder__user", "holder_agency", "intake_agency")
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def still_since(post: Post, *, at: dt.datetime) -> dt.datetime:
    """Return the moment before which a last move is too long ago, in the office's own working hours."""
    hours: int = settings.MOTCUA_STILL_HOURS
    try:
        limit = Limit(LimitKind.WORKING_HOURS, hours)
        return latest_receipt(working_calendar(post.agency.calendar_code()), at, limit)
    except CalendarEnds:
        return at - dt.timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class Still:
    """A live dossier that nobody moved; `owner` is APPLICANT, INTAKE or HOLDER; `on_its_way` waits for its receiver."""

    id: int
    code: str
    name: str
    procedure: str
    state: str
    since: dt.datetime
    owner: str
    role: str
    person: str
    unit: str
    on_its_way: bool


def _still(*, post: Post, at: dt.datetime) -> list[DossierQuerySet]:
    """Return what has not moved, state by state, each in the order of one index."""
    since = still_since(post, at=at)
    mine = [Dossier.objects.filter(authority=post.agency.authority, state=state) for state in _MOVING]
    # A dossier from before moves were noted has none: it stands first and leaves the list with its next move.
    never = [rows.filter(moved_at=None).order_by("id") for rows in mine]
    return never + [rows.filter(moved_at__lt=since).order_by("moved_at", "id") for rows in mine]


def still(*, post: Post, at: dt.datetime) -> Sequence[Still]:
    """Return the dossiers of the post's authority that have not moved, with who owes the next step."""
    lists = [each.select_related(*_RELATED)[:PAGE] for each in _still(post=post, at=at)]
    rows = list(islice(merge(*lists, key=_since), PAGE))
    waiting = Handover.objects.filter(dossier__in=rows, confirmed_at=None)
    sent = {each.dossier_id: each for each in waiting.select_related("to_agency", "to_post__user")}
    return [_still_row(row, sent.get(row.pk)) for row in rows]


def _since(row: Dossier) -> tuple[dt.datetime, int]:
    return (row.moved_at or _NEVER, row.pk)


def _still_row(row: Dossier, sent: Handover | None) -> Still:
    owner = OWNERS[State(row.state)]
    agency = row.intake_agency if owner == "INTAKE" else row.holder_agency
    role, holder = row.holder_role, row.holder
    if sent is not None:
        agency, role, holder = sent.to_agency, sent.to_role, sent.to_post
    return Still(
        id=row.pk,
        code=row.code,
        name=row.applicant_name,
        procedure=row.procedure_name,
        state=row.state,
        since=row.moved_at or row.received_at or row.submitted_at,
        owner=owner,
        role=role,
        person=holder.user.full_name if holder else "",
        unit=agency.short_name,
        on_its_way=sent is not None,
    )


def still_count(*, post: Post, at: dt.datetime) -> int:
    """Return how many have not moved, up to MOST_COUNTED."""
    return _counted(_still(post=post, at=at))


def _counted(lists: Iterable[QuerySet[Dossier]]) -> int:
    return min(sum(len(rows.values_list("pk")[:MOST_COUNTED]) for rows in lists), MOST_COUNTED)


def _uncollected(*, post: Post, at: dt.datetime) -> DossierQuerySet:
    days: int = settings.MOTCUA_UNCOLLECTED_DAYS
    ready = Dossier.objects.filter(authority=post.agency.authority, state=State.RESULT_READY)
    return ready.filter(ready_at__lt=at - dt.timedelta(days=days))


@dataclass(frozen=True, slots=True)
class Uncollected:
    """A result that nobody fetched, and what was said when the person was last called."""

    code: str
    name: str
    phone: str
    procedure: str
    since: dt.datetime
    called_at: dt.datetime | None
    called: str


def uncollected(*, post: Post, at: dt.datetime) -> Sequence[Uncollected]:
    """Return the results that have lain ready too long: two queries."""
    rows = list(_uncollected(post=post, at=at).order_by("ready_at", "id")[:PAGE])
    calls = Event.objects.filter(stream__in=[row.stream for row in rows], name="dossier.called").order_by("seq")
    last = {each.stream: each for each in calls}
    return [_uncollected_row(row, last.get(row.stream)) for row in rows if row.ready_at is not None]


def _uncollected_row(row: Dossier, call: Event | None) -> Uncollected:
    return Uncollected(
        code=row.code,
        name=row.applicant_name,
        phone=row.applicant_phone,
        procedure=row.procedure_name,
        since=row.ready_at or row.submitted_at,
        called_at=call.at if call else None,
        called=str(call.details.get("words", "")) if call else "",
    )


def uncollected_count(*, post: Post, at: dt.datetime) -> int:
    """Return how many results have lain ready too long, up to MOST_COUNTED."""
    return _counted([_uncollected(post=post, at=at)])


def _originals(post: Post) -> QuerySet[SubmittedDocument]:
    kept = SubmittedDocument.objects.filter(kept_at__isnull=False, returned_at=None)
    return kept.filter(dossier__authority=post.agency.authority, dossier__training=practice.is_on())


def originals(*, post: Post) -> Sequence[SubmittedDocument]:
    """Return the originals that are still kept, with their dossiers, the longest kept first: one query."""
    return list(_originals(post).select_related("dossier").order_by("kept_at", "id")[:PAGE])


def originals_count(*, post: Post) -> int:
    """Return how many originals are still kept, up to MOST_COUNTED."""
    return len(_originals(post).values_list("pk")[:MOST_COUNTED])


def originals_of(dossier: Dossier) -> Sequence[SubmittedDocument]:
    """Return the originals of one dossier that are still kept: what a delivery warns of."""
    return list(dossier.documents.filter(kept_at__isnull=False, returned_at=None).order_by("id"))


@dataclass(frozen=True, slots=True)
class Double:
    """An open dossier beside an earlier open one of the same person and procedure, with nobody's word why."""

    code: str
    earlier: str
    name: str
    id_number: str
    procedure: str
    state: str
    since: dt.datetime


def _doubles(post: Post) -> DossierQuerySet:
    earlier = _earlier()
    ours = Dossier.objects.filter(authority=post.agency.authority, ended_at=None, duplicate_note="")
    return ours.exclude(applicant_id_number="").filter(Exists(earlier))


def _earlier() -> DossierQuerySet:
    same = {name: OuterRef(name) for name in ("authority", "applicant_id_number", "procedure_code")}
    return Dossier.objects.filter(ended_at=None, pk__lt=OuterRef("pk"), **same).order_by("pk")


def doubles(*, post: Post) -> Sequence[Double]:
    """Return the open doubles of the post's authority, the oldest first: one query."""
    rows = _doubles(post).annotate(earlier=Subquery(_earlier().values("code")[:1])).order_by("id")[:PAGE]
    fields = ("code", "earlier", "applicant_name", "applicant_id_number", "procedure_name", "state", "submitted_at")
    return [Double(*values) for values in rows.values_list(*fields)]


def doubles_count(*, post: Post) -> int:
    """Return how many open doubles there are, up to MOST_COUNTED."""
    return _counted([_doubles(post)])
