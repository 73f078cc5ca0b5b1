"""Deadline arithmetic: pure, exact to the microsecond, and quick whatever the length of the limit.

A `WorkingCalendar` is made once per calendar and keeps running totals, so that every question is two look-ups in sorted
lists. Moments are aware and mean wall-clock time in Vietnam; a moment is worked when opens ≤ t < closes. A due time may
be the very end of a worked span (12:00, 17:00): it is the end of the last working minute, not the start of the next.

Rules: NĐ 118/2025/NĐ-CP art. 17 as amended by NĐ 309/2026/NĐ-CP (the clock starts at acceptance), BLDS 2015
art. 147–148 (the day of receipt is not counted; an end on a day off moves to the next working day), Luật Hộ tịch 2014
art. 5.3 and NĐ 23/2015/NĐ-CP art. 7 (same-day procedures, 15:00).
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from motcua.lib.clock import TZ, local

Span = tuple[dt.time, dt.time]
Pause = tuple[dt.datetime, dt.datetime]

SAME_DAY_CUTOFF = dt.time(15)
_DAY = 86_400_000_000
_HOUR = 3_600_000_000


class LimitKind(StrEnum):
    """In what a time limit is counted."""

    SAME_DAY = "SAME_DAY"
    WORKING_HOURS = "WORKING_HOURS"
    WORKING_DAYS = "WORKING_DAYS"
    CALENDAR_DAYS = "CALENDAR_DAYS"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: so many of a kind. The value of SAME_DAY says nothing.

    What is received at the `cutoff` or later counts from the opening of the next working day (linked procedures: NĐ
    63/2024/NĐ-CP; law.md 1.6). That is not the 15:00 of SAME_DAY, which is kept in the kind itself.
    """

    kind: LimitKind
    value: int = 1
    cutoff: dt.time | None = None

    def __post_init__(self) -> None:
        if self.value < 1:
            raise ValueError(f"a limit of {self.value} is none")


class CalendarEnds(LookupError):  # noqa: N818 - it reads as what happened
    """The question reaches beyond the days that the calendar knows."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        super().__init__(f"the calendar covers {first:%Y-%m-%d} to {last:%Y-%m-%d}")
        self.first, self.last = first, last


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day differs from its weekday: a holiday, or (`working`) a swapped day that is worked."""

    name: str
    working: bool = False
    source: str = ""


