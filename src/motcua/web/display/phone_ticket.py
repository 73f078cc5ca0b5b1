"""/s/…: a ticket on one's own phone, how many are in front, when to come, the counter that calls; and the door's code.

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
from motcua.queues.models import Line, Ticket
from motcua.queues.states import TicketState
from motcua.surveys.models import Place
from motcua.web import live, opening, rated, words
from motcua.web.display import languages

DEVICE = "motcua_phone"
_STEP = 5
_DAY = 60 * 60 * 24


def _ticket(token: str) -> Ticket:
    ticket = queries.by_token(token)
    if ticket is None:
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
    answer = _draw(request, _ticket(token))
    if request.GET.get("lang"):
        answer.set_cookie(languages.COOKIE, languages.chosen(request), max_age=_DAY, samesite="Lax")
    return answer


def _draw(request: HttpRequest, ticket: Ticket, *, problem: str = "", status: int = 200) -> HttpResponse:
    shop = ticket.line.shop
    context = {**frame(request, shop), **_now(request, ticket), "problem": problem}
    return private(render(request, "display/phone/ticket.html", context, status=status))


def _now(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    at, waits = now(), ticket.state == TicketState.WAITING
    gone = ticket.day != local(at).date()
    estimate = queries.when_to_come(ticket, at=at) if waits and not gone else None
    return {
        "ticket": ticket,
        "state": "GONE" if gone and ticket.state != TicketState.DONE else ticket.state,
        "line": words.named(ticket.line.name),
        "ahead": estimate.ahead if estimate else 0,
        "come": _rounded(estimate.at) if estimate and estimate.at and estimate.ahead else None,
        "rated": rated.of_ticket(ticket).is_rated,
        **rated.asked(request, rated.of_ticket(ticket)),
    }


def _rounded(at: dt.datetime) -> dt.datetime:
    """Return the five minutes that a moment falls into: nobody believes 9:41."""
    moment = local(at).replace(second=0, microsecond=0)
    return moment - dt.timedelta(minutes=moment.minute % _STEP)


@require_safe
@languages.spoken
def current(request: HttpRequest, token: str) -> HttpResponse:
    """Return what the ticket says now, or 304 while it said that already."""
    ticket = _ticket(token)
    at = local(now())
    seen = queries.version(ticket.line.shop)
    said = seen, ticket.state, get_language(), live.minute_of(at, every=_STEP)
    return private(
        live.answer(request, said, lambda: render(request, "display/phone/ticket.html#now", _now(request, ticket)))
    )


@require_POST
@languages.spoken
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the turn up; touched twice it stays given up."""
    ticket = _ticket(token)
    try:
        if ticket.state != TicketState.CANCELLED:
            commands.cancel(ticket, at=now())
    except Denied as denied:
        return _draw(request, ticket, problem=denied.reason, status=422)
    return redirect("ticket:show", token)


@require_POST
@languages.spoken
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the face that was touched."""
    ticket = _ticket(token)
    try:
        rated.rate(request, rated.of_ticket(ticket), Place.PHONE)
    except Denied as denied:
        return _draw(request, ticket, problem=denied.reason, status=422)
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
        "lines": [(line.pk, words.named(line.name)) for line in lines],
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
