"""«Giấy tờ trong kho»: what is kept of the person who handed a dossier in, what it was used for, what holds no more."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Post, Role
from motcua.dossiers.commands import vault as commands
from motcua.dossiers.models import Dossier, VaultItem, VaultUse
from motcua.dossiers.queries.vault import kept_here
from motcua.dossiers.rules.vault import can_revoke
from motcua.lib.clock import local
from motcua.lib.outcomes import Answer
from motcua.web.attempt import attempt
from motcua.web.office.desk import own_dossier
from motcua.web.shell import OFFICE, PostRequest, at_desk

_DESKS = (Role.INTAKE, *OFFICE)


@dataclass(frozen=True, slots=True)
class KeptLook:
    """One document of the vault: where it comes from, whether it holds, what for it was used, may it be revoked."""

    id: int
    title: str
    source: str
    verified: bool
    code: str
    holds: bool
    validity: str
    uses: tuple[VaultUse, ...]
    revoke: Answer


def _revoked(item: VaultItem, at: dt.datetime, by: Post) -> str:
    said = {"who": by.user.full_name, "day": f"{local(at):%d/%m/%Y}", "why": item.revoke_reason}
    if item.superseded_by is None:
        return _("%(who)s thu hồi ngày %(day)s: %(why)s") % said
    said |= {"title": item.superseded_by.title, "since": f"{item.superseded_by.issued_on:%d/%m/%Y}"}
    return _("%(who)s thu hồi ngày %(day)s: %(why)s; thay bằng %(title)s, %(since)s") % said


def _validity(item: VaultItem, *, on: dt.date) -> str:
    if item.revoked_at is not None and item.revoked_by is not None:
        return _revoked(item, item.revoked_at, item.revoked_by)
    if item.superseded_by is not None:
        return _("có bản mới thay từ %(day)s") % {"day": f"{item.superseded_by.issued_on:%d/%m/%Y}"}
    if item.valid_to is None:
        return _("còn giá trị")
    until = {"day": f"{item.valid_to:%d/%m/%Y}"}
    return (_("còn giá trị đến %(day)s") if item.valid_to >= on else _("hết giá trị từ sau ngày %(day)s")) % until


def _look(item: VaultItem, request: PostRequest) -> KeptLook:
    today = local(request.at).date()
    return KeptLook(
        id=item.pk,
        title=item.title,
        source=f"{item.get_source_display()}, {item.issued_on:%d/%m/%Y}",
        verified=item.verified,
        code=item.dossier.code if item.dossier is not None else "",
        holds=item.holds_on(today),
        validity=_validity(item, on=today),
        uses=tuple(item.uses.all()),
        revoke=can_revoke(item, by=request.post, at=request.at),
    )


@require_safe
@at_desk(*_DESKS)
def show(request: PostRequest, code: str) -> HttpResponse:
    """Show what this authority ever kept of the person who handed the dossier in."""
    return _draw(request, own_dossier(request, code))


def _draw(request: PostRequest, dossier: Dossier, *, problem: str = "", wrong: int = 0) -> HttpResponse:
    context: dict[str, Any] = {
        "dossier": dossier,
        "kept": [_look(item, request) for item in kept_here(dossier)],
        "problem": problem,
        "wrong": wrong,
        "typed": request.POST.get("reason", ""),
        "instead": request.POST.get("instead", ""),
        "key": uuid.uuid4(),
    }
    return render(request, "office/vault.html", context, status=409 if problem else 200)


@require_POST
@at_desk(*_DESKS)
def revoke(request: PostRequest, code: str, item: int) -> HttpResponse:
    """Say that a document of the person holds no more, and why."""
    dossier = own_dossier(request, code)
    kept = {str(each.pk): each for each in kept_here(dossier)}
    row, instead = kept.get(str(item)), kept.get(request.POST.get("instead", ""))
    if row is None:
        raise Http404
    reason = request.POST.get("reason", "")

    def act() -> None:
        commands.revoke(item=row, reason=reason, instead=instead, by=request.post, at=request.at)

    if denied := attempt(request, act, name="vault.revoke"):
        return _draw(request, dossier, problem=denied.reason, wrong=item)
    return redirect("office:vault", code)
