"""/dat-lich/…: come by appointment. One question a page: what for, which day, what hour; no account, no name.

/lich-hen/<token>/ is the appointment: when to come, the code for the kiosk, giving it up; not whose it is.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua import printing
from motcua.agencies.models import Agency
from motcua.agencies.queries import agency_on
from motcua.lib.clock import local, now
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries, rules
from motcua.queues.models import Appointment, Line, Slot
from motcua.web import wanted, words
from motcua.web.display import languages
from motcua.web.display.phone.ticket import DEVICE, frame, private, remember_device
from motcua.worktime.explanation import weekday_name

type Days = dict[dt.date, list[tuple[Slot, int]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to touch: what it says, what it says below, where it leads."""

    label: str
    hint: str
    href: str


def day_words(day: dt.date) -> str:
    """Say a day with its weekday: thứ Năm 26/11/2026."""
    return f"{weekday_name(day)} {day:%d/%m/%Y}"


def _open(shop: Agency) -> dict[Line, Days]:
    """Return the lines that take appointments with the days on which places are left."""
    found = {}
    for line in queries.lines_of(shop):
        days = {day: slots for day, slots in queries.slot_days(line, at=now()).items() if any(n for _slot, n in slots)}
        if days:
            found[line] = days
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@languages.spoken
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what for, which day, what hour; then book."""
    shop = agency_on(code, on=local(now()).date())
    if shop is None or not queries.lines_of(shop).exists():
        raise Http404
    if request.method == "POST":
        return _book(request, shop)
    return _ask(request, shop)


def _book(request: HttpRequest, shop: Agency) -> HttpResponse:
    said = request.POST.get("slot", "")
    slots = Slot.objects.filter(line__shop=shop).select_related("line")
    slot = slots.filter(pk=int(said)).first() if said.isascii() and said.isdigit() else None
    device = request.COOKIES.get(DEVICE, "")[:64]
    if slot is None:
        return _ask(request, shop, problem=_("Xin chọn một giờ."))
    if not device:
        return _ask(request, shop, problem=_("Điện thoại này không nhận cookie, nên chưa hẹn được: xin gọi cán bộ."))
    key = f"book:{device[:24]}:{request.POST.get('key', '')[:40]}"
    try:
        row = commands.book_slot(slot, phone=request.POST.get("phone", "")[:30], device=device, key=key, at=now())
    except Denied as denied:
        return _ask(request, shop, problem=denied.reason)
    return redirect("ticket:appointment", row.token)


def _ask(request: HttpRequest, shop: Agency, *, problem: str = "") -> HttpResponse:
    every = _open(shop)
    matter = _matter(request, shop, every)
    line = matter.line if matter else None
    day = _day(request, every[line]) if line in every else None
    context: dict[str, Any] = {**frame(request, shop), "shop": shop, "problem": problem, "key": uuid.uuid4()}
    if matter is None or line not in every:
        context |= _what_for(request, shop, every, matter)
    elif day is None:
        context |= {"line": matter.name, "days": [_day_choice(matter, *each) for each in every[line].items()]}
    else:
        slots = [slot for slot, left in every[line][day] if left]
        context |= {"line": matter.name, "day": day_words(day), "slots": slots, "back": f"?{matter.said}"}
        context |= {"chosen": request.POST.get("slot", ""), "phone": request.POST.get("phone", "")}
    context["several"] = len(every) > 1
    answer = private(render(request, "display/phone/book.html", context, status=422 if problem else 200))
    remember_device(request, answer)
    return answer


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody comes for, its line (None: no line takes it), and how an address says it."""

    name: str
    line: Line | None
    said: str


def _matter(request: HttpRequest, shop: Agency, every: dict[Line, Days]) -> Matter | None:
    """Return what was chosen, a procedure or a line; where one line alone takes appointments nobody is asked."""
    code = request.GET.get("procedure", "")[:20]
    said = wanted.of(shop, code, on=local(now()).date()) if code else None
    if said is not None:
        return Matter(said.name, said.line, urlencode({"procedure": said.code}))
    line = next((line for line in every if str(line.pk) == request.GET.get("line") or len(every) == 1), None)
    return Matter(words.line(line), line, f"line={line.pk}") if line else None


def _what_for(request: HttpRequest, shop: Agency, every: dict[Line, Days], matter: Matter | None) -> dict[str, Any]:
    """Return the first question: the work in everyday words, or a line for whoever knows it."""
    text = request.GET.get("q", "").strip()[:120]
    offered = wanted.found(shop, text, on=local(now()).date()) if every else []
    return {
        "text": text,
        "offered": [Choice(each.name, "", f"?{urlencode({'procedure': each.code})}") for each in offered],
        "choices": [_line_choice(each) for each in every],
        "refused": matter.name if matter else "",
    }


def _day(request: HttpRequest, days: Days) -> dt.date | None:
    said = request.GET.get("day", "")
    return next((day for day in days if day.isoformat() == said), None)


def _line_choice(line: Line) -> Choice:
    return Choice(words.line(line), ", ".join(words.named(each) for each in line.sectors), f"?line={line.pk}")


def _day_choice(matter: Matter, day: dt.date, slots: list[tuple[Slot, int]]) -> Choice:
    left = _("còn %(n)d chỗ") % {"n": sum(n for _slot, n in slots)}
    return Choice(day_words(day), left, f"?{matter.said}&day={day.isoformat()}")


def _appointment(token: str) -> Appointment:
    row = queries.appointment(token)
    if row is None:
        raise Http404
    return row


@require_safe
@languages.spoken
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show the appointment; the address alone opens it."""
    return _draw(request, _appointment(token))


def _draw(request: HttpRequest, row: Appointment, *, problem: str = "") -> HttpResponse:
    slot, shop = row.slot, row.slot.line.shop
    context = {
        **frame(request, shop),
        "shop": shop,
        "row": row,
        "state": rules.appointment_state(row, at=now()),
        "day": day_words(local(slot.starts_at).date()),
        "line": words.line(slot.line),
        "picture": printing.qr_data(request.build_absolute_uri(request.path.removesuffix("cancel/"))),
        "problem": problem,
    }
    return private(render(request, "display/phone/appointment.html", context, status=422 if problem else 200))


@require_POST
@languages.spoken
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place back; touched twice it stays given back."""
    row = _appointment(token)
    try:
        commands.cancel_appointment(row, at=now())
    except Denied as denied:
        return _draw(request, row, problem=denied.reason)
    return redirect("ticket:appointment", token)
