"""The hours by appointment: spans of time are opened for some days, and taken away again."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.accounts.rules import check_can_manage
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues.commands.hall import locked_lines
from motcua.queues.models import Appointment, Line, Slot
from motcua.queues.queries import on_day
from motcua.queues.rules import Window
from motcua.worktime.calendars import working_calendar

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
    rows = on_day(Slot.objects.filter(line=line, ends_at__gt=at), day)
    booked = Appointment.objects.filter(slot__in=rows, cancelled_at=None, ticket=None).count()
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
