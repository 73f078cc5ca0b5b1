"""Days that differ from their weekday, as a list: those of the authority's own calendar."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.dossiers.commands import recalculation
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken
from motcua.worktime.commands import DayChange
from motcua.worktime.models import DayException, DayKind

DATE, KIND, NAME, SOURCE = "Ngày", "Nghỉ hay làm bù", "Vì sao", "Theo văn bản"
# As they stand in a file, whatever language the screen speaks.
KINDS = {DayKind.OFF.value: "Nghỉ", DayKind.WORKING.value: "Làm bù", "USUAL": "Như thường lệ"}


def _days(post: Post) -> dict[dt.date, DayException]:
    kept = DayException.objects.filter(calendar__code=post.authority.calendar_code(), nature="local")
    return {day.date: day for day in kept.order_by("date")}


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return the days that this authority has said itself."""
    for day in _days(post).values():
        yield [sheets.shown(day.date), KINDS[day.kind], day.name, day.source]


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Say what one day shall be; open dossiers move with it, slips already given do not."""
    date = sheets.needed_day(cells, DATE)
    kind = sheets.one_of(cells, KIND, KINDS)
    kept = _days(by).get(date)
    if kind == "USUAL":
        change = DayChange(date, "")
        same = kept is None
    else:
        change = DayChange(date, kind, sheets.needed(cells, NAME, 120), sheets.needed(cells, SOURCE, 200))
        same = kept is not None and (kept.kind, kept.name, kept.source) == (kind, change.name, change.source)
    if same:
        return Taken.SAME
    recalculation.apply(change, by=by, at=at)
    return Taken.NEW if kept is None else Taken.CHANGED


SHEET = Sheet(
    name="calendar",
    title=gettext_lazy("Những ngày khác thường"),
    back="manage:calendar",
    columns=(
        Column(DATE, gettext_lazy("Như 25/11/2026; từ hôm nay trở đi.")),
        Column(KIND, gettext_lazy("Nghỉ, Làm bù, hoặc Như thường lệ để bỏ điều đã sửa.")),
        Column(NAME, gettext_lazy("Lý do, như «Bão số 9».")),
        Column(SOURCE, gettext_lazy("Số, ngày, cơ quan của văn bản.")),
    ),
    rows=rows,
    take=take,
)
