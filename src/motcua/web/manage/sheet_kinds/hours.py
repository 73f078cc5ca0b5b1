"""Office hours, as a list: one row says what a weekday is worked from a day on."""

import datetime as dt
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.dossiers.commands import recalculation
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken
from motcua.worktime.calendars import hours_on
from motcua.worktime.commands import HoursChange
from motcua.worktime.models import Calendar

WEEKDAY, HOURS, STARTS = "Thứ", "Giờ làm việc", "Từ ngày"
# As they stand in a file, whatever language the screen speaks.
WEEKDAYS = dict(enumerate(("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")))
NOT_WORKED = "nghỉ"
_SPAN = re.compile(r"(\d{1,2})[:hg](\d{2})? ?[-–] ?(\d{1,2})[:hg](\d{2})?")

type Spans = tuple[tuple[dt.time, dt.time], ...]


def spans_of(text: str) -> Spans:
    """Return the spans of a day written 08:00–12:00; 13:00–17:00, or 8h-12h; none for «nghỉ»."""
    said = " ".join(text.split()).casefold()
    if said == NOT_WORKED:
        return ()
    try:
        return tuple(_span(part.strip()) for part in re.split("[;,]", said))
    except ValueError:
        told = {"column": HOURS, "text": text[:40]}
        raise Denied(
            _("Cột «%(column)s»: «%(text)s» không hiểu được, ghi như «08:00–12:00; 13:00–17:00» hoặc «nghỉ».") % told
        ) from None


def _span(text: str) -> tuple[dt.time, dt.time]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return dt.time(int(found[1]), int(found[2] or 0)), dt.time(int(found[3]), int(found[4] or 0))


def said(spans: Iterable[tuple[dt.time, dt.time]]) -> str:
    """Return spans as they stand in a cell."""
    return "; ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans) or NOT_WORKED


def _calendar(post: Post) -> Calendar:
    return Calendar.objects.get(code=post.authority.calendar_code())


def rows(post: Post, at: dt.datetime) -> Iterable[list[str]]:
    """Return what each weekday is worked today, and what was said ahead."""
    calendar, today = _calendar(post), local(at).date()
    ahead = calendar.hours.filter(valid_from__gt=today).order_by("valid_from").values_list("weekday", "valid_from")
    for weekday, day in [*((weekday, today) for weekday in WEEKDAYS), *dict.fromkeys(ahead)]:
        yield [WEEKDAYS[weekday], said(hours_on(calendar, weekday, day)), sheets.shown(day)]


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Say what one weekday is worked from a day on; open dossiers move with it, slips already given do not."""
    weekday = int(sheets.one_of(cells, WEEKDAY, {str(number): name for number, name in WEEKDAYS.items()}))
    spans, starts_on = spans_of(sheets.needed(cells, HOURS, 200)), sheets.needed_day(cells, STARTS)
    if tuple(hours_on(_calendar(by), weekday, starts_on)) == spans:
        return Taken.SAME
    recalculation.apply_hours(HoursChange(weekday, spans, starts_on), by=by, at=at)
    return Taken.CHANGED


SHEET = Sheet(
    name="hours",
    title=gettext_lazy("Giờ làm việc"),
    back="manage:calendar",
    columns=(
        Column(WEEKDAY, ", ".join(WEEKDAYS.values())),
        Column(HOURS, gettext_lazy("Như «08:00–12:00; 13:00–17:00», hoặc «nghỉ».")),
        Column(
            STARTS,
            gettext_lazy("Từ hôm nay trở đi; hạn của hồ sơ đang mở dời theo, giấy hẹn đã đưa thì giữ nguyên."),
        ),
    ),
    rows=rows,
    take=take,
)
