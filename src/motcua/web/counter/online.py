"""«Nộp trực tuyến giúp công dân»: account, filing, the code for the citizen's phone; the officer confirms nothing."""

import uuid
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.dossiers import visit_rules
from motcua.dossiers.commands import accepting, filing, visit_answers
from motcua.dossiers.models import Dossier, FilingLink, Screen, Visit
from motcua.dossiers.rules.filing import account_of
from motcua.dossiers.states import State
from motcua.forms.commands import said_phone
from motcua.lib.outcomes import Answer, Denied
from motcua.people import commands as people
from motcua.people.models import AccountProof
from motcua.printing.render import qr_data
from motcua.web import words
from motcua.web.attempt import attempt
from motcua.web.counter import page, reading_answers
from motcua.web.shell import PostRequest, at_desk

_TYPED = ("phone", "consents")


@require_safe
@at_desk(Role.INTAKE)
def show(request: PostRequest, pk: UUID) -> HttpResponse:
    """Show how far the citizen's own filing has come, and what comes next."""
    visit = page.own_visit(request, pk)
    return redirect("counter:done", visit.pk) if visit.ended_at is not None else _draw(request, visit)


def _acting(request: PostRequest, pk: UUID, name: str, act: Any) -> HttpResponse:
    """Do one step once; what is refused is said on this page, with everything that was typed."""
    visit = page.own_visit(request, pk)
    if denied := attempt(request, lambda: act(visit), name=name):
        return _draw(request, page.own_visit(request, pk), problem=denied.reason, status=409)
    return redirect("counter:online", visit.pk)


@page.acting
def come(request: PostRequest, visit: Visit) -> HttpResponse:
    """Keep what was typed last at the counter and go on here."""
    visit_answers.answer(visit, said=reading_answers.read(request.POST), by=request.post, at=request.at)
    return redirect("counter:online", visit.pk)


@page.acting
def open_account(request: PostRequest, visit: Visit) -> HttpResponse:
    """Open the account with the citizen's consent, and begin to file under it."""

    def act(row: Visit) -> None:
        filing.open_account_for(
            row,
            phone=request.POST.get("phone", ""),
            consents=request.POST.get("consents") == "yes",
            by=request.post,
            at=request.at,
        )
        filing.begin(row, by=request.post, at=request.at)

    return _acting(request, visit.pk, "open_account", act)


@page.acting
def begin(request: PostRequest, visit: Visit) -> HttpResponse:
    """Begin to file under the account that is there."""
    return _acting(request, visit.pk, "begin_filing", lambda row: filing.begin(row, by=request.post, at=request.at))


@page.acting
def close_account(request: PostRequest, visit: Visit) -> HttpResponse:
    """Close the account at the citizen's wish; nothing more is filed under it."""

    def act(row: Visit) -> None:
        account = account_of(row)
        if account is None:
            raise Denied(_("Công dân này chưa có tài khoản."))
        people.close_account(account=account, reason=request.POST.get("reason", ""), by=request.post, at=request.at)

    return _acting(request, visit.pk, "close_account", act)


@page.acting
def give_up(request: PostRequest, visit: Visit) -> HttpResponse:
    """Leave the online way; the visit goes on as any other."""
    filing.give_up(visit, by=request.post, at=request.at)
    return redirect(page.url(visit))


@page.acting
def link(request: PostRequest, visit: Visit) -> HttpResponse:
    """Show the code for the citizen's phone: on this page only, and only now."""
    try:
        made, token = filing.new_link(visit, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, page.own_visit(request, visit.pk), problem=denied.reason, status=409)
    return _draw(request, page.own_visit(request, visit.pk), made=made, token=token)


@require_safe
@at_desk(Role.INTAKE)
def said(request: PostRequest, pk: UUID) -> HttpResponse:
    """Go on when the citizen has filed; 204 while not."""
    visit = page.own_visit(request, pk)
    if visit.ended_at is None:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Redirect": reverse("counter:done", args=[visit.pk])})


@require_safe
@at_desk(Role.INTAKE)
def filed(request: PostRequest, pk: UUID) -> HttpResponse:
    """Show what the citizen has filed: handed in, not accepted; each is to be checked."""
    visit = page.own_visit(request, pk)
    rows = list(Dossier.objects.filter(visit=visit, filing__isnull=False).select_related("filing").order_by("id"))
    if not rows:
        return redirect("counter:visit", visit.pk)
    context = {
        "name": visit.person_data.get("full_name", ""),
        "filing": rows[0].filing,
        "dossiers": [
            {
                "code": row.code,
                "procedure": words.named(row.procedure_name),
                "waits": row.state == State.SUBMITTED,
            }
            for row in rows
        ],
    }
    return render(request, "counter/filed.html", context)


def _draw(
    request: PostRequest,
    visit: Visit,
    *,
    problem: str = "",
    made: FilingLink | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = page.basket(visit)
    account = account_of(visit)
    filing_now = visit.filing if visit_rules.is_filed_online(visit) else None
    url = request.build_absolute_uri(reverse("citizen:confirm", args=[token])) if token else ""
    context: dict[str, Any] = {
        "visit": visit,
        "name": visit.person_data.get("full_name", ""),
        "by_card": visit.person_data.get("source") == "card",
        "account": account,
        "proof": str(AccountProof(account.proof).label) if account else "",
        "filing": filing_now,
        "whole": _whole(request, visit, rows),
        "items": [words.named(row.procedure_version.procedure.short_name) for row in rows],
        "screen": visit.counter_id
        and Screen.objects.filter(counter=visit.counter_id, revoked_at=None, training=visit.training).exists(),
        "link": made,
        "url": url,
        "qr": qr_data(url) if url else "",
        "problem": problem,
        "typed": {name: request.POST.get(name, "") for name in _TYPED},
        "phone": request.POST.get("phone", "") or _phone(rows),
        "key": uuid.uuid4(),
    }
    return render(request, "counter/online.html", context, status=status)


def _whole(request: PostRequest, visit: Visit, rows: list[Any]) -> Answer:
    """Tell whether the form may be shown to the citizen to confirm, or what is still to be asked."""
    if not rows or not visit.person_data.get("full_name"):
        return Answer(allowed=False, reason=_("Quét thẻ và chọn việc cần làm trước."))
    errors = accepting.errors_of(rows, at=request.at)
    reasons = accepting.reasons_beside_confirming(visit, rows, errors, by=request.post, at=request.at)
    return Answer(allowed=not reasons, reason=" ".join(reasons))


def _phone(rows: list[Any]) -> str:
    return next((phone for row in rows if (phone := said_phone(row.form))), "")
