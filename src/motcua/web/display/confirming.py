"""/xac-nhan/<token>/: the citizen reads on their own phone exactly what will be filed, and confirms it, once.

No sign-in; the address holds nothing but the token, which nobody keeps. A browser in which an officer is signed in
confirms nothing: who helps is another person than who files.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.commands import filing
from motcua.dossiers.models import Dossier, OnlineFiling
from motcua.dossiers.queries import filings
from motcua.lib import practice
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.web.display.second_screen import looks


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is to be confirmed; afterwards, that it was; or why this link shows nothing."""
    return _draw(request, token)


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The citizen confirms what they have seen, and by that files it."""
    visit = filings.visit_behind(token)
    try:
        _check_is_the_citizens(request)
        with practice.practising(on=visit is not None and visit.training):
            filing.confirm_by_link(token=token, seen=request.POST.get("seen", ""), at=now())
    except Denied as denied:
        return _draw(request, token, problem=denied.reason)
    return redirect("citizen:confirm", token)


def _check_is_the_citizens(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        raise Denied(_("Máy này đang có cán bộ đăng nhập, nên không xác nhận thay người dân được."))


def _draw(request: HttpRequest, token: str, *, problem: str = "") -> HttpResponse:
    visit = filings.visit_behind(token)
    with practice.practising(on=visit is not None and visit.training):
        context, status = _context(token, problem)
    answer = render(request, "display/confirm.html", context | {"token": token}, status=status)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def _context(token: str, problem: str) -> tuple[dict[str, Any], int]:
    if codes := _filed(token):
        return {"codes": codes}, 200
    try:
        opened = filings.opened(token, at=now())
    except Denied as denied:
        return {"problem": problem or denied.reason}, 410
    visit = opened.visit
    context = {
        "office": visit.centre.name,
        "practice": visit.training,
        "filing": OnlineFiling.objects.get(visit=visit),
        "items": [looks.look(item, visit, at=now()) for item in opened.items],
        "seen": opened.seen,
        "problem": problem,
    }
    return context, 422 if problem else 200


def _filed(token: str) -> list[str]:
    """Return the codes of what this link has filed, and nothing else of it: whoever finds the phone reads no more."""
    visit = filings.visit_behind(token)
    if visit is None:
        return []
    return list(Dossier.objects.filter(visit=visit, filing__visit=visit).order_by("id").values_list("code", flat=True))
