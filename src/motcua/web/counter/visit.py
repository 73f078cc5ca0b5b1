"""A visit: shown, answered, saved as it is typed, parked, taken over, dropped."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.commands import visit_answers, visits
from motcua.dossiers.models import Visit, VisitItem
from motcua.forms import papers
from motcua.lib.outcomes import Denied
from motcua.web import words
from motcua.web.counter import page, reading_answers, service_promise
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.calendars import working_calendar
from motcua.worktime.explanation import explain


@require_safe
@at_desk(Role.INTAKE)
def show(request: PostRequest, pk: UUID) -> HttpResponse:
    """Show the visit; one that stands at another desk, or is parked, with the button that takes it over."""
    visit = page.own_visit(request, pk)
    if visit.ended_at is not None:
        return redirect("counter:done", visit.pk)
    if visit.officer_id != request.post.pk or visit.parked_at is not None:
        return render(request, "counter/parked.html", {"visit": visit})
    return page.draw(request, visit)


def _redrawn(request: PostRequest, visit: Visit) -> HttpResponse:
    visit.refresh_from_db()
    return page.draw(request, visit) if request.htmx else redirect(page.url(visit))


@page.acting
def answer(request: PostRequest, visit: Visit) -> HttpResponse:
    """Keep what the form says and draw what follows from it."""
    visit_answers.answer(visit, said=reading_answers.read(request.POST), by=request.post, at=request.at)
    service_promise.keep(request, visit)
    return _redrawn(request, visit)


@require_POST
@at_desk(Role.INTAKE)
def save(request: PostRequest, pk: UUID) -> JsonResponse:
    """Keep what is being typed; nothing is drawn. 409 when another desk has the visit."""
    visit = page.own_visit(request, pk)
    said = reading_answers.read(request.POST)
    for about in said.items.values():
        # A name half typed names nobody yet: who settles it is taken when the field is left.
        about.competent = None
    try:
        kept = visit_answers.answer(visit, said=said, by=request.post, at=request.at)
    except Denied as denied:
        return JsonResponse({"sentence": denied.reason}, status=409)
    return JsonResponse({"version": kept.version})


@page.acting
def registers(request: PostRequest, visit: Visit) -> HttpResponse:
    """Ask the registers, which may be slow or silent, and draw what they said."""
    visit_answers.ask_registers(visit, by=request.post, at=request.at)
    return _redrawn(request, visit)


@page.acting
def remove_item(request: PostRequest, visit: Visit, item: int) -> HttpResponse:
    """Take a procedure out of the basket."""
    visits.remove_item(visit, item_id=_item(visit, item).pk, by=request.post)
    return redirect(page.url(visit))


@page.acting
def park(request: PostRequest, visit: Visit) -> HttpResponse:
    """Lay the visit aside, with what was typed last, and be free for the next person."""
    if "version" in request.POST:
        visit_answers.answer(visit, said=reading_answers.read(request.POST), by=request.post, at=request.at)
    visits.park(visit, by=request.post, at=request.at)
    return redirect("counter:start")


@require_POST
@at_desk(Role.INTAKE)
def resume(request: PostRequest, pk: UUID) -> HttpResponse:
    """Go on with a parked visit at this counter."""
    visit = page.own_visit(request, pk)
    try:
        visits.resume(visit, by=request.post, at=request.at)
    except Denied as denied:
        return render(request, "counter/parked.html", {"visit": visit, "problem": denied.reason}, status=409)
    return redirect(page.url(visit))


@page.acting
def drop(request: PostRequest, visit: Visit) -> HttpResponse:
    """End a visit without a dossier: the person went away."""
    visits.drop(visit, by=request.post, at=request.at)
    return redirect("counter:start")


@require_safe
@at_desk(Role.INTAKE)
def form_pdf(request: PostRequest, pk: UUID, item: int) -> HttpResponse:
    """Return the official form as it stands now, to print and sign."""
    row = _item(page.own_visit(request, pk), item)
    unit = row.competent or request.post.authority
    pdf = papers.form_pdf(row.form, unit_name=unit.name, place=unit.short_name, at=request.at)
    return HttpResponse(pdf, content_type="application/pdf")


@require_safe
@at_desk(Role.INTAKE)
def why(request: PostRequest, pk: UUID, item: int) -> HttpResponse:
    """Explain the due time that an item would get if it were accepted now."""
    row = _item(page.own_visit(request, pk), item)
    limit = row.procedure_version.definition.limit_for(row.case)
    context: dict[str, Any] = {
        "title": words.named(row.procedure_version.procedure.short_name),
        "reason": _("Thủ tục này không có thời hạn riêng."),
    }
    if limit is not None:
        calendar = working_calendar(request.post.agency.calendar_code())
        context["explanation"] = explain(calendar, _minute(request.at), limit)
    template = "counter/why.html#body" if request.htmx else "counter/why.html"
    return render(request, template, context)


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


def _item(visit: Visit, key: int) -> VisitItem:
    row = visit.items.filter(pk=key).select_related("procedure_version__procedure", "form__version").first()
    if row is None:
        raise Http404
    return row
