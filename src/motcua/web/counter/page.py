"""The one page from scan to acceptance: which visit, and everything that is drawn of it."""

import uuid
from collections.abc import Callable
from typing import Any, Concatenate, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.accounts.models import Role
from motcua.dossiers import visit_rules
from motcua.dossiers.commands import accepting
from motcua.dossiers.models import Visit, VisitItem
from motcua.forms.measures import Measures
from motcua.lib import money
from motcua.lib.clock import now
from motcua.lib.outcomes import Answer, Denied
from motcua.web import frequent
from motcua.web.counter import items, on_screen, represented, returns, who
from motcua.web.counter import waiting_looks as waiting
from motcua.web.counter.looks import Found, ItemLook
from motcua.web.promised import scene_of
from motcua.web.shell import PostRequest, at_desk

_MOST_KEYS = 10_000


def url(visit: Visit | None) -> str:
    """Return the address of a visit, or of the empty counter."""
    return reverse("counter:visit", args=[visit.pk]) if visit else reverse("counter:start")


def by_hand_url(visit: Visit | None) -> str:
    """Return where a person is typed in by hand."""
    return reverse("counter:edit_person", args=[visit.pk]) if visit else reverse("counter:by_hand")


def count(text: str | None) -> int:
    """Return a number of keys as the page counted them; nonsense counts as none."""
    return min(int(text), _MOST_KEYS) if text and text.isascii() and text.isdigit() else 0


def own_visit(request: PostRequest, pk: UUID) -> Visit:
    """Return a visit of the post's own centre; any other does not exist for it."""
    own = Visit.objects.filter(pk=pk, centre=request.post.agency)
    visit = own.select_related("counter", "officer__user", "centre__authority", "filing").first()
    if visit is None:
        raise Http404
    return visit


def visit_named(request: PostRequest, name: str) -> Visit | None:
    """Return the visit that the box's form stands in, or None for the empty counter."""
    try:
        return own_visit(request, UUID(name)) if name else None
    except ValueError:
        return None


def basket(visit: Visit) -> list[VisitItem]:
    """Return the visit's procedures with their forms, in order: one query."""
    return list(visit.items.select_related("procedure_version__procedure", "form__version", "dossier"))


def draw(
    request: PostRequest,
    visit: Visit,
    *,
    problem: str = "",
    text: str = "",
    found: Found | None = None,
    show_errors: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Draw the page, or with htmx only the work below the box."""
    context = _context(request, visit, show_errors=show_errors) | {"problem": problem, "text": text, "found": found}
    template = "counter/visit.html#work" if request.htmx else "counter/visit.html"
    return render(request, template, context, status=status)


type Acting[**P] = Callable[Concatenate[PostRequest, Visit, P], HttpResponse]
type View[**P] = Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]


def acting[**P](act: Acting[P]) -> View[P]:
    """Let a POST act on a visit of the post's centre; what is refused is said on its page, with all that was kept."""

    def view(request: PostRequest, /, pk: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        visit = own_visit(request, pk)
        try:
            return act(request, visit, *args, **kwargs)
        except Denied as denied:
            return draw(request, visit, problem=denied.reason, status=409)

    return cast("View[P]", require_POST(at_desk(Role.INTAKE)(view)))


def _context(request: PostRequest, visit: Visit, *, show_errors: bool) -> dict[str, Any]:
    moment = now()
    rows = basket(visit)
    errors = accepting.errors_of(rows, at=moment)
    edit = request.GET.get("edit", "")
    scene = scene_of(visit.centre, moment) if rows else None
    drawing = items.Drawing(visit, request.post, moment, edit, show_errors, scene)
    looks = [items.look(row, drawing, errors.get(row.pk, {})) for row in rows]
    filed_online = visit_rules.is_filed_online(visit)
    confirm = None if filed_online else items.confirmation(rows)
    wants = returns.questions(visit, rows)
    reasons = accepting.reasons_against(visit, rows, errors, by=request.post, at=moment)
    accept = Answer(allowed=not reasons, reason=" ".join(reasons))
    return {
        "visit": visit,
        "person": who.card(visit, request.post),
        "behalf": represented.look(visit, rows),
        "other_card": who.other_card(visit, rows),
        "items": looks,
        "wants": wants,
        "confirm": confirm,
        "filed_online": filed_online,
        "accept": accept,
        "reasons": reasons,
        "waits": waiting.of_visit(visit, rows, request.post),
        "errors": items.error_links(looks) if show_errors else [],
        "measures": _measures(looks, visit),
        "total": money.vnd(sum(each.fee.amount for each in looks)),
        "procedures": [] if rows else frequent.procedures(moment.date()),
        "next_question": items.next_question(looks, edit, [*wants, confirm], allowed=accept.allowed),
        "box_first": not rows,
        "on_screen": on_screen.said(visit, rows),
        "key": uuid.uuid4(),
    }


def _measures(looks: list[ItemLook], visit: Visit) -> Measures:
    seconds = int((now() - visit.started_at).total_seconds())
    return sum((each.measures for each in looks), Measures(seconds=seconds))
