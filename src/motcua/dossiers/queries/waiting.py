"""What waits before acceptance, or for a supplement: who was asked what, since when, until when; oldest first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Prefetch, Q

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import State
from motcua.lib.clock import local

PAGE = 50
# Nobody reads a number above this.
MOST_COUNTED = 99
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


def rows_of(which: Which, *, post: Post, at: dt.datetime) -> DossierQuerySet:
    """Return the dossiers of a list that were handed in at this post's centre."""
    ours = Dossier.objects.filter(intake_agency=post.agency, state__in=_STATES)
    match which:
        case Which.APPLICANT:
            ours = ours.filter(state=State.AWAITING_SUPPLEMENT)
        case Which.OURS:
            ours = ours.filter(state=State.SUBMITTED)
        case Which.OVER:
            over = Q(supplement_requests__answered_at=None, supplement_requests__close_on__lt=local(at).date())
            ours = ours.filter(over, state=State.AWAITING_SUPPLEMENT)
    return ours


def count(which: Which, *, post: Post, at: dt.datetime) -> int:
    """Return how many there are, up to MOST_COUNTED."""
    return len(rows_of(which, post=post, at=at).values_list("pk")[:MOST_COUNTED])


def page(which: Which, *, post: Post, at: dt.datetime) -> Sequence[Waiting]:
    """Return the first lines of a list: two queries."""
    return _lines(rows_of(which, post=post, at=at).order_by(F("moved_at").asc(nulls_first=True), "id")[:PAGE])


def of_person(id_number: str, *, post: Post) -> Sequence[Waiting]:
    """Return what a person has waiting at this centre before acceptance; of nobody without a number."""
    if not id_number:
        return []
    rows = Dossier.objects.filter(intake_agency=post.agency, state__in=_STATES, received_at=None)
    return _lines(rows.filter(applicant_id_number=id_number).order_by("id")[:PAGE])


def _lines(rows: DossierQuerySet) -> list[Waiting]:
    asked = SupplementRequest.objects.filter(answered_at=None, lapsed_at=None).order_by("id")
    fetched = rows.prefetch_related(Prefetch("supplement_requests", asked, to_attr="open_requests"))
    return [_line(row) for row in fetched]


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
