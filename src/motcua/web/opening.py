"""When a shop is open: its working hours and, beside them, the hours of the service days that run there."""

import datetime as dt

from motcua.agencies.models import Agency
from motcua.servicedays.models import Programme
from motcua.servicedays.queries.programmes import is_day_off
from motcua.servicedays.spans import Span, merged
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds

_A_DAY = dt.timedelta(days=1)


def windows(shop: Agency, first: dt.date, last: dt.date | None = None) -> tuple[Span, ...]:
    """Return when a shop is open from a day to a day, in order; days that its calendar does not know are closed."""
    calendar = working_calendar(shop.calendar_code())
    programmes = list(Programme.objects.filter(places=shop))
    found: list[Span] = []
    for n in range(((last or first) - first).days + 1):
        day = first + n * _A_DAY
        try:
            index = calendar.index(day)
        except CalendarEnds:
            continue
        found += [
            (calendar.moment(index, opens), calendar.moment(index, ends)) for opens, ends in calendar.spans[index]
        ]
        off = is_day_off(shop, day) if programmes else False
        running = (row for row in programmes if row.runs_on(day, day_off=off))
        found += [span for row in running for span in row.spans_on(day)]
    return merged(found)
