"""Whose copies: a visit of the post's own centre, or a dossier in its scope; any other does not exist for it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from motcua.accounts.models import Role
from motcua.dossiers.commands.copies import Owner
from motcua.dossiers.models import Visit
from motcua.events.record import note_access
from motcua.web.shell import OFFICE, PostRequest, scoped_dossiers

READERS = (Role.INTAKE, Role.CASHIER, *OFFICE)
_SAME_SITTING = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Place:
    """A visit or dossier with its addresses."""

    owner: Owner
    kind: str
    name: str

    def url(self, page: str, *more: object) -> str:
        """Return an address of its copies."""
        return reverse(f"scans:{page}", args=[self.kind, self.name, *more])

    @property
    def back(self) -> str:
        """Where its own page is."""
        where = "counter:visit" if self.kind == "visit" else "office:dossier"
        return reverse(where, args=[self.name])


def place_of(request: PostRequest, kind: str, name: str) -> Place:
    """Return it and note that its copies were looked at."""
    if kind == "visit" and request.post.role == Role.INTAKE:
        return Place(_visit(request, name), kind, name)
    if kind != "dossier":
        raise Http404
    rows = scoped_dossiers(request.post).select_related(
        "procedure_version", "handling_agency", "intake_agency", "submitter__merged_into", "form"
    )
    dossier = get_object_or_404(rows, code=name)
    note_access(
        subjects=[dossier.stream], purpose="Xem bản quét", by=request.post, at=request.at, once_within=_SAME_SITTING
    )
    return Place(dossier, kind, name)


def _visit(request: PostRequest, name: str) -> Visit:
    try:
        key = UUID(name)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Visit, pk=key, centre=request.post.agency)
