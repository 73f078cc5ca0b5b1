"""A person typed in by hand, and the choices a card leaves open."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.accounts.models import Role
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.people import addresses, mrz
from motcua.web.counter import arriving, page
from motcua.web.person_form import PersonForm
from motcua.web.shell import PostRequest, at_desk


def _draw(
    request: PostRequest, form: PersonForm, visit: Visit | None, *, status: int = 200, **more: str
) -> HttpResponse:
    context = {"form": form, "back": page.url(visit), "action": page.by_hand_url(visit)} | more
    return render(request, "counter/person.html", context, status=status)


def ask(request: PostRequest, visit: Visit | None, data: dict[str, Any]) -> HttpResponse:
    """Draw the form with what is known already; nothing is written."""
    form = PersonForm(initial=PersonForm.initial_from(data), today=now().date())
    return _draw(request, form, visit)


@require_http_methods(["GET", "POST"])
@at_desk(Role.INTAKE)
def by_hand(request: PostRequest) -> HttpResponse:
    """Begin a visit with a person who has no readable card."""
    return _typed(request, None)


@require_http_methods(["GET", "POST"])
@at_desk(Role.INTAKE)
def edit(request: PostRequest, pk: UUID) -> HttpResponse:
    """Correct the person of a visit, or say who it is."""
    return _typed(request, page.own_visit(request, pk))


def _typed(request: PostRequest, visit: Visit | None) -> HttpResponse:
    moment = now()
    if request.method == "GET":
        return ask(request, visit, visit.person_data if visit else {})
    if lines := request.POST.get("mrz", "").strip():
        return _passport(request, visit, lines)
    form = PersonForm(request.POST, today=moment.date())
    if not form.is_valid():
        return _draw(request, form, visit, status=422)
    try:
        if visit is None:
            visit = arriving.begin(form.person_data(), by=request.post, at=moment)
        else:
            visits.set_person(visit, person_data=form.person_data(), by=request.post, at=moment)
    except Denied as denied:
        return _draw(request, form, visit, problem=denied.reason, status=409)
    return redirect(page.url(visit))


def _passport(request: PostRequest, visit: Visit | None, lines: str) -> HttpResponse:
    """Fill the form from the two lines of a passport, to be looked at; nothing is written."""
    try:
        data = mrz.parse(lines, now().date()).person_data()
    except mrz.MrzUnreadable as unreadable:
        form = PersonForm(initial=request.POST.dict(), today=now().date())
        return _draw(request, form, visit, problem=unreadable.sentence, lines=lines, status=422)
    return ask(request, visit, data)


@page.acting
def choose_unit(request: PostRequest, visit: Visit) -> HttpResponse:
    """Say in which of today's communes the person lives."""
    resolved = addresses.resolve(visit.person_data.get("address", ""))
    unit = next((unit for unit in resolved.candidates if unit.code == request.POST.get("unit")), None)
    if unit is not None:
        address = f"{unit.name}, {unit.province_name}"
        visits.choose_unit(visit, unit_code=unit.code, address=address, by=request.post, at=request.at)
    return redirect(page.url(visit))


@page.acting
def other_card(request: PostRequest, visit: Visit) -> HttpResponse:
    """Say who the second card's owner is: a part of the form, or somebody else who came (the first is parked)."""
    role, card = request.POST.get("role", ""), visit.person_data.get("aside")
    visits.give_role(visit, group="" if role == "next" else role, by=request.post, at=request.at)
    if role == "next" and card:
        visit = visits.start(person_data=card, by=request.post, at=request.at)
    return redirect(page.url(visit))
