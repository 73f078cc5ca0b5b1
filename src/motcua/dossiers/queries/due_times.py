"""From a dossier's rows to the facts that its due time follows from, and the same answer told in sentences."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.dossiers.clock import Facts, NewTime, due_time
from motcua.dossiers.judgement import Punctuality, judged
from motcua.dossiers.models import Dossier
from motcua.procedures.definition import SupplementClock
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import WorkingCalendar, pushed
from motcua.worktime.explanation import Explanation, explain, moment_in_words


def calendar_of(dossier: Dossier) -> WorkingCalendar:
    """Return the calendar that a dossier is counted in."""
    unit = dossier.competent_agency if dossier.elsewhere else dossier.intake_agency
    return working_calendar(unit.calendar_code())


def facts_of(dossier: Dossier) -> Facts | None:
    """Return what a dossier's due time follows from; None before its clock began and without a limit."""
    if dossier.clock_since is None or dossier.limit is None:
        return None
    pauses = tuple((each.starts_at, each.ends_at) for each in dossier.pauses.all() if each.ends_at is not None)
    said = next((each for each in dossier.apologies.all() if each.approved_at is not None), None)
    new_time = NewTime(said.new_due_at, said.approved_at) if said and said.approved_at else None
    return Facts(dossier.clock_since, dossier.limit, pauses, _restarted(dossier), new_time)


def _restarted(dossier: Dossier) -> dt.datetime | None:
    """Return from when the limit is counted anew: the last supplement where the law says so, or a reopening."""
    moments = [each.at for each in dossier.reopenings.all()]
    if dossier.procedure_version.definition.supplement.clock is SupplementClock.RESTART:
        asked = dossier.supplement_requests.all()
        moments += [each.answered_at for each in asked if each.in_processing and each.answered_at is not None]
    return max(moments, default=None)


def due_time_of(dossier: Dossier, calendar: WorkingCalendar | None = None) -> dt.datetime | None:
    """Return by when a dossier is due as its facts stand; CalendarEnds when that lies beyond the calendar."""
    facts = facts_of(dossier)
    return None if facts is None else due_time(facts, calendar or calendar_of(dossier))


def reappointed_to(dossier: Dossier) -> dt.datetime | None:
    """Return the time that an apology named, while it holds: a limit counted anew has made it void."""
    facts = facts_of(dossier)
    said = None if facts is None else facts.holding_time
    return None if said is None else said.due_at


def punctuality_of(dossier: Dossier, ready_at: dt.datetime) -> Punctuality | None:
    """Judge a result that is ready at `ready_at`; None without a due time.

    What the applicant took to supplement is not counted against the office, whether the procedure's rule moved the due
    time for it or not (QĐ 766; law.md 1.6).
    """
    if dossier.due_at is None:
        return None
    due, policy = dossier.due_at, dossier.procedure_version.definition.supplement.clock
    if policy is SupplementClock.NONE:
        asked = [each for each in dossier.supplement_requests.all() if each.in_processing and each.answered_at]
        waits = [(each.asked_at, each.answered_at) for each in asked if each.answered_at is not None]
        due = pushed(calendar_of(dossier), due, waits, since=dossier.received_at or due)
    return judged(dossier.limit_kind, due_at=due, ready_at=ready_at)


def explained(dossier: Dossier) -> Explanation | None:
    """Return the due time with its reasons: day by day, what stood still, what was counted anew, what was said."""
    facts = facts_of(dossier)
    if facts is None:
        return None
    calendar = calendar_of(dossier)
    told = explain(calendar, facts.since, facts.limit, [each for each in facts.pauses if each[1] > facts.since])
    start = _elsewhere(dossier, told.start)
    if facts.restarted_at is not None:
        said = {"received": moment_in_words(facts.received_at), "anew": moment_in_words(facts.restarted_at)}
        start = _("Tiếp nhận lúc %(received)s; cả thời hạn được tính lại từ đầu từ %(anew)s.") % said
    waits = (*told.pauses, *_waiting(dossier), *_said(facts))
    return replace(told, start=start, due_at=due_time(facts, calendar), pauses=waits)


def _elsewhere(dossier: Dossier, usual: str) -> str:
    """Return where and when it was handed in, and whose receipt of it counts; else the usual sentence."""
    if not dossier.elsewhere or dossier.received_at is None or dossier.competent_received_at is None:
        return usual
    said = {
        "intake": dossier.units["intake"][1],
        "received": moment_in_words(dossier.received_at),
        "competent": dossier.units["competent"][1],
        "at": moment_in_words(dossier.competent_received_at),
    }
    words = _("Nộp tại %(intake)s lúc %(received)s. Thời hạn tính từ khi %(competent)s nhận hồ sơ: %(at)s.") % said
    return f"{words} {usual}"


def _waiting(dossier: Dossier) -> list[str]:
    """Return what the dossier waits for now: whether the clock runs meanwhile is the procedure's rule."""
    told = [
        _("Đang tạm dừng từ %(start)s: %(why)s. Thời gian này chưa tính vào hạn.")
        % {"start": moment_in_words(each.starts_at), "why": each.get_kind_display()}
        for each in dossier.pauses.all()
        if each.ends_at is None
    ]
    asked = [each for each in dossier.supplement_requests.all() if each.is_open and each.in_processing]
    if asked and not told:
        start = moment_in_words(asked[0].asked_at)
        told.append(_("Chờ bổ sung từ %(start)s: thủ tục này không cho trừ thời gian chờ vào hạn.") % {"start": start})
    return told


def _said(facts: Facts) -> list[str]:
    new_time = facts.holding_time
    if new_time is None:
        return []
    return [
        _("Đã xin lỗi và hẹn lại ngày trả, ký lúc %(at)s: hạn mới là %(due)s.")
        % {"at": moment_in_words(new_time.said_at), "due": moment_in_words(new_time.due_at)}
    ]
