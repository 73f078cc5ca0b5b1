"""What every page of the office begins with: one dossier of the post's own authority, and that it was looked at."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from motcua.dossiers.models import Apology, Consultation, Decision, Dossier, Handover
from motcua.events.record import note_access
from motcua.web.shell import PostRequest, scoped_dossiers

_RELATED = (
    "procedure_version", "intake_agency", "handling_agency", "holder__user", "submitter", "form__version", "payment",
    "created_by__user", "mandate__principal", "mandate__organisation", "received_under",
    "service_promise__programme", "filing",
)  # fmt: skip
_DRAFTS = Decision.objects.select_related(
    "drafted_by__user", "returned_by__user", "decided_by__user", "delegation__from_post__user"
)
# What rules ask of every dossier, fetched once.
FOR_RULES = (
    Prefetch("decisions", queryset=_DRAFTS),
    Prefetch("handovers", queryset=Handover.objects.select_related("to_post__user")),
    "supplement_requests",
    "pauses",
    Prefetch("apologies", queryset=Apology.objects.select_related("proposed_by")),
    "reopenings",
    Prefetch("consultations", queryset=Consultation.objects.prefetch_related("replies")),
)
_SAME_SITTING = dt.timedelta(minutes=30)


def own_dossier(request: PostRequest, code: str) -> Dossier:
    """Return a dossier in the post's scope and note the access; any other does not exist for it."""
    rows = scoped_dossiers(request.post).select_related(*_RELATED).prefetch_related(*FOR_RULES)
    dossier = get_object_or_404(rows, code=code)
    note_looked_at(request, [dossier])
    return dossier


def note_looked_at(request: PostRequest, dossiers: Sequence[Dossier]) -> None:
    """Note that these were looked at, once a sitting."""
    note_access(
        subjects=[dossier.stream for dossier in dossiers],
        purpose="Xử lý hồ sơ",
        by=request.post,
        at=request.at,
        once_within=_SAME_SITTING,
    )
