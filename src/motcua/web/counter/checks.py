"""The one-stop checks a dossier filed online, line by line, then accepts it, asks for more, or refuses."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.models import Role
from motcua.dossiers import checklist, commands, filings, rules
from motcua.dossiers.commands.checking import Answered, answer_checks
from motcua.dossiers.models import Channel, Dossier
from motcua.events.record import note_access
from motcua.web import words
from motcua.web.attempt import attempt
from motcua.web.filled import groups_of
from motcua.web.shell import PostRequest, at_desk, scoped_dossiers

_PASSED, _FAILED = "yes", "no"


@require_http_methods(["GET", "POST"])
@at_desk(Role.INTAKE)
def checks(request: PostRequest, code: str) -> HttpResponse:
    """Show the list with the answers so far; keep new answers; accept once no line is open (`rules.can("receive")`)."""
    rows = scoped_dossiers(request.post).select_related("filing", "procedure_version", "form__version")
    dossier = get_object_or_404(rows, code=code, channel=Channel.ONLINE)
    if request.method == "GET":
        note_access(subjects=[dossier.stream], purpose="checks", by=request.post, at=request.at)
        return _draw(request, dossier)
    said = _said(request, dossier)

    def act() -> None:
        kept = answer_checks(dossier=dossier, said=said, by=request.post, at=request.at, version=_version(request))
        if request.POST.get("act") == "receive":
            commands.receive(dossier=kept, by=request.post, at=request.at)

    if denied := attempt(request, act, name="checks"):
        return _draw(request, rows.get(pk=dossier.pk), problem=denied.reason, about=denied.about, status=409)
    if request.POST.get("act") == "receive" and dossier.visit_id:
        return redirect("counter:done", dossier.visit_id)
    return redirect("counter:checks", code)


def _version(request: PostRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _said(request: PostRequest, dossier: Dossier) -> dict[str, Answered]:
    """Return the lines that were answered; what nobody touched stays open."""
    sent = request.POST
    return {
        line.key: Answered(passed=sent[line.key] == _PASSED, why=sent.get(f"{line.key}.why", ""))
        for line in checklist.lines_of(dossier)
        if sent.get(line.key) in {_PASSED, _FAILED}
    }


def _draw(
    request: PostRequest, dossier: Dossier, *, problem: str = "", about: str = "", status: int = 200
) -> HttpResponse:
    lines = checklist.lines_of(dossier)
    failed = any(line.failed for line in lines)
    answer = rules.can("receive", dossier, by=request.post, at=request.at)
    context: dict[str, Any] = {
        "dossier": dossier,
        "procedure": words.named(dossier.procedure_name),
        "filing": filings.sentence_of(dossier),
        "lines": [_line(line, request, about) for line in lines],
        "answer": answer,
        "accept_kind": "main" if answer.allowed else "",
        "open": dossier.received_at is None and dossier.ended_at is None,
        "failed": failed,
        "groups": groups_of(dossier.form) if dossier.form else (),
        "problem": problem,
        "key": uuid.uuid4(),
    }
    return render(request, "counter/checks.html", context, status=status)


def _line(line: checklist.Line, request: PostRequest, about: str) -> dict[str, Any]:
    """Return a line as it is drawn: what was just typed stands before what is kept."""
    kept = "" if line.answer is None else _PASSED if line.passed else _FAILED
    why = "" if line.answer is None else line.answer.why
    return {
        "key": line.key,
        "words": line.words,
        "value": request.POST.get(line.key, kept),
        "why": request.POST.get(f"{line.key}.why", why),
        "problem": _("Ghi vì sao chưa đạt.") if about == line.key else "",
    }
