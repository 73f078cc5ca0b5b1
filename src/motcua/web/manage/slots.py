"""/manage/lines/<pk>/slots/: when one may come to a line by appointment, and how much of it is booked."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.models import Role
from motcua.lib.clock import local
from motcua.queues import commands, queries
from motcua.queues.models import Line, Slot
from motcua.web import opening
from motcua.web.attempt import attempt, beside
from motcua.web.manage import history
from motcua.web.manage.line_forms import SlotsForm
from motcua.web.manage.lines import own
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.explanation import weekday_name

_MOST = dt.timedelta(days=70)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def slots(request: PostRequest, pk: int) -> HttpResponse:
    """Show when one may come to a line by appointment, with who booked how much; open more."""
    row = get_object_or_404(own(request), pk=pk)
    today = request.at.date()
    form = SlotsForm(request.POST or None, initial={"first": today, "last": today + dt.timedelta(days=6)})
    if request.method == "POST" and form.is_valid():
        opened: list[Slot] = []

        def do() -> None:
            said = form.cleaned_data
            spans = opening.windows(row.shop, said["first"], min(said["last"], said["first"] + _MOST))
            made = commands.open_slots(row, **said, windows=spans, by=request.post, at=request.at)
            opened.extend(slot for slot in made if slot.ends_at > request.at)

        if denied := attempt(request, do, name="open_slots"):
            beside(form, denied)
        else:
            _say_opened(request, len(opened))
            return redirect("manage:slots", row.pk)
    return _draw_slots(request, row, form)


def _say_opened(request: PostRequest, number: int) -> None:
    if number:
        text = ngettext("Những ngày ấy có %(n)d khung giờ hẹn.", "Những ngày ấy có %(n)d khung giờ hẹn.", number)
        messages.success(request, text % {"n": number})
    else:
        messages.warning(request, _("Những ngày ấy không có giờ mở cửa nào còn ở phía trước: chọn ngày khác."))


@dataclass(frozen=True, slots=True)
class SlotDay:
    """A day on which one may come by appointment."""

    date: dt.date
    words: str
    span: str
    slots: int
    places: int
    booked: int


def _draw_slots(request: PostRequest, row: Line, form: SlotsForm) -> HttpResponse:
    days = queries.slot_days(row, at=request.at)
    context = {
        "row": row,
        "form": form if request.post.role == Role.ADMIN else None,
        "days": [_slot_day(*each) for each in days.items()],
        "history": history.told("slot", row.pk),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/slots.html", context, status=422 if request.method == "POST" else 200)


def _slot_day(day: dt.date, slots: list[tuple[Slot, int]]) -> SlotDay:
    first, last = slots[0][0], slots[-1][0]
    places = sum(slot.capacity for slot, _left in slots)
    return SlotDay(
        date=day,
        words=f"{weekday_name(day)} {day:%d/%m/%Y}",
        span=f"{local(first.starts_at):%H:%M}–{local(last.ends_at):%H:%M}",
        slots=len(slots),
        places=places,
        booked=places - sum(left for _slot, left in slots),
    )


@require_POST
@at_desk(Role.ADMIN)
def close_day(request: PostRequest, pk: int, day: str) -> HttpResponse:
    """Take the slots of a day away again."""
    row = get_object_or_404(own(request), pk=pk)
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None

    def do() -> None:
        commands.close_slots(row, date, by=request.post, at=request.at)

    if denied := attempt(request, do, name="close_slots"):
        messages.error(request, denied.reason)
    return redirect("manage:slots", row.pk)
