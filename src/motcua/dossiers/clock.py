"""What is promised when a dossier is taken in, and by when it is due whatever happened since: pure."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from motcua.lib.clock import local
from motcua.procedures.definition import HOURS_PER_WORKING_DAY, Definition, SlipRule
from motcua.worktime.deadlines import (
    SAME_DAY_CUTOFF,
    Limit,
    LimitKind,
    Pause,
    WorkingCalendar,
    closing_before,
    closing_of,
    counted_from,
    due_at,
    next_working_moment,
    opening_after,
    pushed,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is said to the citizen at intake, with its reason.

    `due_at` is the law's clock, `promised_at` what was said (None for a procedure without a limit); `in_visit`: the
    result is handed over in this visit and no slip is owed.
    """

    counted_from: dt.datetime | None
    due_at: dt.datetime | None
    promised_at: dt.datetime | None
    in_visit: bool
    slip_owed: bool
    reason: str
    limit: Limit | None


def _work_left(definition: Definition, case: str) -> Limit:
    """Return the working hours of the steps after intake, an hour at least: how long the visit may take."""
    hours = sum([*definition.step_hours(case).values()][1:])
    return Limit(LimitKind.WORKING_HOURS, max(1, round(hours)))


def step_due(
    hours: float, *, sent_at: dt.datetime, due: dt.datetime | None, calendar: WorkingCalendar
) -> dt.datetime | None:
    """Return by when a step is due that was sent at a moment: after its hours, never after the dossier itself.

    Of a dossier that is late already the step keeps its own hours: the routing slip says of each unit what it took, and
    the next one does not answer for the one before. None for a step of less than an hour, which has no time of its own.
    """
    if hours < 1:
        return None
    own = due_at(calendar, sent_at, Limit(LimitKind.WORKING_HOURS, round(hours)))
    return own if due is None or due <= sent_at else min(own, due)


def promise(
    *,
    definition: Definition,
    case: str,
    received_at: dt.datetime,
    calendar: WorkingCalendar,
    own: Limit | None = None,
) -> Promise:
    """Say what may be promised for a dossier received at `received_at`.

    A same-day procedure received before 15:00 is returned in the same session and owes no slip; received later it owes
    a slip with hour and day (TT 01/2020/TT-BTP art. 2; Luật Hộ tịch 2014 art. 5.3; law.md 1.5). Every dossier has its
    code and its record either way. `own` is the limit of the decision by which another agency lent its competence.
    """
    limit = own or definition.limit_for(case)
    if limit is None:
        counted = next_working_moment(calendar, received_at)
        reason = _("Thủ tục làm theo đợt, không có thời hạn cho từng hồ sơ.")
        return Promise(counted, None, None, in_visit=False, slip_owed=True, reason=reason, limit=None)
    counted, due = counted_from(calendar, received_at, limit), due_at(calendar, received_at, limit)
    if limit.kind is not LimitKind.SAME_DAY:
        reason = _("Thủ tục có thời hạn: giấy hẹn ghi rõ giờ, ngày trả.")
        owed = definition.slip_rule is not SlipRule.NEVER
        return Promise(counted, due, due, in_visit=False, slip_owed=owed, reason=reason, limit=limit)
    usual = Promise(counted, due, due, in_visit=True, slip_owed=True, reason="", limit=limit)
    work = _work_left(definition, case)
    return _same_day(definition.slip_rule, work, calendar, (local(received_at), local(counted)), usual)


def deferred(said: Promise) -> Promise:
    """Return what is said of a dossier that another authority settles: nothing counts before it has received it."""
    reason = _("Nơi khác giải quyết: thời hạn tính từ khi cơ quan có thẩm quyền nhận hồ sơ.")
    return Promise(None, None, None, in_visit=False, slip_owed=True, reason=reason, limit=said.limit)


