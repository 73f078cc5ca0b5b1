"""May this happen to this ticket, by this post, now? The same rule hides the button and refuses the POST."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.rules import check_holds_post
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.lib.outcomes import Answer, Denied
from motcua.queues.grounds import grounds
from motcua.queues.models import Appointment, Line, Slot, StrayNumber, Ticket
from motcua.queues.states import AT_COUNTER, AppointmentState, TicketState, after
from motcua.worktime.calendars import working_calendar

PHONES_A_MINUTE = 20
EARLY, LATE = dt.timedelta(minutes=15), dt.timedelta(minutes=15)
type Window = tuple[dt.datetime, dt.datetime]
_SERVES = frozenset({Role.INTAKE.value})


def check_serves(*, by: Post, at: dt.datetime) -> None:
    """Raise Denied unless the post takes in, today, at a counter, and not to practise."""
    check_holds_post(by=by, at=at, roles=_SERVES)
    if by.counter_id is None:
        raise Denied(_("Bạn chưa được xếp quầy: nhờ quản trị xếp quầy rồi gọi."))
    if practice.is_on():
        raise Denied(_("Đang thực hành: không gọi người dân thật. Ra khỏi chế độ thực hành rồi gọi."))


def check_can_take(line: Line, *, ground: str = "", by: Post | None, at: dt.datetime) -> None:
    """Raise Denied unless the line is open; an officer takes a ticket at their own shop only."""
    if not line.active:
        raise Denied(_("Hàng này không mở: xin chọn hàng khác."))
    if ground and ground not in grounds():
        raise Denied(_("Chưa rõ diện ưu tiên: xin chọn lại trong danh sách."), about="ground")
    if practice.is_on():
        raise Denied(_("Đang thực hành: không lấy số của phòng chờ thật."))
    if by is not None:
        check_holds_post(by=by, at=at, roles=_SERVES)
        if by.agency_id != line.shop_id:
            raise Denied(_("Hàng này ở nơi khác."))


def is_open(line: Line, *, at: dt.datetime, also: Iterable[Window] = ()) -> bool:
    """Tell whether the shop is open at this moment: by its calendar, or in `also`, the hours of a service day."""
    if any(opens <= at < closes for opens, closes in also):
        return True
    calendar = working_calendar(line.shop.calendar_code())
    index = calendar.index(local(at).date())
    spans = calendar.spans[index]
    return any(calendar.moment(index, opens) <= at < calendar.moment(index, closes) for opens, closes in spans)


def check_can_take_by_phone(line: Line, *, lately: int, at: dt.datetime, also: Iterable[Window] = ()) -> None:
    """Raise Denied out of hours, and while more phones ask than a door lets in; `lately`: so many in a minute."""
    if not is_open(line, at=at, also=also):
        raise Denied(_("Ngoài giờ làm việc: xin lấy số khi nơi này mở cửa."))
    if lately >= PHONES_A_MINUTE:
        raise Denied(_("Đang có nhiều người lấy số bằng điện thoại: xin thử lại sau một phút, hoặc lấy số ở máy."))


def check_call_next(*, by: Post, at: dt.datetime, here: Ticket | None) -> None:
    """Raise Denied while somebody who was called to this counter has not been dealt with."""
    check_serves(by=by, at=at)
    if here is not None and here.state == TicketState.CALLED:
        raise Denied(
            _("Số %(label)s đang được gọi: bắt đầu làm, bỏ qua, hoặc ghi là không đến.") % {"label": here.label}
        )


def _check_at_my_counter(ticket: Ticket, *, by: Post) -> None:
    if ticket.state in AT_COUNTER and ticket.counter_id != by.counter_id:
        raise Denied(_("Số %(label)s đang ở quầy khác.") % {"label": ticket.label})


def _check_called_enough(ticket: Ticket, *, by: Post) -> None:
    _check_at_my_counter(ticket, by=by)
    if ticket.calls < ticket.line.calls_before_no_show:
        times = {"label": ticket.label, "n": ticket.line.calls_before_no_show}
        raise Denied(_("Gọi số %(label)s đủ %(n)d lần rồi mới ghi là không đến.") % times)


_CHECKS: dict[str, Callable[..., None]] = {"no_show": _check_called_enough}


def check(verb: str, ticket: Ticket, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied unless the table has this move from here, for this post, today, at its own shop."""
    check_serves(by=by, at=at)
    if ticket.line.shop_id != by.agency_id:
        raise Denied(_("Số này ở nơi khác."))
    if ticket.day != local(at).date():
        raise Denied(_("Số %(label)s của ngày khác: xin lấy số mới.") % {"label": ticket.label})
    if after(verb, TicketState(ticket.state)) is None:
        raise Denied(_("Số %(label)s đã qua bước này hoặc chưa đến bước này.") % {"label": ticket.label})
    _CHECKS.get(verb, _check_at_my_counter)(ticket, by=by)


