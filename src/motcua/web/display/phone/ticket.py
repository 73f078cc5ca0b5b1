"""/s/…: a ticket on one's own phone, how many are in front, when to come, the counter that calls; and the door's code.

A number given out without a network has its page before the office knows of it: it says so, and goes on by itself.
The page asks for the whole state; while nothing happened in the hall the answer costs two small queries (304).
"""

import datetime as dt
import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency
from motcua.agencies.queries import agency_on
from motcua.lib.clock import local, now
from motcua.lib.outcomes import Answer, Denied
from motcua.queues import commands, grounds, queries, rules
from motcua.queues.commands.phoning import key_of, take_by_phone
from motcua.queues.commands.taking import label_of
from motcua.queues.models import Line, Ticket
from motcua.queues.states import TicketState
from motcua.surveys.models import Place
from motcua.web import live, opening, rated, words
from motcua.web.display import languages

DEVICE = "motcua_phone"
_STEP = 5
_DAY = 60 * 60 * 24


def _opened(token: str) -> Ticket | queries.Kept:
    opened = queries.opened_by(token)
    if opened is None:
        raise Http404
    return opened


def _ticket(token: str) -> Ticket:
    ticket = _opened(token)
    if isinstance(ticket, queries.Kept):
        raise Http404
    return ticket


def frame(request: HttpRequest, shop: Agency) -> dict[str, Any]:
    """Return what stands around every page on the phone."""
    return {"office": shop.name, "languages": languages.spoken_here(), "larger": languages.is_larger(request)}


def private(answer: HttpResponse) -> HttpResponse:
    """Let no cache keep a page whose address is its key, and send that address nowhere."""
    patch_cache_control(answer, private=True, no_store=True)
    answer.headers["referrer-policy"] = "same-origin"  # with none at all a browser sends no origin, and no form passes
    return answer


@require_safe
@languages.spoken
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show the ticket; the address alone opens it, and it says nothing of whose it is."""
    answer = _draw(request, token)
    if request.GET.get("lang"):
        answer.set_cookie(languages.COOKIE, languages.chosen(request), max_age=_DAY, samesite="Lax")
    return answer


def _draw(request: HttpRequest, token: str, *, problem: str = "") -> HttpResponse:
    opened = _opened(token)
    context = {**frame(request, opened.line.shop), **_now(request, opened), "token": token, "problem": problem}
    return private(render(request, "display/phone/ticket.html", context, status=422 if problem else 200))


def _state(opened: Ticket | queries.Kept, *, today: dt.date) -> str:
    return "GONE" if opened.day != today and opened.state != TicketState.DONE else opened.state


def _now(request: HttpRequest, opened: Ticket | queries.Kept) -> dict[str, Any]:
    at = now()
    said = {"state": _state(opened, today=local(at).date()), "line": words.line(opened.line)}
    if isinstance(opened, queries.Kept):
        return said | {"label": label_of(opened.line, opened.number)}
    estimate = queries.when_to_come(opened, at=at) if said["state"] == TicketState.WAITING else None
    served = rated.of_ticket(opened)
    return {
        **said,
        "label": opened.label,
        "counter": words.named(opened.counter.name) if opened.counter else "",
        "ahead": estimate.ahead if estimate else 0,
        "come": _rounded(estimate.at) if estimate and estimate.ahead else None,
        "rated": served.is_rated,
        **rated.asked(request, served),
    }


def _rounded(at: dt.datetime) -> dt.datetime:
    """Return the five minutes that a moment falls into: nobody believes 9:41."""
    moment = local(at).replace(second=0, microsecond=0)
    return moment - dt.timedelta(minutes=moment.minute % _STEP)


@require_safe
@languages.spoken
def current(request: HttpRequest, token: str) -> HttpResponse:
    """Return what the ticket says now, or 304 while it said that already."""
    opened, at = _opened(token), local(now())
    state = _state(opened, today=at.date())
    said = queries.version(opened.line.shop), state, get_language(), live.minute_of(at, every=_STEP)
    name = "display/phone/ticket.html#now"
    drawn = live.answer(request, said, lambda: render(request, name, {**_now(request, opened), "token": token}))
    return private(drawn)


@require_POST
@languages.spoken
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the turn up; touched twice it stays given up."""
    ticket = _ticket(token)
    try:
        if ticket.state != TicketState.CANCELLED:
            commands.cancel(ticket, at=now())
    except Denied as denied:
        return _draw(request, token, problem=denied.reason)
    return redirect("ticket:show", token)


@require_POST
@languages.spoken
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the face that was touched."""
    ticket = _ticket(token)
    try:
        rated.rate(request, rated.of_ticket(ticket), Place.PHONE)
    except Denied as denied:
        return _draw(request, token, problem=denied.reason)
    return redirect("ticket:show", token)


@require_http_methods(["GET", "HEAD", "POST"])
@languages.spoken
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Let a phone take a number at the door: one a device and day, while the office is open."""
    shop = agency_on(code, on=local(now()).date())
    lines = list(queries.lines_of(shop)) if shop else []
    if shop is None or not lines:
        raise Http404
    device = request.COOKIES.get(DEVICE, "")[:64]
    if device and (kept := Ticket.objects.filter(key=key_of(lines[0], device, at=now())).first()):
        return redirect("ticket:show", kept.token)
    if request.method == "POST":
        return _take(request, shop, lines, device)
    return _at_door(request, shop, lines)


def _take(request: HttpRequest, shop: Agency, lines: list[Line], device: str) -> HttpResponse:
    line = next((each for each in lines if str(each.pk) == request.POST.get("line")), None)
    problem = "" if line else _("Xin chọn việc ông bà cần làm.")
    if not device:
        problem = _("Điện thoại này không nhận cookie, nên chưa lấy số được: xin lấy số ở máy hoặc hỏi cán bộ.")
    if problem or line is None:
        return _at_door(request, shop, lines, problem=problem, status=422)
    try:
        also_open = opening.windows(shop, local(now()).date())
        ground = request.POST.get("ground", "")
        ticket = take_by_phone(line, device=device, ground=ground, also_open=also_open, at=now())
    except Denied as denied:
        return _at_door(request, shop, lines, problem=denied.reason, status=422)
    return redirect("ticket:show", ticket.token)


def _at_door(
    request: HttpRequest, shop: Agency, lines: list[Line], *, problem: str = "", status: int = 200
) -> HttpResponse:
    open_now = _is_open(lines[0])
    context = {
        **frame(request, shop),
        "lines": [(line.pk, words.line(line)) for line in lines],
        "grounds": [(each.key, words.named(each.word)) for each in grounds.to_choose()],
        "chosen": request.POST.get("line", ""),
        "open": open_now,
        "book": reverse("ticket:book", args=[shop.code]) if queries.takes_appointments(shop, at=now()) else "",
        "problem": problem or open_now.reason,
    }
    answer = private(render(request, "display/phone/door.html", context, status=status))
    remember_device(request, answer)
    return answer


def remember_device(request: HttpRequest, answer: HttpResponse) -> None:
    """Give a telephone a word of its own, that says nothing of whose it is."""
    if DEVICE not in request.COOKIES:
        token, secure = secrets.token_urlsafe(18), settings.SESSION_COOKIE_SECURE
        answer.set_cookie(DEVICE, token, max_age=_DAY * 30, httponly=True, samesite="Lax", secure=secure)


def _is_open(line: Line) -> Answer:
    try:
        also = opening.windows(line.shop, local(now()).date())
        rules.check_can_take_by_phone(line, lately=0, at=now(), also=also)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
