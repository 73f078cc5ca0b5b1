"""Appointments: a place in a slot is booked, given back, and becomes a ticket when the person comes."""

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.events.record import record
from motcua.lib.clock import TZ
from motcua.lib.outcomes import Denied
from motcua.people.account_rules import PHONE, bare_phone
from motcua.people.models import Person
from motcua.queues import grounds, rules
from motcua.queues.commands.hall import locked_lines
from motcua.queues.commands.taking import take
from motcua.queues.models import Appointment, Origin, Slot, Ticket

MOST_A_DEVICE = 2
_LATELY = dt.timedelta(minutes=1)
_FORGOTTEN = dt.timedelta(days=1)


def _told(row: Appointment, name: str, *, by: Post | None, at: dt.datetime) -> Appointment:
    """Save it and record what happened; the telephone never stands in the record. The caller holds the hall."""
    row.save()
    letter, starts_at = row.slot.line.letter, row.slot.starts_at.isoformat()
    record(stream=row.stream, name=f"appointment.{name}", by=by, at=at, line=letter, starts_at=starts_at)
    return row


@transaction.atomic
def book_slot(
    slot: Slot,
    *,
    person: Person | None = None,
    ground: str = "",
    phone: str = "",
    device: str = "",
    key: str = "",
    by: Post | None = None,
    at: dt.datetime,
) -> Appointment:
    """Book a place; the same key gets the same appointment again. Denied when it is full, over, or taken away."""
    locked_lines(slot.line.shop_id)
    kept = Appointment.objects.filter(key=key).first() if key else None
    if kept is not None:
        return kept
    row = Slot.objects.select_related("line").filter(pk=slot.pk).first()
    _check(row, by=by, at=at)
    if ground and ground not in grounds.grounds():
        raise Denied(_("Chưa rõ diện ưu tiên: xin chọn lại trong danh sách."), about="ground")
    said: dict[str, Any] = {"slot": row, "person": person, "ground": ground, "key": key or None, "booked_at": at}
    said["phone"] = _phone(phone)
    if device:
        _check_device(slot, device, at=at)
    return _told(Appointment(**said, device=device, code=_code(slot, at=at)), "booked", by=by, at=at)


def _check(slot: Slot | None, *, by: Post | None, at: dt.datetime) -> None:
    if slot is None or slot.capacity == 0:
        raise Denied(_("Khung giờ này không còn nhận hẹn: xin chọn khung khác."))
    rules.check_can_book(slot, by=by, at=at)
    if slot.appointments.filter(cancelled_at=None).count() >= slot.capacity:
        raise Denied(_("Khung giờ này đã đủ người: xin chọn khung khác."))


def _phone(text: str) -> str:
    number = bare_phone(text)
    if number and not PHONE.fullmatch(number):
        raise Denied(_("Số điện thoại có 9 đến 11 chữ số, bắt đầu bằng 0; không có thì để trống."), about="phone")
    return number


def _check_device(slot: Slot, device: str, *, at: dt.datetime) -> None:
    """Raise Denied while this telephone has its appointments, and while more book at once than people would."""
    here = Appointment.objects.filter(slot__line__shop=slot.line.shop_id)
    if here.filter(device=device, slot__ends_at__gt=at, cancelled_at=None, ticket=None).count() >= MOST_A_DEVICE:
        raise Denied(_("Điện thoại này đã có %(n)d lịch hẹn: hủy một lịch rồi hẹn lại.") % {"n": MOST_A_DEVICE})
    if here.exclude(device="").filter(booked_at__gt=at - _LATELY).count() >= rules.PHONES_A_MINUTE:
        raise Denied(_("Đang có nhiều người hẹn giờ: xin thử lại sau một phút."))


def _code(slot: Slot, *, at: dt.datetime) -> str:
    """Return six digits that no appointment to come at this shop has, to be typed at the kiosk or read out."""
    coming = Appointment.objects.filter(slot__line__shop=slot.line.shop_id, slot__ends_at__gt=at - _FORGOTTEN)
    used = set(coming.values_list("code", flat=True))
    while (code := f"{secrets.randbelow(1_000_000):06d}") in used:
        pass
    return code


@task()
def forget_phones(day: str) -> int:
    """Erase the numbers to call of appointments up to the end of a day in ISO: they were kept for those alone."""
    end = dt.datetime.combine(dt.date.fromisoformat(day) + dt.timedelta(days=1), dt.time(), tzinfo=TZ)
    return Appointment.objects.filter(slot__starts_at__lt=end).exclude(phone="").update(phone="")


@transaction.atomic
def cancel_appointment(appointment: Appointment, *, by: Post | None = None, at: dt.datetime) -> None:
    """Give the place back; cancelled twice it stays cancelled."""
    locked_lines(appointment.slot.line.shop_id)
    row = Appointment.objects.select_related("slot__line").get(pk=appointment.pk)
    rules.check_can_cancel(row, by=by, at=at)
    if row.cancelled_at is None:
        row.cancelled_at, row.phone = at, ""
        _told(row, "cancelled", by=by, at=at)


@transaction.atomic
def check_in(appointment: Appointment, *, by: Post | None = None, at: dt.datetime) -> Ticket:
    """Make the ticket of somebody who came by appointment, a little early or a little late; once."""
    locked_lines(appointment.slot.line.shop_id)
    row = Appointment.objects.select_related("slot__line", "person", "ticket__line").get(pk=appointment.pk)
    if row.ticket is not None:
        return row.ticket
    rules.check_can_check_in(row, at=at)
    ground = row.ground or grounds.APPOINTMENT
    row.ticket = take(row.slot.line, origin=Origin.APPOINTMENT, ground=ground, person=row.person, by=by, at=at)
    row.phone = ""
    _told(row, "checked_in", by=by, at=at)
    return row.ticket
