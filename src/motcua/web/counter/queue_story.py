"""What became of a ticket, of an appointment: who took, called, skipped, moved it, when, out of the record."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.agencies.queries import one_stop_of
from motcua.events.models import Event
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.queues import rules
from motcua.queues.grounds import grounds
from motcua.queues.models import Appointment, Origin, Ticket
from motcua.queues.states import TicketState
from motcua.web import words
from motcua.web.shell import PostRequest, at_desk

# Event → its sentence. What is not here is told by its name, never left out.
SENTENCES: dict[str, str | Promise] = {
    "appointment.booked": gettext_lazy("Hẹn lúc %(starts_at)s, hàng %(line)s"),
    "appointment.cancelled": gettext_lazy("Hủy lịch hẹn"),
    "appointment.checked_in": gettext_lazy("Đến theo lịch hẹn"),
    "ticket.taken": gettext_lazy("Lấy số ở hàng %(line)s: %(origin)s"),
    "ticket.reconciled": gettext_lazy("Máy lấy số phát khi mất mạng; vào hàng %(line)s khi có mạng lại"),
    "ticket.let_in": gettext_lazy("Cấp thay số %(stray)s của máy lấy số, giữ chỗ theo giờ đã lấy"),
    "ticket.called": gettext_lazy("Gọi đến %(counter)s"),
    "ticket.recalled": gettext_lazy("Gọi lại, lần thứ %(calls)s"),
    "ticket.skipped": gettext_lazy("Nhường lượt cho %(places)s người"),
    "ticket.sent_on": gettext_lazy("Chuyển sang hàng %(to)s"),
    "ticket.transferred": gettext_lazy("Vào hàng %(line)s, giữ chỗ theo giờ lấy số"),
    "ticket.serving": gettext_lazy("Bắt đầu làm"),
    "ticket.finished": gettext_lazy("Làm xong"),
    "ticket.no_show": gettext_lazy("Gọi không thấy đến"),
    "ticket.came_back": gettext_lazy("Trở lại hàng, giữ chỗ theo giờ lấy số"),
    "ticket.cancelled": gettext_lazy("Thôi không đợi"),
    "ticket.left_behind": gettext_lazy("Khép lại khi sang ngày khác"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    TicketState.WAITING: (gettext_lazy("đang đợi"), "calm"),
    TicketState.CALLED: (gettext_lazy("đang được gọi"), "soon"),
    TicketState.SERVING: (gettext_lazy("đang làm"), "calm"),
    TicketState.DONE: (gettext_lazy("đã xong"), "good"),
    TicketState.NO_SHOW: (gettext_lazy("không đến"), "soon"),
    TicketState.CANCELLED: (gettext_lazy("thôi đợi"), ""),
}
_READERS = (Role.INTAKE, Role.CASHIER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened."""

    words: str
    at: dt.datetime
    who: str
    more: str


def _tell(*streams: str) -> list[Told]:
    events = list(Event.objects.filter(stream__in=streams).order_by("at", "pk"))
    keys = {event.details.get("counter") for event in events} - {None}
    counters = dict(Counter.objects.filter(pk__in=keys).values_list("pk", "name"))
    return [_told(event, counters) for event in events]


def _told(event: Event, counters: Mapping[int, str]) -> Told:
    said = dict(event.details)
    said["counter"] = words.named(counters.get(said.get("counter", 0), ""))
    if said.get("origin") in Origin.values:
        said["origin"] = Origin(said["origin"]).label
    if starts_at := parse_datetime(str(said.get("starts_at", ""))):
        said["starts_at"] = f"{local(starts_at):%H:%M %d/%m/%Y}"
    ground = grounds().get(said.get("ground", ""))
    more = _("Ưu tiên: %(ground)s") % {"ground": words.named(ground.short)} if ground else ""
    return Told(str(SENTENCES.get(event.name, event.name)) % said, event.at, event.actor, more)


def tickets_of(request: PostRequest) -> QuerySet[Ticket]:
    """Return the tickets of the shop whose work this post sees."""
    shop = one_stop_of(request.post.agency, on=request.at.date())
    rows = Ticket.objects.filter(issued_by__shop=shop).select_related("line__shop", "counter")
    return rows.none() if practice.is_on() else rows


@require_safe
@at_desk(*_READERS)
def ticket(request: PostRequest, pk: int) -> HttpResponse:
    """Tell what became of a ticket, the appointment that it came from first."""
    row = get_object_or_404(tickets_of(request).select_related("appointment"), pk=pk)
    booked = [row.appointment.stream] if hasattr(row, "appointment") else []
    state, tone = STATES[row.state]
    context = {
        "title": _("Số %(label)s") % {"label": row.label},
        "where": f"{words.line(row.line)} · {local(row.taken_at):%H:%M %d/%m/%Y}",
        "state": state,
        "tone": tone,
        "events": _tell(*booked, row.stream),
        "ticket": row,
        "today": row.day == request.at.date(),
        "takes_in": request.post.role == Role.INTAKE,
        "key": uuid.uuid4(),
        "may": {verb: rules.can(verb, row, by=request.post, at=request.at) for verb in ("call", "come_back")},
    }
    return render(request, "counter/queue_story.html", context)


@require_safe
@at_desk(*_READERS)
def appointment(request: PostRequest, pk: int) -> HttpResponse:
    """Tell what became of an appointment, and of its ticket."""
    shop = one_stop_of(request.post.agency, on=request.at.date())
    rows = Appointment.objects.filter(slot__line__shop=shop).select_related("slot__line", "ticket")
    row = get_object_or_404(rows.none() if practice.is_on() else rows, pk=pk)
    slot = row.slot
    context = {
        "title": _("Lịch hẹn %(code)s") % {"code": row.code},
        "where": f"{words.line(slot.line)} · {local(slot.starts_at):%H:%M %d/%m/%Y}",
        "events": _tell(row.stream, *([row.ticket.stream] if row.ticket else [])),
        "takes_in": request.post.role == Role.INTAKE,
    }
    return render(request, "counter/queue_story.html", context)
