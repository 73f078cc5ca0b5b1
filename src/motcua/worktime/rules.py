"""What may be said of a day in a calendar."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from motcua.lib.outcomes import Denied
from motcua.worktime.models import Calendar


def check_can_edit_day(calendar: Calendar, day: dt.date, *, today: dt.date) -> None:
    """Raise Denied for a day that is over, or that the calendar does not cover: what was counted stays counted."""
    if day < today:
        raise Denied(_("Chỉ sửa được từ hôm nay trở đi: những ngày đã qua đã được tính."))
    if not calendar.covers_from <= day <= calendar.covers_to:
        span = {"first": f"{calendar.covers_from:%d/%m/%Y}", "last": f"{calendar.covers_to:%d/%m/%Y}"}
        raise Denied(_("Lịch này chỉ có từ %(first)s đến %(last)s.") % span)


def check_spans(spans: Sequence[tuple[dt.time, dt.time]]) -> None:
    """Raise Denied unless each span ends after it begins, and none begins before the one before it has ended."""
    for opens, closes in spans:
        if closes <= opens:
            raise Denied(_("Giờ đóng cửa phải sau giờ mở cửa: %(span)s.") % {"span": f"{opens:%H:%M}–{closes:%H:%M}"})
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise Denied(_("Các khoảng giờ chồng lên nhau: ghi theo thứ tự trong ngày, như 08:00–12:00; 13:00–17:00."))
