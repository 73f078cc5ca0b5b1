"""What may be said of a day in a calendar."""

import datetime as dt

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
