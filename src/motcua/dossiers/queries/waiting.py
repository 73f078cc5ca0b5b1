"""What waits before acceptance, or for a supplement: who was asked what, since when, until when; oldest first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice

from django.db.models import Prefetch

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import State
from motcua.lib.clock import local

PAGE = 50
# Nobody reads a number above this.
MOST_COUNTED = 99
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_STATES = (State.SUBMITTED, State.AWAITING_SUPPLEMENT)


class Which(StrEnum):
    """The lists, as they stand in an address."""

    ALL = "all"
    APPLICANT = "applicant"
    OURS = "ours"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One dossier that waits: `since` when it was handed in or asked about, `until` the last day for an answer."""

    code: str
    state: str
    accepted: bool
    name: str
    id_number: str
    phone: str
    procedure: str
    asked: tuple[str, ...]
    since: dt.datetime
    until: dt.date | None


_SHOWN = {
    Which.ALL: _STATES,
    Which.APPLICANT: (State.AWAITING_SUPPLEMENT,),
    Which.OURS: (State.SUBMITTED,),
    Which.OVER: (State.AWAITING_SUPPLEMENT,),
}


def _lists(which: Which, *, post: Post, at: dt.datetime) -> list[DossierQuerySet]:
    """Return what was handed in at this post's centre, state by state, each in the order of one index."""
    ours = Dossier.objects.filter(authority=post.agency.authority, intake_agency=post.agency)
    if which is Which.OVER:
        requests = SupplementRequest.objects.filter(answered_at=None, lapsed_at=None, close_on__lt=local(at).date())
        ours = ours.filter(pk__in=requests.values("dossier"))
    states = [ours.filter(state=state) for state in _SHOWN[which]]
    # A dossier from before moves were noted stands first.
    never = [rows.filter(moved_at=None).order_by("id") for rows in states]
    return never + [rows.filter(moved_at__isnull=False).order_by("moved_at", "id") for rows in states]


def count(which: Which, *, post: Post, at: dt.datetime) -> int:
    """Return how many there are, up to MOST_COUNTED."""
    found = sum(len(rows.values_list("pk")[:MOST_COUNTED]) for rows in _lists(which, post=post, at=at))
    return min(found, MOST_COUNTED)


def page(which: Which, *, post: Post, at: dt.datetime) -> Sequence[Waiting]:
    """Return the first lines of a list, the one that waits longest first."""
    lists = [_fetched(rows[:PAGE]) for rows in _lists(which, post=post, at=at)]
    return [_line(row) for row in islice(merge(*lists, key=_since), PAGE)]


def _since(row: Dossier) -> tuple[dt.datetime, int]:
    return (row.moved_at or _NEVER, row.pk)


def of_person(id_number: str, *, post: Post) -> Sequence[Waiting]:
    """Return what a person has waiting at this centre before acceptance; of nobody without a number."""
    if not id_number:
        return []
    rows = Dossier.objects.filter(intake_agency=post.agency, state__in=_STATES, received_at=None)
    return [_line(row) for row in _fetched(rows.filter(applicant_id_number=id_number).order_by("id")[:PAGE])]


def _fetched(rows: DossierQuerySet) -> DossierQuerySet:
    asked = SupplementRequest.objects.filter(answered_at=None, lapsed_at=None).order_by("id")
    return rows.prefetch_related(Prefetch("supplement_requests", asked, to_attr="open_requests"))


def _line(row: Dossier) -> Waiting:
    requests: list[SupplementRequest] = getattr(row, "open_requests", [])
    request = next(iter(requests), None)
    return Waiting(
        code=row.code,
        state=row.state,
        accepted=row.received_at is not None,
        name=row.applicant_name,
        id_number=row.applicant_id_number,
        phone=row.applicant_phone,
        procedure=row.procedure_name,
        asked=tuple(request.items) if request else (),
        since=request.asked_at if request else row.submitted_at,
        until=request.close_on if request else None,
    )