def _of_day(time: dt.time | dt.datetime) -> int:
    return ((time.hour * 60 + time.minute) * 60 + time.second) * 1_000_000 + time.microsecond


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days `first` to `last`, the worked spans of each, and running totals over them.

    `spans[i]` are the worked spans of day i in microseconds since midnight; `before[i]` is the work done before day i;
    `rank[i]` the number of working days before day i; `worked` the indexes of the working days; `midnights[i]` the
    moment at which day i begins.
    """

    first: dt.date
    last: dt.date
    spans: Sequence[tuple[tuple[int, int], ...]]
    exceptions: Mapping[dt.date, DayOff] = field(default_factory=dict)
    before: Sequence[int] = field(init=False)
    rank: Sequence[int] = field(init=False)
    worked: Sequence[int] = field(init=False)
    midnights: Sequence[dt.datetime] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        totals = [sum(closes - opens for opens, closes in spans) for spans in self.spans]
        object.__setattr__(self, "before", [0, *accumulate(totals)])
        object.__setattr__(self, "rank", [0, *accumulate(int(bool(spans)) for spans in self.spans)])
        object.__setattr__(self, "worked", [i for i, spans in enumerate(self.spans) if spans])
        begin = dt.datetime(self.first.year, self.first.month, self.first.day, tzinfo=TZ)
        object.__setattr__(self, "midnights", [begin + dt.timedelta(days=i) for i in range(len(self.spans))])

    @classmethod
    def of_week(
        cls,
        first: dt.date,
        last: dt.date,
        hours: Mapping[int, Sequence[Span]],
        exceptions: Mapping[dt.date, DayOff] | None = None,
    ) -> "WorkingCalendar":
        """Make a calendar of one week's hours (0 is Monday); a swapped day off the week is worked like a Friday."""
        known = dict(exceptions or {})
        days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
        return cls(first, last, [day_spans(day, hours, known.get(day)) for day in days], known)

    def index(self, day: dt.date) -> int:
        """Return the position of `day`; CalendarEnds when it is not known."""
        index = day.toordinal() - self.first.toordinal()
        if not 0 <= index < len(self.spans):
            raise CalendarEnds(self.first, self.last)
        return index

    def moment(self, index: int, of_day: int) -> dt.datetime:
        """Return the aware moment at `of_day` microseconds of day `index`."""
        if not 0 <= index < len(self.spans):
            raise CalendarEnds(self.first, self.last)
        return self.midnights[index] + dt.timedelta(microseconds=of_day)

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether anything is worked on `day`."""
        return bool(self.spans[self.index(day)])


def day_spans(
    day: dt.date, hours: Mapping[int, Sequence[Span]], exception: DayOff | None
) -> tuple[tuple[int, int], ...]:
    """Return the worked spans of one day, in microseconds since midnight."""
    if exception is not None and not exception.working:
        return ()
    spans = hours.get(day.weekday(), ())
    if exception is not None and not spans:
        spans = hours.get(4, ())
    return tuple(sorted((_of_day(opens), _of_day(closes)) for opens, closes in spans))


def _place(calendar: WorkingCalendar, moment: dt.datetime) -> tuple[int, int]:
    here = local(moment)
    return calendar.index(here), _of_day(here)


def _elapsed(calendar: WorkingCalendar, index: int, of_day: int) -> int:
    """Return the work done from the beginning of the calendar to a moment."""
    done = calendar.before[index]
    for opens, closes in calendar.spans[index]:
        if of_day > opens:
            done += min(of_day, closes) - opens
    return done


def _when_done(calendar: WorkingCalendar, work: int) -> tuple[int, int]:
    """Return the earliest moment by which `work` has been done: the end of its last working minute."""
    index = bisect_left(calendar.before, work) - 1
    if index < 0 or index >= len(calendar.spans):
        raise CalendarEnds(calendar.first, calendar.last)
    left = work - calendar.before[index]
    for opens, closes in calendar.spans[index]:
        if left <= closes - opens:
            return index, opens + left
        left -= closes - opens
    raise AssertionError("the totals disagree with the spans")


def _forward(calendar: WorkingCalendar, index: int, of_day: int) -> tuple[int, int]:
    """Return the moment itself if it is worked, otherwise the next opening."""
    for opens, closes in calendar.spans[index]:
        if of_day < closes:
            return index, max(of_day, opens)
    place = calendar.rank[index + 1]
    if place >= len(calendar.worked):
        raise CalendarEnds(calendar.first, calendar.last)
    following = calendar.worked[place]
    return following, calendar.spans[following][0][0]


def _nth_working_day_after(calendar: WorkingCalendar, index: int, number: int) -> int:
    place = calendar.rank[index + 1] + number - 1
    if place >= len(calendar.worked):
        raise CalendarEnds(calendar.first, calendar.last)
    return calendar.worked[place]


def _due(calendar: WorkingCalendar, index: int, of_day: int, limit: Limit) -> tuple[int, int]:
    """Return when a limit that is counted from a worked moment ends."""
    match limit.kind:
        case LimitKind.WORKING_HOURS:
            return _when_done(calendar, _elapsed(calendar, index, of_day) + limit.value * _HOUR)
        case LimitKind.WORKING_DAYS:
            return _forward(calendar, _nth_working_day_after(calendar, index, limit.value), of_day)
        case LimitKind.CALENDAR_DAYS:
            end = index + limit.value
            if end >= len(calendar.spans):
                raise CalendarEnds(calendar.first, calendar.last)
            if not calendar.spans[end]:
                end = _nth_working_day_after(calendar, end, 1)
            return _forward(calendar, end, of_day)
        case LimitKind.SAME_DAY:
            late = of_day >= _of_day(SAME_DAY_CUTOFF)
            end = _nth_working_day_after(calendar, index, 1) if late else index
            return end, calendar.spans[end][-1][1]


def _counted(calendar: WorkingCalendar, received_at: dt.datetime, limit: Limit) -> tuple[int, int]:
    index, of_day = _forward(calendar, *_place(calendar, received_at))
    if limit.cutoff is None or of_day < _of_day(limit.cutoff):
        return index, of_day
    following = _nth_working_day_after(calendar, index, 1)
    return following, calendar.spans[following][0][0]


def counted_from(calendar: WorkingCalendar, received_at: dt.datetime, limit: Limit) -> dt.datetime:
    """Return the moment from which a limit is counted for what is received at `received_at`."""
    return calendar.moment(*_counted(calendar, received_at, limit))


def next_working_moment(calendar: WorkingCalendar, moment: dt.datetime) -> dt.datetime:
    """Return `moment` if it is worked, otherwise the next opening: what a receipt counts from."""
    return calendar.moment(*_forward(calendar, *_place(calendar, moment)))


def is_working_moment(calendar: WorkingCalendar, moment: dt.datetime) -> bool:
    """Tell whether the office works at `moment` (opens ≤ moment < closes)."""
    index, of_day = _place(calendar, moment)
    return any(opens <= of_day < closes for opens, closes in calendar.spans[index])


def working_time_between(calendar: WorkingCalendar, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """Return the working time from `start` to `end`; negative when `end` comes first."""
    work = _elapsed(calendar, *_place(calendar, end)) - _elapsed(calendar, *_place(calendar, start))
    return dt.timedelta(microseconds=work)


def _merged(pauses: Iterable[Pause], since: dt.datetime) -> list[Pause]:
    """Return the pauses after `since`, those that overlap made one."""
    merged: list[Pause] = []
    for start, end in sorted((max(start, since), end) for start, end in pauses if end > since):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def due_at(
    calendar: WorkingCalendar, received_at: dt.datetime, limit: Limit, pauses: Iterable[Pause] = ()
) -> dt.datetime:
    """Return by when a dossier received at `received_at` is due.

    Each pause pushes the due time by exactly the working time it took, once even where pauses overlap.
    Raises CalendarEnds when the answer lies beyond the calendar, ValueError for a naive moment.
    """
    index, of_day = _counted(calendar, received_at, limit)
    end = calendar.moment(*_due(calendar, index, of_day, limit))
    return pushed(calendar, end, pauses, since=received_at) if pauses else end


def pushed(calendar: WorkingCalendar, due: dt.datetime, pauses: Iterable[Pause], *, since: dt.datetime) -> dt.datetime:
    """Return a due time pushed by the working time of the pauses after `since`, once even where they overlap."""
    paused = dt.timedelta(0)
    for start, stop in _merged(pauses, since):
        paused += working_time_between(calendar, start, stop)
    if not paused:
        return due
    work = _elapsed(calendar, *_place(calendar, due)) + paused // dt.timedelta(microseconds=1)
    return calendar.moment(*_when_done(calendar, work))


def closing_of(calendar: WorkingCalendar, moment: dt.datetime) -> dt.datetime:
    """Return when the working day of a worked moment ends."""
    index = calendar.index(local(moment))
    return calendar.moment(index, calendar.spans[index][-1][1])


def opening_after(calendar: WorkingCalendar, moment: dt.datetime) -> dt.datetime:
    """Return when the working day after that of `moment` begins."""
    index = _nth_working_day_after(calendar, calendar.index(local(moment)), 1)
    return calendar.moment(index, calendar.spans[index][0][0])


def nth_working_day_after(calendar: WorkingCalendar, day: dt.date, number: int) -> dt.date:
    """Return the working day that comes so many working days after `day`; the day itself is not counted."""
    return local(calendar.midnights[_nth_working_day_after(calendar, calendar.index(day), number)]).date()


def closing_before(calendar: WorkingCalendar, day: dt.date) -> dt.datetime:
    """Return the close of business of the last working day before `day`."""
    place = calendar.rank[calendar.index(day)] - 1
    if place < 0:
        raise CalendarEnds(calendar.first, calendar.last)
    index = calendar.worked[place]
    return calendar.moment(index, calendar.spans[index][-1][1])


def latest_receipt(calendar: WorkingCalendar, due: dt.datetime, limit: Limit) -> dt.datetime:
    """Return the latest moment at which a dossier may be received and still be due by `due`.

    Found by halving: first the latest day whose first moment is early enough, then the moment of that day.
    """
    aim = local(due)

    def in_time(index: int, of_day: int) -> bool:
        try:
            return due_at(calendar, calendar.moment(index, of_day), limit) <= aim
        except CalendarEnds:
            return False

    days = range(calendar.index(aim.date()) + 1)
    day = bisect_right(days, False, key=lambda index: not in_time(index, 0)) - 1
    if day < 0:
        raise CalendarEnds(calendar.first, calendar.last)
    of_day = bisect_right(range(_DAY), False, key=lambda place: not in_time(day, place)) - 1
    return calendar.moment(day, of_day)
