"""The paper originals of a dossier: seen, kept where, given back to whom."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.commands import looking_after
from motcua.dossiers.models import Dossier, SubmittedDocument
from motcua.web.attempt import attempt
from motcua.web.office import watch
from motcua.web.office.desk import own_dossier
from motcua.web.office.watch import Which
from motcua.web.shell import OFFICE, PostRequest, at_desk

_DESKS = (Role.INTAKE, *OFFICE)


@require_safe
@at_desk(*_DESKS)
def show(request: PostRequest, code: str) -> HttpResponse:
    """Show every paper that is not data, with where its original is."""
    return _draw(request, own_dossier(request, code))


def _draw(
    request: PostRequest, dossier: Dossier, *, problem: str = "", wrong: int = 0, typed: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "dossier": dossier,
        "documents": dossier.documents.filter(replaced_by="").order_by("id"),
        "problem": problem,
        "wrong": wrong,
        "typed": typed,
        "key": uuid.uuid4(),
    }
    return render(request, "office/originals.html", context, status=409 if problem else 200)


def _do(
    request: PostRequest, code: str, document: int, act: Callable[[SubmittedDocument, str], object]
) -> HttpResponse:
    dossier = own_dossier(request, code)
    row = get_object_or_404(dossier.documents.select_related("dossier"), pk=document)
    said = request.POST.get("words", "")
    if denied := attempt(request, lambda: act(row, said), name="original"):
        return _draw(request, dossier, problem=denied.reason, wrong=row.pk, typed=said)
    if request.POST.get("back") == Which.ORIGINALS:
        return redirect(watch.url(Which.ORIGINALS))
    return redirect("office:originals", code)


@require_POST
@at_desk(*_DESKS)
def keep(request: PostRequest, code: str, document: int) -> HttpResponse:
    """Note where an original is kept."""

    def act(row: SubmittedDocument, said: str) -> None:
        looking_after.keep_original(document=row, where=said, by=request.post, at=request.at)

    return _do(request, code, document, act)


@require_POST
@at_desk(*_DESKS)
def give_back(request: PostRequest, code: str, document: int) -> HttpResponse:
    """Give an original back into named hands."""

    def act(row: SubmittedDocument, said: str) -> None:
        looking_after.return_original(document=row, to_name=said, by=request.post, at=request.at)

    return _do(request, code, document, act)
