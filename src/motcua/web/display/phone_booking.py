"""/dat-lich/…: come by appointment. One question a page: what for, which day, what hour; no account, no name.

/lich-hen/<token>/ is the appointment: when to come, the code for the kiosk, giving it up; not whose it is.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

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
from motcua.web import words
from motcua.web.display import languages
from motcua.web.display.phone_ticket import DEVICE, frame, private, remember_device
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
    line = _line(request, every)
    day = _day(request, every.get(line, {}) if line else {})
    context: dict[str, Any] = {**frame(request, shop), "shop": shop, "problem": problem, "key": uuid.uuid4()}
    if line is None:
        context["choices"] = [_line_choice(each) for each in every]
    elif day is None:
        context |= {"line": words.named(line.name), "days": [_day_choice(line, *each) for each in every[line].items()]}
    else:
        slots = [slot for slot, left in every[line][day] if left]
        back = f"?line={line.pk}"
        context |= {"line": words.named(line.name), "day": day_words(day), "slots": slots, "back": back}
        context |= {"chosen": request.POST.get("slot", ""), "phone": request.POST.get("phone", "")}
    context["several"] = len(every) > 1
    answer = private(render(request, "display/phone/book.html", context, status=422 if problem else 200))
    remember_device(request, answer)
    return answer


def _line(request: HttpRequest, every: dict[Line, Days]) -> Line | None:
    said = request.GET.get("line", "")
    if len(every) == 1:
        return next(iter(every))
    return next((line for line in every if str(line.pk) == said), None)


def _day(request: HttpRequest, days: Days) -> dt.date | None:
    said = request.GET.get("day", "")
    return next((day for day in days if day.isoformat() == said), None)


def _line_choice(line: Line) -> Choice:
    return Choice(words.named(line.name), ", ".join(words.named(each) for each in line.sectors), f"?line={line.pk}")


def _day_choice(line: Line, day: dt.date, slots: list[tuple[Slot, int]]) -> Choice:
    left = _("còn %(n)d chỗ") % {"n": sum(n for _slot, n in slots)}
    return Choice(day_words(day), left, f"?line={line.pk}&day={day.isoformat()}")


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
        "line": words.named(slot.line.name),
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
