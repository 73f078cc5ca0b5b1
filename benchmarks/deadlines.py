"""One deadline: our engine beside pandas' CustomBusinessHour and NumPy's busday functions, on the same calendar."""

import argparse
import datetime as dt
from collections.abc import Iterator
from functools import partial
from operator import add

import numpy as np
import pandas as pd

from benchmarks.timing import Line, in_words, microseconds
from motcua.lib.clock import TZ
from motcua.worktime.deadlines import Limit, LimitKind, WorkingCalendar, due_at
from motcua.worktime.shipped import shipped_calendar

RECEIVED = dt.datetime(2026, 2, 11, 9, 20, tzinfo=TZ)
MOMENT, DAY = pd.Timestamp(RECEIVED).tz_localize(None), np.datetime64(RECEIVED.date())
HOURS = (("08:00", "12:00"), ("13:00", "17:00"))


def _holidays(calendar: WorkingCalendar) -> list[dt.date]:
    """Return the weekdays that nobody works; swapped Saturdays neither library can be told of together with hours."""
    days = (dt.date(2026, 1, 1) + dt.timedelta(days=i) for i in range(730))
    return [day for day in days if day.weekday() < 5 and not calendar.is_working_day(day)]


def measure(_options: argparse.Namespace) -> Iterator[Line]:
    """Compare working hours with pandas, working days with NumPy."""
    calendar = shipped_calendar(None)
    holidays = _holidays(calendar)
    for hours, aim, least in ((24, "≥ 10 lần", 10.0), (2000, "≥ 1 lần", 1.0)):
        limit = Limit(LimitKind.WORKING_HOURS, hours)
        opens, closes = zip(*HOURS, strict=True)
        offset = pd.offsets.CustomBusinessHour(n=hours, start=opens, end=closes, holidays=holidays)
        ours = microseconds(partial(due_at, calendar, RECEIVED, limit))
        theirs = microseconds(partial(add, MOMENT, offset))
        ratio = theirs / ours
        what = f"Hạn {hours} giờ làm việc, cạnh pandas CustomBusinessHour"
        yield Line(what, in_words(ours), in_words(theirs), ratio, aim, ratio >= least)
    for days in (3, 250):
        limit = Limit(LimitKind.WORKING_DAYS, days)
        known = np.busdaycalendar(holidays=holidays)
        ours = microseconds(partial(due_at, calendar, RECEIVED, limit))
        theirs = microseconds(partial(np.busday_offset, DAY, days, busdaycal=known))
        what = f"Hạn {days} ngày làm việc, cạnh NumPy busday_offset (chỉ tính ngày)"
        yield Line(what, in_words(ours), in_words(theirs), theirs / ours)
