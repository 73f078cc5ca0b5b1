"""Days, places, before and after: the same numbers of parts of what was achieved, beside one another."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from motcua.lib.statistics import Times
from motcua.reports.charts import Chart, scaled
from motcua.reports.service_day.achieved import Achieved, Which, achieved
from motcua.reports.service_day.figures import Figure, comparison, how_many, length
from motcua.reports.service_day.places import Place, all_shops
from motcua.reports.service_day.spans import Span, Spans
from motcua.worktime.explanation import weekday_name


@dataclass(frozen=True, slots=True)
class Row:
    """One part: its name, its days, whose it is, and the numbers that are compared."""

    name: str
    span: Span
    place: int | None
    count: int
    took: Times
    figures: tuple[Figure, ...]


def _row(part: Achieved, name: str, *, place: int | None = None) -> Row:
    span = Span(part.first, part.last)
    return Row(name, span, place, part.count(Which.TAKEN_IN), part.took, comparison(part))


def of_shops(whole: Achieved, keys: Collection[int]) -> Achieved:
    """Return only what is counted at some of the shops."""
    return whole.where(lambda each: each.shop in keys)


def by_day(whole: Achieved) -> list[Row]:
    """Return a row for each day on which something was taken in, in their order."""
    parts = sorted(whole.split(lambda each: each.day).items())
    return [_row(replace(part, first=day, last=day), _day(day)) for day, part in parts if part.cases]


def _day(day: dt.date) -> str:
    name = weekday_name(day)
    return f"{name[:1].upper()}{name[1:]} {day:%d/%m}"


def by_place(whole: Achieved, several: Sequence[Place]) -> list[Row]:
    """Return a row for each place, the quickest first; those where nothing was taken in at the end."""
    rows = []
    for place in several:
        here = frozenset(shop.pk for shop in place.shops)
        rows.append(_row(of_shops(whole, here), place.committee.short_name, place=place.committee.pk))
    late = dt.timedelta.max
    return sorted(rows, key=lambda row: (row.took.median or late, -row.count, row.name))


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """Two spans beside one another, of the procedures that a programme offers."""

    before: Row
    after: Row

    @property
    def rows(self) -> list[Row]:
        """Both, for a table."""
        return [self.before, self.after]


def before_and_after(
    several: Sequence[Place], spans: Spans, *, at: dt.datetime, procedures: Collection[str] = ()
) -> BeforeAndAfter:
    """Return both spans; of some procedures alone where they are named."""
    shops = all_shops(several)
    before, after = (
        _row(achieved(shops, first=span.first, last=span.last, at=at, procedures=procedures), str(span))
        for span in (spans.before, spans.after)
    )
    return BeforeAndAfter(before, after)


def chart(rows: Sequence[Row], *, about: str) -> Chart | None:
    """Return the medians of rows as bars; None where nothing has one."""
    known = [(row, row.took.median) for row in rows if row.took.median is not None]
    if not known:
        return None
    quickest, median = min(known, key=lambda each: each[1])
    equals = sum(took == median for _row, took in known)
    said = {"name": quickest.name, "took": length(median), "n": equals, "all": len(known)}
    words = _("%(name)s: trung vị %(took)s")
    if equals > 1:
        words = _("Nhanh nhất: trung vị %(took)s, ở %(n)d trong %(all)d")
    elif len(known) > 1:
        words = _("Nhanh nhất: %(name)s, trung vị %(took)s")
    return Chart(
        title=words % said,
        about=about,
        full=_("trung vị từ lấy số đến có kết quả"),
        groups=scaled((_named(row.name, row), [(length(took), took.total_seconds(), False)]) for row, took in known),
    )


def _named(name: str, row: Row) -> str:
    return f"{name} · {how_many(row.count, Which.TAKEN_IN)}"


def chart_around(found: BeforeAndAfter) -> Chart | None:
    """Return both medians as bars; the title says what became of the first."""
    before, after = found.before.took.median, found.after.took.median
    if before is None or after is None:
        return None
    said = {"before": length(before), "after": length(after)}
    words = _("Trung vị từ %(before)s thành %(after)s")
    if said["before"] == said["after"]:
        words = _("Trung vị không đổi: %(after)s")
    elif after < before:
        words = _("Trung vị giảm từ %(before)s còn %(after)s")
    return Chart(
        title=words % said,
        about=_("Trung vị của khoảng trước và của khoảng sau."),
        full=_("trung vị từ lấy số đến có kết quả"),
        groups=scaled(
            (_named(name, row), [(length(took), took.total_seconds(), False)])
            for name, row, took in ((_("Trước"), found.before, before), (_("Sau"), found.after, after))
        ),
    )
