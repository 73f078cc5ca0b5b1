"""The counter's second screen: pair it once by its code, cut it off, see what the citizen said there."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers import visit_rules
from motcua.dossiers.commands import screens
from motcua.dossiers.models import Screen
from motcua.lib.outcomes import Denied
from motcua.web.counter import on_screen, page
from motcua.web.shell import PostRequest, at_desk


@require_safe
@at_desk(Role.INTAKE)
def show(request: PostRequest) -> HttpResponse:
    """Show the devices of this counter, and where to type the code of another."""
    return _draw(request)


def _draw(request: PostRequest, *, problem: str = "", text: str = "", status: int = 200) -> HttpResponse:
    paired = _mine(request).filter(revoked_at=None, paired_at__isnull=False)
    context = {
        "screens": paired.select_related("paired_by__user").order_by("kind", "paired_at"),
        "problem": problem,
        "text": text,
    }
    return render(request, "counter/screen.html", context, status=status)


def _mine(request: PostRequest) -> QuerySet[Screen]:
    """Return the devices of this counter and those of the whole shop."""
    return Screen.objects.filter(
        Q(counter=request.post.counter_id, counter__isnull=False) | Q(shop=request.post.agency_id)
    )


@require_POST
@at_desk(Role.INTAKE)
def pair(request: PostRequest) -> HttpResponse:
    """Pair the device whose code was typed."""
    code = request.POST.get("code", "")
    try:
        screens.pair(code=code, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, problem=denied.reason, text=code[:12], status=422)
    return redirect("counter:screen")


@require_POST
@at_desk(Role.INTAKE)
def revoke(request: PostRequest, screen: int) -> HttpResponse:
    """Cut a device off."""
    row = get_object_or_404(_mine(request), pk=screen)
    screens.revoke(screen=row, by=request.post, at=request.at)
    return redirect("counter:screen")


@require_safe
@at_desk(Role.INTAKE)
def said(request: PostRequest, pk: UUID) -> HttpResponse:
    """Draw the visit anew when the citizen has said something on the screen since; 204 while not."""
    visit = page.own_visit(request, pk)
    rows = page.basket(visit)
    known = on_screen.said(visit, rows)
    if visit.ended_at is not None and visit_rules.is_filed_online(visit):
        return HttpResponse(headers={"HX-Redirect": reverse("counter:done", args=[visit.pk])})
    if visit.ended_at is not None or known is None or known.tag == request.GET.get("seen"):
        return HttpResponse(status=204)
    return page.draw(request, visit)
