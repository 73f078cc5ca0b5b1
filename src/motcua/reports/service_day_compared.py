"""Days, places, before and after: the same numbers of parts of what was achieved, beside one another."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.reports.charts import Chart, scaled
from motcua.reports.service_day import Achieved, Times, Which, achieved
from motcua.reports.service_day_figures import length
from motcua.reports.service_day_places import Place, all_shops
from motcua.reports.statistics import share
from motcua.servicedays.models import Programme
from motcua.worktime.explanation import weekday_name

SPAN = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """One part: its name, and the numbers that are compared."""

    name: str
    first: dt.date
    last: dt.date
    place: int | None
    count: int
    took: Times
    same_visit: int | None
    kept: int | None
    filled: int | None

    @property
    def median(self) -> str:
        """The median in words."""
        return length(self.took.median)

    @property
    def ninth(self) -> str:
        """The 90th percentile in words."""
        return length(self.took.ninth)


def _row(part: Achieved, name: str, *, place: int | None = None) -> Row:
    count, kept, broken = (part.count(which) for which in (Which.TAKEN_IN, Which.KEPT, Which.BROKEN))
    return Row(
        name=name,
        first=part.first,
        last=part.last,
        place=place,
        count=count,
        took=part.took,
        same_visit=share(part.count(Which.SAME_VISIT), count),
        kept=share(kept, kept + broken),
        filled=part.filled,
    )


def of_shops(whole: Achieved, keys: Collection[int]) -> Achieved:
    """Return only what was taken in at some of the shops."""
    return replace(whole, cases=tuple(case for case in whole.cases if case.shop in keys))


def by_day(whole: Achieved) -> list[Row]:
    """Return a row for each day on which something was taken in, in their order."""
    return [
        _row(replace(whole, cases=tuple(cases), first=day, last=day), _day(day))
        for day, cases in groupby(whole.cases, key=lambda case: case.day)
    ]


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
    """Both spans of the same length around a day, of the procedures that the programme offers."""

    since: dt.date
    programme: str
    before: Row
    after: Row

    @property
    def rows(self) -> list[tuple[Row, str]]:
        """Both, for a table; neither has a page of its own."""
        return [(self.before, ""), (self.after, "")]


def before_and_after(
    several: Sequence[Place], *, since: dt.date, at: dt.datetime, programme: Programme | None = None
) -> BeforeAndAfter:
    """Return the month before a day and the month from it on; of a programme only what it offers (if anything)."""
    codes = () if programme is None else tuple(programme.offers.values_list("procedure_code", flat=True))
    before, after = (_span(several, codes, at, first) for first in (since - SPAN, since))
    return BeforeAndAfter(
        since, programme.name if programme else "", _row(before, _said(before)), _row(after, _said(after))
    )


def _span(several: Sequence[Place], codes: Collection[str], at: dt.datetime, first: dt.date) -> Achieved:
    last = first + SPAN - dt.timedelta(days=1)
    return achieved(all_shops(several), first=first, last=last, at=at, procedures=codes)


def _said(part: Achieved) -> str:
    return f"{part.first:%d/%m/%Y} – {part.last:%d/%m/%Y}"


def chart(rows: Sequence[Row], *, about: str) -> Chart | None:
    """Return the medians of rows as bars; None where nothing has one."""
    known = [(row, row.took.median) for row in rows if row.took.median is not None]
    if not known:
        return None
    quickest, median = min(known, key=lambda each: each[1])
    words = _("Nhanh nhất: %(name)s, trung vị %(took)s") if len(known) > 1 else _("%(name)s: trung vị %(took)s")
    return Chart(
        title=words % {"name": quickest.name, "took": length(median)},
        about=about,
        full=_("trung vị từ lấy số đến có kết quả"),
        groups=scaled((_named(row.name, row), [(length(took), took.total_seconds(), False)]) for row, took in known),
    )


def _named(name: str, row: Row) -> str:
    count = ngettext("%(n)d hồ sơ", "%(n)d hồ sơ", row.count) % {"n": row.count}
    return f"{name} · {count}"


def chart_around(found: BeforeAndAfter) -> Chart | None:
    """Return both medians as bars; the title says what became of the first."""
    before, after = found.before.took.median, found.after.took.median
    if before is None or after is None:
        return None
    words = _("Trung vị giảm từ %(before)s còn %(after)s")
    if after >= before:
        words = _("Trung vị từ %(before)s thành %(after)s")
    return Chart(
        title=words % {"before": length(before), "after": length(after)},
        about=_("Trung vị của ba mươi ngày trước mốc và ba mươi ngày từ mốc."),
        full=_("trung vị từ lấy số đến có kết quả"),
        groups=scaled(
            (_named(name, row), [(length(took), took.total_seconds(), False)])
            for name, row, took in ((_("Trước"), found.before, before), (_("Sau"), found.after, after))
        ),
    )
