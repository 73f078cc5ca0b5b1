"""Appointments: spans of time are opened, booked, and become a ticket when the person comes."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.accounts.rules import check_can_manage
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from motcua.queues import grounds
from motcua.queues.commands.hall import locked_lines
from motcua.queues.commands.taking import take
from motcua.queues.models import Appointment, Line, Origin, Slot, Ticket
from motcua.queues.queries import on_day
from motcua.queues.rules import Window
from motcua.worktime.calendars import working_calendar

EARLY, LATE = dt.timedelta(minutes=15), dt.timedelta(minutes=15)
KIND = "slot"
_LONGEST, _DAYS, _A_DAY = 240, 62, dt.timedelta(days=1)


def working_windows(line: Line, day: dt.date) -> list[Window]:
    """Return the worked spans of a day by the calendar of the shop; none on a day off."""
    calendar = working_calendar(line.shop.calendar_code())
    index = calendar.index(day)
    spans = calendar.spans[index]
    return [(calendar.moment(index, opens), calendar.moment(index, closes)) for opens, closes in spans]


def _check_days(first: dt.date, last: dt.date, *, at: dt.datetime) -> None:
    if first < local(at).date():
        raise Denied(_("Ngày đầu đã qua: chọn từ hôm nay trở đi."), about="first")
    if last < first:
        raise Denied(_("Ngày cuối phải từ ngày đầu trở đi."), about="last")
    if (last - first).days > _DAYS:
        raise Denied(_("Mỗi lần mở lịch hẹn cho nhiều nhất %(n)d ngày.") % {"n": _DAYS}, about="last")


@transaction.atomic
def open_slots(
    line: Line,
    first: dt.date,
    last: dt.date | None = None,
    *,
    minutes: int,
    capacity: int,
    windows: Sequence[Window] | None = None,
    by: Post,
    at: dt.datetime,
) -> list[Slot]:
    """Open the slots of some days within the working hours, or `windows` (service days too); those there stay."""
    check_can_manage(line.shop, by=by, on=local(at).date())
    last = last or first
    _check_days(first, last, at=at)
    if not 5 <= minutes <= _LONGEST:
        raise Denied(_("Khung giờ từ 5 đến 240 phút."), about="minutes")
    if not 1 <= capacity <= 100:
        raise Denied(_("Mỗi khung giờ nhận từ 1 đến 100 người."), about="capacity")
    locked_lines(line.shop_id)
    length = dt.timedelta(minutes=minutes)
    if windows is None:
        windows = [each for n in range((last - first).days + 1) for each in working_windows(line, first + n * _A_DAY)]
    starts = [opens + n * length for opens, closes in windows for n in range((closes - opens) // length)]
    kept = Slot.objects.filter(line=line, starts_at__in=starts)
    before = kept.filter(capacity__gt=0).count()
    slots = [Slot(line=line, starts_at=each, ends_at=each + length, capacity=capacity) for each in starts]
    Slot.objects.bulk_create(slots, ignore_conflicts=True)
    kept.filter(capacity=0).update(capacity=capacity)
    if new := kept.count() - before:
        days = f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m}–{last:%d/%m/%Y}"
        said = {"minutes": minutes, "capacity": capacity}
        record_change(
            "opened", kind=KIND, key=line.pk, by=by, at=at, after=said, line=line.letter, days=days, slots=new
        )
    return list(kept)


@transaction.atomic
def close_slots(line: Line, day: dt.date, *, by: Post, at: dt.datetime) -> int:
    """Take a day's slots away again, those to come; Denied while somebody has booked in one of them."""
    check_can_manage(line.shop, by=by, on=local(at).date())
    locked_lines(line.shop_id)
    rows = on_day(Slot.objects.filter(line=line, starts_at__gt=at), day)
    booked = Appointment.objects.filter(slot__in=rows, cancelled_at=None).count()
    if booked:
        raise Denied(_("Ngày ấy đã có %(n)d người hẹn: báo họ, hủy lịch hẹn của họ, rồi bỏ khung giờ.") % {"n": booked})
    gone = rows.filter(capacity__gt=0).count()
    if gone:
        rows.filter(appointments=None).delete()
        rows.update(capacity=0)
        record_change(
            "closed", kind=KIND, key=line.pk, by=by, at=at, line=line.letter, days=f"{day:%d/%m/%Y}", slots=gone
        )
    return gone


@transaction.atomic
def book_slot(
    slot: Slot, *, person: Person | None = None, ground: str = "", key: str = "", at: dt.datetime
) -> Appointment:
    """Book a place; the same key gets the same appointment again. Denied when it is full or over."""
    locked_lines(slot.line.shop_id)
    kept = Appointment.objects.filter(key=key).first() if key else None
    if kept is not None:
        return kept
    if slot.ends_at <= at:
        raise Denied(_("Khung giờ này đã qua: xin chọn khung khác."))
    if slot.appointments.filter(cancelled_at=None).count() >= slot.capacity:
        raise Denied(_("Khung giờ này đã đủ người: xin chọn khung khác."))
    if ground and ground not in grounds.grounds():
        raise Denied(_("Chưa rõ diện ưu tiên: xin chọn lại trong danh sách."), about="ground")
    return Appointment.objects.create(slot=slot, person=person, ground=ground, key=key or None, booked_at=at)


@transaction.atomic
def cancel_appointment(appointment: Appointment, *, at: dt.datetime) -> None:
    """Give the place back."""
    locked_lines(appointment.slot.line.shop_id)
    row = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if row.ticket_id is not None:
        raise Denied(_("Bạn đã lấy số theo lịch hẹn này: hủy số nếu không đợi nữa."))
    row.cancelled_at = row.cancelled_at or at
    row.save(update_fields=["cancelled_at"])


@transaction.atomic
def check_in(appointment: Appointment, *, by: Post | None = None, at: dt.datetime) -> Ticket:
    """Make the ticket of somebody who came by appointment, a little early or a little late; once."""
    locked_lines(appointment.slot.line.shop_id)
    row = Appointment.objects.select_related("slot__line", "person", "ticket__line").get(pk=appointment.pk)
    if row.ticket is not None:
        return row.ticket
    if row.cancelled_at is not None:
        raise Denied(_("Lịch hẹn này đã hủy: xin lấy số thường."))
    if not row.slot.starts_at - EARLY <= at <= row.slot.ends_at + LATE:
        span = f"{local(row.slot.starts_at):%H:%M} {local(row.slot.starts_at):%d/%m}"
        raise Denied(_("Lịch hẹn lúc %(span)s: đến sớm hoặc muộn quá 15 phút thì xin lấy số thường.") % {"span": span})
    ground = row.ground or grounds.APPOINTMENT
    row.ticket = take(row.slot.line, origin=Origin.APPOINTMENT, ground=ground, person=row.person, by=by, at=at)
    row.save(update_fields=["ticket"])
    return row.ticket
