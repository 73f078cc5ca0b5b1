"""/man-hinh/: the citizen's second screen. It shows what stands open at its counter, and nothing else, ever.

Asked once a second; an answer that has not changed costs three short queries and no drawing (304).
"""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.commands import screens
from motcua.dossiers.commands.accepting import errors_of
from motcua.dossiers.models import Screen, ScreenKind, Visit, VisitItem
from motcua.forms.signature import strokes_of
from motcua.lib import practice
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.web import live
from motcua.web.display import devices
from motcua.web.display.second_screen import looks, rating


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the screen; a device that is not known yet, or was cut off, gets a new code."""
    screen, token = devices.device_of(request, ScreenKind.SECOND), ""
    if screen is None:
        try:
            screen, token = screens.begin(at=now())
        except Denied as denied:
            return render(request, "display/second_screen.html", {"problem": denied.reason}, status=503)
    answer = render(request, "display/second_screen.html", _context(request, screen))
    patch_cache_control(answer, private=True, no_store=True)
    devices.remember(answer, ScreenKind.SECOND, token)
    return answer


@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """Return what the screen shows now, or 304 while it shows that already; 410 when it must begin anew."""
    screen = devices.device_of(request, ScreenKind.SECOND)
    if screen is None:
        return HttpResponse(status=410)
    visit, items = _shown(screen)
    asked = rating.asked(screen) if visit is None else None
    return live.answer(
        request,
        (*_said(screen, visit, items), repr(asked)),
        lambda: render(request, "display/second_screen.html#now", _drawn(request, screen, visit, items, asked)),
    )


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """The citizen signs what the screen shows."""
    return _done(request, _confirm)


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """The citizen touches a face."""
    try:
        rating.rate(_known(request), request)
    except Denied as denied:
        return render(request, "display/second_screen.html", {"problem": denied.reason}, status=422)
    return redirect("screen:show")


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """The citizen points at what is wrong."""
    return _done(request, _change)


def _done(request: HttpRequest, act: Any) -> HttpResponse:
    try:
        screen = _known(request)
        with practice.practising(on=screen.training):
            act(screen, request)
    except Denied as denied:
        return JsonResponse({"sentence": denied.reason}, status=422)
    return JsonResponse({})


def _known(request: HttpRequest) -> Screen:
    """Return the citizen's device; the officer's own browser confirms for nobody."""
    screen = devices.device_of(request, ScreenKind.SECOND)
    if screen is None:
        raise Denied(_("Màn hình này chưa nối với quầy nào."))
    if request.user.is_authenticated:
        raise Denied(_("Máy này đang có cán bộ đăng nhập, nên không xác nhận thay người dân được."))
    return screen


def _confirm(screen: Screen, request: HttpRequest) -> None:
    try:
        said = json.loads(request.POST.get("strokes", "")[:200_000])
    except (ValueError, RecursionError):
        said = None
    screens.confirm_by_touch(
        screen,
        visit_id=request.POST.get("visit", ""),
        seen=request.POST.get("seen", ""),
        strokes=strokes_of(said),
        at=now(),
    )


def _change(screen: Screen, request: HttpRequest) -> None:
    item, _dot, field = request.POST.get("field", "").partition(".")
    number = int(item) if item.isascii() and item.isdigit() else 0
    screens.ask_change(screen, visit_id=request.POST.get("visit", ""), item_id=number, field=field)


def _shown(screen: Screen) -> tuple[Visit | None, list[VisitItem]]:
    """Return what stands open at the counter in the screen's world, practice or work: one visit, or none."""
    if screen.counter_id is None:
        return None, []
    with practice.practising(on=screen.training):
        open_now = Visit.objects.filter(counter=screen.counter_id, ended_at=None, parked_at=None)
        visit = open_now.select_related("centre").order_by("-started_at").first()
    if visit is None:
        return None, []
    return visit, list(visit.items.select_related("procedure_version__procedure", "form__version"))


def _said(screen: Screen, visit: Visit | None, items: list[VisitItem]) -> tuple[object, ...]:
    rows = [
        (item.pk, item.case, item.exemption, item.quantities, item.papers, item.change_asked, item.form.confirmed_how)
        for item in items
    ]
    name = (visit.pk, visit.person_data.get("full_name")) if visit else ()
    values = screens.digest_of_forms(items)  # when a value was filled in is not shown
    return get_language(), screen.code, screen.counter_id, name, rows, values, live.minute_of(now(), every=5)


def _context(request: HttpRequest, screen: Screen) -> dict[str, Any]:
    visit, items = _shown(screen)
    return _drawn(request, screen, visit, items, rating.asked(screen) if visit is None else None)


def _drawn(
    request: HttpRequest,
    screen: Screen,
    visit: Visit | None,
    items: list[VisitItem],
    asked: rating.Asked | None,
) -> dict[str, Any]:
    if visit is None or not items:
        centre = screen.counter.centre.name if screen.counter else ""
        here = {"code": screen.code, "office": centre, "counter": screen.counter, "practice": screen.training}
        return here | (rating.drawn(request, asked) if asked else {})
    confirmed = all(item.form.confirmed_how for item in items)
    return {
        "office": visit.centre.name,
        "counter": screen.counter,
        "visit": visit,
        "practice": visit.training,
        "name": visit.person_data.get("full_name", ""),
        "items": [looks.look(item, visit, at=now()) for item in items],
        "seen": screens.digest_of_forms(items),
        "confirmed": confirmed,
        "ready": not confirmed and bool(visit.person_data.get("full_name")) and not errors_of(items, at=now()),
    }
