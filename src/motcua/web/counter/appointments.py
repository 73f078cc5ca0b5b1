"""/counter/appointments/: who comes by appointment; booked for one who calls, checked in at the counter, given back."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.events.record import note_access
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people import masking
from motcua.queues import commands, queries, rules
from motcua.queues.models import Appointment, Slot
from motcua.queues.states import AppointmentState
from motcua.web import wanted
from motcua.web.attempt import attempt
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.explanation import weekday_name

_DAYS = 14


@dataclass(frozen=True, slots=True)
class Look:
    """An appointment as its list shows it: the telephone masked, until somebody has to call."""

    row: Appointment
    phone: str
    words: str
    tone: str
    open: bool
    may_check_in: Any


def _look(row: Appointment, at: dt.datetime) -> Look:
    state = rules.appointment_state(row, at=at)
    said = {
        AppointmentState.EXPECTED: (_("sẽ đến"), "calm"),
        AppointmentState.HERE: (_("đã đến"), "good"),
        AppointmentState.CANCELLED: (_("đã hủy"), ""),
        AppointmentState.MISSED: (_("không đến"), "soon"),
    }
    words, tone = said[state]
    answer = rules.can_check_in(row, at=at)
    return Look(row, masking.phone(row.phone), words, tone, state is AppointmentState.EXPECTED, answer)


def _day(request: PostRequest) -> dt.date:
    said = request.POST.get("day") or request.GET.get("day", "")
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return request.at.date()


def _matter(request: PostRequest) -> wanted.Wanted | None:
    """Return the procedure that the person asks an hour for, where it was looked up: it says the line."""
    code = (request.POST.get("procedure") or request.GET.get("procedure", ""))[:20]
    return wanted.of(request.post.agency, code, on=request.at.date()) if code else None


@require_safe
@at_desk(Role.INTAKE)
def appointments(request: PostRequest) -> HttpResponse:
    """Show the appointments of a day, today's first, and what is still free on it."""
    return _draw(request)


def _draw(request: PostRequest, *, problem: str = "", told: str = "") -> HttpResponse:
    day, shop = _day(request), request.post.agency
    lines = list(queries.lines_of(shop))
    known = {each: slots for line in lines for each, slots in queries.slot_days(line, at=request.at).items()}
    days = sorted({request.at.date(), day, *known})[:_DAYS]
    text, matter = request.GET.get("q", "").strip()[:120], _matter(request)
    free = [(line, _free(line, day, request.at)) for line in lines if matter is None or line == matter.line]
    context = {
        "text": text,
        "offered": wanted.found(shop, text, on=request.at.date()) if text else [],
        "matter": matter,
        "day": day,
        "day_words": f"{weekday_name(day)} {day:%d/%m/%Y}",
        "days": [(each, f"{weekday_name(each)} {each:%d/%m}") for each in days],
        "looks": [_look(row, request.at) for row in queries.appointments_on(shop, day)],
        "free": [(line, slots) for line, slots in free if slots],
        "chosen": {name: request.POST.get(name, "") for name in ("slot", "phone", "code")},
        "is_today": day == request.at.date(),
        "problem": problem,
        "told": told,
        "key": uuid.uuid4(),
    }
    return render(request, "counter/appointments.html", context, status=422 if problem else 200)


def _free(line: Any, day: dt.date, at: dt.datetime) -> list[tuple[Slot, int]]:
    return [(slot, left) for slot, left in queries.free_slots(line, day=day, at=at) if left > 0]


def _back(day: dt.date) -> HttpResponse:
    return redirect(f"{reverse('counter:appointments')}?day={day.isoformat()}")


@require_POST
@at_desk(Role.INTAKE)
def book(request: PostRequest) -> HttpResponse:
    """Book for somebody who calls; the code is read out to them."""
    said = request.POST.get("slot", "")
    slots = Slot.objects.filter(line__shop=request.post.agency).select_related("line")
    slot = slots.filter(pk=int(said)).first() if said.isascii() and said.isdigit() else None
    if slot is None:
        return _draw(request, problem=_("Chọn giờ hẹn."))
    phone, key = request.POST.get("phone", "")[:30], f"officer:{request.post.pk}:{request.POST.get('key', '')[:40]}"
    try:
        row = commands.book_slot(slot, phone=phone, key=key, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, problem=denied.reason)
    when = f"{local(slot.starts_at):%H:%M %d/%m}"
    messages.success(
        request, _("Đã hẹn %(when)s. Đọc cho người dân mã hẹn: %(code)s") % {"when": when, "code": row.code}
    )
    return _back(local(slot.starts_at).date())


@require_POST
@at_desk(Role.INTAKE)
def check_in(request: PostRequest) -> HttpResponse:
    """Take the ticket of whoever says their code at the counter."""
    row = queries.appointment_said(request.post.agency, request.POST.get("code", "")[:200], day=request.at.date())
    if row is None:
        return _draw(request, problem=_("Hôm nay không có lịch hẹn nào mang mã này."))
    return _check_in(request, row)


def _check_in(request: PostRequest, row: Appointment) -> HttpResponse:
    try:
        ticket = commands.check_in(row, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, problem=denied.reason)
    said = {"label": ticket.label}
    messages.success(request, _("Đã lấy số %(label)s: in phiếu đưa người dân, hoặc ghi số này.") % said)
    return redirect("counter:queue_ticket", ticket.pk)


@require_POST
@at_desk(Role.INTAKE)
def act(request: PostRequest, pk: int) -> HttpResponse:
    """Check in, give the place back, or show the number to call: that look is noted."""
    rows = Appointment.objects.filter(slot__line__shop=request.post.agency).select_related("slot__line")
    row, verb = get_object_or_404(rows, pk=pk), request.POST.get("verb", "")
    if verb == "check_in":
        return _check_in(request, row)
    if verb == "phone":
        note_access(subjects=[row.stream], purpose="Gọi người đã hẹn giờ", by=request.post, at=request.at)
        said = {"code": row.code, "phone": row.phone}
        return _draw(request, told=_("Số điện thoại của lịch hẹn %(code)s: %(phone)s") % said)
    if verb != "cancel":
        return _draw(request, problem=_("Chưa rõ làm gì với lịch hẹn này: xin bấm lại."))

    def do() -> None:
        commands.cancel_appointment(row, by=request.post, at=request.at)

    if denied := attempt(request, do, name="cancel_appointment"):
        return _draw(request, problem=denied.reason)
    return _back(local(row.slot.starts_at).date())
