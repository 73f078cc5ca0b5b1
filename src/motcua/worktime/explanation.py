"""Why this date? The days that were counted, and why the others were not."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.lib.clock import local
from motcua.worktime.deadlines import (
    SAME_DAY_CUTOFF,
    Limit,
    LimitKind,
    Pause,
    WorkingCalendar,
    counted_from,
    due_at,
    is_working_moment,
    working_time_between,
)


@dataclass(frozen=True, slots=True)
class DayNote:
    """One day between receipt and due time, and what it meant."""

    date: dt.date
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due time with its reasons, in sentences."""

    received_at: dt.datetime
    counted_from: dt.datetime
    due_at: dt.datetime
    limit: str
    start: str
    days: tuple[DayNote, ...]
    pauses: tuple[str, ...]


def limit_in_words(limit: Limit) -> str:
    """Return a limit as it is said: 3 ngày làm việc."""
    match limit.kind:
        case LimitKind.SAME_DAY:
            return _("trong ngày (nhận từ 15 giờ: ngày làm việc tiếp theo)")
        case LimitKind.WORKING_HOURS:
            return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", limit.value) % {"n": limit.value}
        case LimitKind.WORKING_DAYS:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", limit.value) % {"n": limit.value}
        case LimitKind.CALENDAR_DAYS:
            return ngettext("%(n)s ngày", "%(n)s ngày", limit.value) % {"n": limit.value}


WEEKDAYS = (
    gettext_lazy("thứ Hai"), gettext_lazy("thứ Ba"), gettext_lazy("thứ Tư"), gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"), gettext_lazy("thứ Bảy"), gettext_lazy("Chủ nhật"),
)  # fmt: skip
"""Monday first."""


def weekday_name(day: dt.date) -> str:
    """Return the name of the day of the week."""
    return str(WEEKDAYS[day.weekday()])


