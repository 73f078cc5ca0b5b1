"""What does not move by itself: still dossiers, results not fetched, originals kept, open doubles; the oldest first.

Every list is read from an index in its own order, state by state, so that a page costs the same for one and for a
hundred thousand; nobody reads a number above MOST_COUNTED, so no more are counted.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, Handover, SubmittedDocument
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import LIVE, OWNERS, State
from motcua.events.models import Event
from motcua.lib import paging, practice
from motcua.lib.paging import PAGE, Page, Part, Place
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds, Limit, LimitKind, latest_receipt

MOST_COUNTED = 99
_MOVING = tuple(sorted(LIVE - {State.RESULT_READY}))
_RELATED = ("holder__user", "holder_agency", "intake_agency")


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


def _still(*, post: Post, at: dt.datetime) -> list[Part]:
    """Return what has not moved, state by state, each in the order of one index."""
    since = still_since(post, at=at)
    mine = [Dossier.objects.filter(authority=post.agency.authority, state=state) for state in _MOVING]
    # A dossier from before moves were noted has none: it stands first and leaves the list with its next move.
    never = [rows.filter(moved_at=None).select_related(*_RELATED) for rows in mine]
    return [(never, ""), ([rows.filter(moved_at__lt=since).select_related(*_RELATED) for rows in mine], "moved_at")]


def still(*, post: Post, at: dt.datetime, after: Place | None = None, size: int = PAGE) -> Page[Still]:
    """Return the dossiers of the post's authority that have not moved, with who owes the next step."""
    found = paging.page(_still(post=post, at=at), after=after, size=size)
    waiting = Handover.objects.filter(dossier__in=found.rows, confirmed_at=None)
    sent = {each.dossier_id: each for each in waiting.select_related("to_agency", "to_post__user")}
    return Page([_still_row(row, sent.get(row.pk)) for row in found.rows], found.last)


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


def still_count(*, post: Post, at: dt.datetime, all_of_them: bool = False) -> int:
    """Return how many have not moved; unless all are asked for, one above MOST_COUNTED says that there are more."""
    return _counted((each for rows, _field in _still(post=post, at=at) for each in rows), all_of_them=all_of_them)


def _counted(lists: Iterable[QuerySet[Any]], *, all_of_them: bool) -> int:
    if all_of_them:
        return sum(rows.count() for rows in lists)
    return min(sum(len(rows.values_list("pk")[: MOST_COUNTED + 1]) for rows in lists), MOST_COUNTED + 1)


def _uncollected(*, post: Post, at: dt.datetime) -> DossierQuerySet:
    days: int = settings.MOTCUA_UNCOLLECTED_DAYS
    ready = Dossier.objects.filter(authority=post.agency.authority, state=State.RESULT_READY)
    return ready.filter(ready_at__lt=at - dt.timedelta(days=days))


@dataclass(frozen=True, slots=True)
class Uncollected:
    """A result that lies here: not fetched, or, wanted in another `way`, not sent; what they last said when told."""

    code: str
    name: str
    phone: str
    way: str
    procedure: str
    since: dt.datetime
    called_at: dt.datetime | None
    called: str


def uncollected(*, post: Post, at: dt.datetime, after: Place | None = None, size: int = PAGE) -> Page[Uncollected]:
    """Return the results that have lain ready too long, and what was said when the person was last called."""
    found = paging.page([([_uncollected(post=post, at=at)], "ready_at")], after=after, size=size)
    streams = [row.stream for row in found.rows]
    calls = Event.objects.filter(stream__in=streams, name="dossier.called").order_by("seq")
    last = {each.stream: each for each in calls}
    return Page([_uncollected_row(row, last.get(row.stream)) for row in found.rows], found.last)


def _uncollected_row(row: Dossier, call: Event | None) -> Uncollected:
    return Uncollected(
        code=row.code,
        name=row.applicant_name,
        phone=row.applicant_phone,
        way=row.return_way,
        procedure=row.procedure_name,
        since=row.ready_at or row.submitted_at,
        called_at=call.at if call else None,
        called=str(call.details.get("words", "")) if call else "",
    )


def uncollected_count(*, post: Post, at: dt.datetime, all_of_them: bool = False) -> int:
    """Return how many results have lain ready too long."""
    return _counted([_uncollected(post=post, at=at)], all_of_them=all_of_them)


def _originals(post: Post) -> QuerySet[SubmittedDocument]:
    kept = SubmittedDocument.objects.filter(kept_at__isnull=False, returned_at=None)
    return kept.filter(dossier__authority=post.agency.authority, dossier__training=practice.is_on())


def originals(*, post: Post, after: Place | None = None, size: int = PAGE) -> Page[SubmittedDocument]:
    """Return the originals that are still kept, with their dossiers, the longest kept first."""
    return paging.page([([_originals(post).select_related("dossier")], "kept_at")], after=after, size=size)


def originals_count(*, post: Post, all_of_them: bool = False) -> int:
    """Return how many originals are still kept."""
    return _counted([_originals(post)], all_of_them=all_of_them)


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


def doubles(*, post: Post, after: Place | None = None, size: int = PAGE) -> Page[Double]:
    """Return the open doubles of the post's authority, the oldest first."""
    rows = _doubles(post).annotate(earlier=Subquery(_earlier().values("code")[:1]))
    found = paging.page([([rows], "")], after=after, size=size)
    return Page([_double(row, row.earlier) for row in found.rows], found.last)


def _double(row: Dossier, earlier: str) -> Double:
    return Double(
        code=row.code,
        earlier=earlier,
        name=row.applicant_name,
        id_number=row.applicant_id_number,
        procedure=row.procedure_name,
        state=row.state,
        since=row.submitted_at,
    )


def doubles_count(*, post: Post, all_of_them: bool = False) -> int:
    """Return how many open doubles there are."""
    return _counted([_doubles(post)], all_of_them=all_of_them)