def can(verb: str, ticket: Ticket, *, by: Post, at: dt.datetime) -> Answer:
    """Answer for a page."""
    try:
        check(verb, ticket, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def check_can_settle(stray: StrayNumber, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied once it is settled, for another shop's number, and for whoever does not take in or practises."""
    check_holds_post(by=by, at=at, roles=_SERVES)
    if stray.block.line.shop_id != by.agency_id:
        raise Denied(_("Số này ở nơi khác."))
    if practice.is_on():
        raise Denied(_("Đang thực hành: không xử lý số của phòng chờ thật."))
    if stray.settled_at is not None:
        raise Denied(_("Số %(label)s đã được xử lý: %(words)s") % {"label": stray.label, "words": stray.settlement})


def check_can_book(slot: Slot, *, by: Post | None, at: dt.datetime) -> None:
    """Raise Denied for a closed line and a slot that is over; an officer books at their own shop only."""
    if practice.is_on():
        raise Denied(_("Đang thực hành: không hẹn giờ ở phòng chờ thật."))
    if not slot.line.active:
        raise Denied(_("Hàng này không mở: xin chọn hàng khác."))
    if slot.ends_at <= at:
        raise Denied(_("Khung giờ này đã qua: xin chọn khung khác."))
    _check_at_own_shop(slot, by=by, at=at)


def _check_at_own_shop(slot: Slot, *, by: Post | None, at: dt.datetime) -> None:
    if by is not None:
        check_holds_post(by=by, at=at, roles=_SERVES)
        if by.agency_id != slot.line.shop_id:
            raise Denied(_("Lịch hẹn này ở nơi khác."))


def check_can_cancel(appointment: Appointment, *, by: Post | None, at: dt.datetime) -> None:
    """Raise Denied once there is a ticket: that is given up as a ticket."""
    _check_at_own_shop(appointment.slot, by=by, at=at)
    if appointment.ticket_id is not None:
        raise Denied(_("Bạn đã lấy số theo lịch hẹn này: hủy số nếu không đợi nữa."))


def check_can_check_in(appointment: Appointment, *, at: dt.datetime) -> None:
    """Raise Denied for what was cancelled, and for who comes much too early or too late."""
    if appointment.cancelled_at is not None:
        raise Denied(_("Lịch hẹn này đã hủy: xin lấy số thường."))
    slot = appointment.slot
    if not slot.starts_at - EARLY <= at <= slot.ends_at + LATE:
        span = f"{local(slot.starts_at):%H:%M %d/%m}"
        raise Denied(_("Lịch hẹn lúc %(span)s: đến sớm hoặc muộn quá 15 phút thì xin lấy số thường.") % {"span": span})


def can_check_in(appointment: Appointment, *, at: dt.datetime) -> Answer:
    """Answer for a page."""
    try:
        check_can_check_in(appointment, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def appointment_state(appointment: Appointment, *, at: dt.datetime) -> AppointmentState:
    """Tell where an appointment stands at a moment: nothing is written for who did not come."""
    if appointment.cancelled_at is not None:
        return AppointmentState.CANCELLED
    if appointment.ticket_id is not None:
        return AppointmentState.HERE
    late = at > appointment.slot.ends_at + LATE
    return AppointmentState.MISSED if late else AppointmentState.EXPECTED
