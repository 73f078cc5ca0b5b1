"""From the visit to dossiers: the one main act of the counter."""

import uuid
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.accounts.models import Role
from motcua.dossiers.commands import accepting, visit_answers
from motcua.dossiers.models import Visit
from motcua.forms.models import ConfirmedHow
from motcua.lib.outcomes import Denied
from motcua.web.counter import page, reading_answers, service_promise
from motcua.web.shell import PostRequest, at_desk


@require_POST
@at_desk(Role.INTAKE)
def accept(request: PostRequest, pk: UUID) -> HttpResponse:
    """Keep what the form says and take the basket in; what is missing is said beside the fields and nothing changes."""
    visit = page.own_visit(request, pk)
    key = request.POST.get("key", "")
    try:
        if visit.ended_at is None:
            visit_answers.answer(visit, said=reading_answers.read(request.POST), by=request.post, at=request.at)
            service_promise.keep(request, visit)
        accepting.accept(visit, key=key, by=request.post, at=request.at)
    except Denied as denied:
        return _refused(request, visit, denied)
    return redirect("counter:done", visit.pk)


def confirm_and_accept(request: PostRequest, visit: Visit) -> HttpResponse:
    """The person lets the code on the sheet be scanned: confirmed in person, and taken in."""
    try:
        visit_answers.confirm(visit, how=ConfirmedHow.IN_PERSON, by=request.post, at=request.at)
        accepting.accept(visit, key=str(uuid.uuid4()), by=request.post, at=request.at)
    except Denied as denied:
        return _refused(request, visit, denied)
    return redirect("counter:done", visit.pk)


def _refused(request: PostRequest, visit: Visit, denied: Denied) -> HttpResponse:
    visit.refresh_from_db()
    if visit.ended_at is not None:
        return redirect("counter:done", visit.pk)
    incomplete = isinstance(denied, accepting.Incomplete)
    problem = "" if incomplete else denied.reason
    return page.draw(request, visit, problem=problem, show_errors=incomplete, status=422)