def spans_in_words(spans: Iterable[tuple[dt.time, dt.time]]) -> str:
    """Return the worked spans of a day: 08:00–12:00, 13:00–17:00; or that it is not worked."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans) or _("nghỉ")


def moment_in_words(moment: dt.datetime) -> str:
    """Return a moment as a person says it: 14:10 thứ Năm 26/02/2026."""
    here = local(moment)
    return f"{here:%H:%M} {weekday_name(here)} {here:%d/%m/%Y}"


def why_off(calendar: WorkingCalendar, day: dt.date) -> str:
    """Return why nothing is worked on `day`."""
    exception = calendar.exceptions.get(day)
    if exception is not None and not exception.working:
        return f"{exception.name} ({exception.source})" if exception.source else exception.name
    return _("nghỉ cuối tuần")


def _why_worked(calendar: WorkingCalendar, day: dt.date) -> str:
    exception = calendar.exceptions.get(day)
    if exception is None or not exception.working:
        return ""
    return f"{exception.name} ({exception.source})" if exception.source else exception.name


def _numbered(text: str, swapped: str) -> str:
    return f"{text} · {swapped}" if swapped else text


def _start(calendar: WorkingCalendar, received: dt.datetime, counted: dt.datetime, limit: Limit) -> str:
    if received == counted:
        return _("Nhận lúc %(at)s, trong giờ làm việc: tính từ lúc nhận.") % {"at": moment_in_words(received)}
    if not calendar.is_working_day(received.date()):
        why = why_off(calendar, received.date())
    elif counted.date() == received.date():
        why = _("ngoài giờ làm việc")
    elif limit.cutoff is not None and is_working_moment(calendar, received):
        why = _("từ %(hour)s giờ trở đi") % {"hour": limit.cutoff.hour}
    else:
        why = _("sau giờ làm việc")
    return _("Nhận lúc %(at)s (%(why)s): tính từ %(counted)s.") % {
        "at": moment_in_words(received),
        "why": why,
        "counted": moment_in_words(counted),
    }


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)


def _hours(work: dt.timedelta) -> str:
    minutes = round(work.total_seconds() / 60)
    return (
        _("%(h)s giờ %(m)s phút") % {"h": minutes // 60, "m": minutes % 60}
        if minutes % 60
        else _("%(h)s giờ") % {"h": minutes // 60}
    )


def _note(calendar: WorkingCalendar, day: dt.date, limit: Limit, counted: dt.datetime, due: dt.datetime) -> DayNote:
    """Say what one day meant for a limit; `number` of a counted day is its place among the counted ones."""
    if limit.kind is LimitKind.CALENDAR_DAYS:
        return _calendar_note(calendar, day, limit, counted)
    if not calendar.is_working_day(day):
        return DayNote(day, counted=False, reason=why_off(calendar, day))
    swapped = _why_worked(calendar, day)
    if limit.kind is LimitKind.WORKING_HOURS:
        midnight = dt.datetime.combine(day, dt.time(), tzinfo=counted.tzinfo)
        work = working_time_between(calendar, max(counted, midnight), min(due, midnight + dt.timedelta(days=1)))
        return DayNote(day, counted=True, reason=_numbered(_hours(work), swapped))
    if day == counted.date():
        same_day = limit.kind is LimitKind.SAME_DAY
        if same_day and counted.time() < SAME_DAY_CUTOFF:
            return DayNote(day, counted=True, reason=_numbered(_("nhận trước 15 giờ, trả trong ngày"), swapped))
        reason = _("nhận từ 15 giờ trở đi, không tính") if same_day else _("ngày nhận, không tính")
        return DayNote(day, counted=False, reason=reason)
    number = sum(calendar.is_working_day(other) for other in _days(counted.date(), day)) - 1
    return DayNote(day, counted=True, reason=_numbered(_("ngày làm việc thứ %(n)s") % {"n": number}, swapped))


def _calendar_note(calendar: WorkingCalendar, day: dt.date, limit: Limit, counted: dt.datetime) -> DayNote:
    number = (day - counted.date()).days
    if number == 0:
        return DayNote(day, counted=False, reason=_("ngày nhận, không tính"))
    if number < limit.value:
        return DayNote(day, counted=True, reason=_("ngày thứ %(n)s") % {"n": number})
    if not calendar.is_working_day(day):
        reason = _("hết hạn vào ngày nghỉ, lùi sang ngày làm việc sau: %(why)s") % {"why": why_off(calendar, day)}
        return DayNote(day, counted=number == limit.value, reason=reason)
    reason = _("ngày thứ %(n)s") % {"n": number} if number == limit.value else _("ngày làm việc kế tiếp")
    return DayNote(day, counted=True, reason=_numbered(reason, _why_worked(calendar, day)))


def explain(
    calendar: WorkingCalendar, received_at: dt.datetime, limit: Limit, pauses: Sequence[Pause] = ()
) -> Explanation:
    """Return the due time with its reasons; the same arithmetic as `due_at`, told day by day."""
    received = local(received_at)
    counted = counted_from(calendar, received, limit)
    unpaused, due = due_at(calendar, received, limit), due_at(calendar, received, limit, pauses)
    notes = [
        DayNote(day, counted=False, reason=why_off(calendar, day))
        for day in _days(received.date(), counted.date())
        if day < counted.date() and not calendar.is_working_day(day)
    ]
    notes += [_note(calendar, day, limit, counted, unpaused) for day in _days(counted.date(), unpaused.date())]
    told = tuple(
        _("Tạm dừng từ %(start)s đến %(end)s: đẩy hạn thêm %(work)s làm việc.")
        % {
            "start": moment_in_words(start),
            "end": moment_in_words(end),
            "work": _hours(working_time_between(calendar, start, end)),
        }
        for start, end in sorted(pauses)
    )
    return Explanation(
        received, counted, due, limit_in_words(limit), _start(calendar, received, counted, limit), tuple(notes), told
    )