def _same_day(
    slip_rule: SlipRule, work: Limit, calendar: WorkingCalendar, times: tuple[dt.datetime, dt.datetime], usual: Promise
) -> Promise:
    """Say whether a same-day procedure is returned in this visit; `usual` has the due time of the law."""
    received, counted = times
    if counted.date() != received.date():
        reason = _("Nhận ngoài giờ làm việc: trả vào ngày làm việc tiếp theo, có giấy hẹn.")
        return replace(usual, in_visit=False, reason=reason)
    if counted.time() >= SAME_DAY_CUTOFF:
        reason = _("Nhận từ 15 giờ trở đi: trả vào ngày làm việc tiếp theo, có giấy hẹn.")
        return replace(usual, in_visit=False, reason=reason)
    if slip_rule is SlipRule.ALWAYS:
        return replace(usual, reason=_("Trả trong ngày; thủ tục này luôn có giấy hẹn."))
    soon = min(due_at(calendar, received, work), usual.due_at or received)
    reason = _("Giải quyết ngay trong ngày, nhận trước 15 giờ: trả trong buổi này, không cần giấy hẹn.")
    return replace(usual, promised_at=soon, slip_owed=False, reason=reason)


def is_short(limit: Limit) -> bool:
    """Tell whether a whole limit is no longer than a working day."""
    if limit.kind is LimitKind.WORKING_HOURS:
        return limit.value <= HOURS_PER_WORKING_DAY
    return limit.kind is LimitKind.SAME_DAY


def apology_until(limit: Limit, due: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """Return until when an apology may be proposed: the close of the last working day before the day it is due.

    "At least one day before expiry" (law.md 1.6). A limit that is itself no longer than a working day has no such day
    before it: there the apology comes before the due time itself, for it must never come after (trap 9).
    """
    return due if is_short(limit) else closing_before(calendar, local(due).date())


# From this hour on what is taken in directly may wait for the morning. Not the 15:00 of same-day procedures (trap 8).
HANDOVER_CUTOFF = dt.time(15)


def handover_due(received_at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """Return by when a dossier taken in directly must be handed over to who handles it.

    In the same working day; received after 15:00, at the start of the next one (NĐ 309/2026/NĐ-CP art. 9).
    """
    counted, received = next_working_moment(calendar, received_at), local(received_at)
    if received.time() >= HANDOVER_CUTOFF and calendar.is_working_day(received.date()):
        return opening_after(calendar, received)
    return closing_of(calendar, counted)


@dataclass(frozen=True, slots=True)
class NewTime:
    """What an approved apology says: another time, and since when it holds."""

    due_at: dt.datetime
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a due time follows from.

    `pauses` are those that have ended; `restarted_at` the moment from which the whole limit is counted anew (a
    supplement where the sector's law says so, a reopening); `new_time` what an approved apology says.
    """

    received_at: dt.datetime
    limit: Limit
    pauses: tuple[Pause, ...] = ()
    restarted_at: dt.datetime | None = None
    new_time: NewTime | None = None

    @property
    def since(self) -> dt.datetime:
        """The moment from which the limit is counted."""
        return self.restarted_at or self.received_at

    @property
    def holding_time(self) -> NewTime | None:
        """The apology's time, unless the limit was counted anew after it."""
        return self.new_time if self.new_time is not None and self.new_time.said_at >= self.since else None


def due_time(facts: Facts, calendar: WorkingCalendar) -> dt.datetime:
    """Return by when a dossier is due: the one answer for commands, recalculation, lists and explanations.

    The limit is counted from acceptance, or anew from a restart; each ended pause pushes it by its working time
    (law.md 1.6: none, subtract or restart, as the procedure says). An approved apology's time takes its place (law.md
    1.3, move 11), pushed by what stood still after it. Raises CalendarEnds when the answer lies beyond the calendar.
    """
    said = facts.holding_time
    if said is not None:
        return pushed(calendar, said.due_at, facts.pauses, since=said.said_at)
    return due_at(calendar, facts.since, facts.limit, facts.pauses)
