"""The clock card of a dossier's page: what was promised, whether the time runs, since when it waits and for whom."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.clock import handover_due
from motcua.dossiers.judgement import by_hour, stands
from motcua.dossiers.models import Consultation, Dossier, Pause, PauseKind, SupplementRequest
from motcua.dossiers.queries.due_times import calendar_of
from motcua.dossiers.rules.consulting import open_consultations
from motcua.dossiers.states import ENDED, State
from motcua.lib import money
from motcua.procedures.definition import SupplementClock
from motcua.web import promised, words
from motcua.web.office.looks import PromiseLook, WaitLook
from motcua.worktime.deadlines import WorkingCalendar, working_time_between
from motcua.worktime.explanation import moment_in_words


def shown(dossier: Dossier, at: dt.datetime) -> dict[str, Any]:
    """Return what the page says of the time: the promise, the law's due time, what it waits for, whether it is late."""
    late = dossier.state not in ENDED and dossier.is_late(at)
    calendar = calendar_of(dossier)
    return {
        "service": promised.of_dossier(dossier, read_at=at),
        "promise": _promise(dossier, at, calendar),
        "law": _law(dossier),
        "waits": _waits(dossier, at, calendar),
        "late": late,
    }


def _promise(dossier: Dossier, at: dt.datetime, calendar: WorkingCalendar) -> PromiseLook:
    """Return what was promised: after an approved apology the new appointment, with the first one beside it."""
    if dossier.received_at is None:
        return PromiseLook(_("Chưa tiếp nhận: chưa tính thời hạn"), "", "", None, "", "")
    said, first = words.promise_of(dossier, now=dossier.submitted_at, read_at=at), ""
    if dossier.reappointed_at is not None:
        first, again = said, words.moment(dossier.reappointed_at, dossier.submitted_at)
        said = _("Hẹn lại %(moment)s") % {"moment": again}
    done = dossier.ready_at is not None or State(dossier.state) in ENDED
    mark = words.clock_mark(dossier.due_at, at, done=done, by_day=not by_hour(dossier.limit_kind))
    still = _stands(dossier)
    return PromiseLook(
        words=said,
        left="" if done or still else mark.label,
        tone="" if still else mark.tone,
        share=None if done else _share(dossier, at, calendar),
        reason=words.named(dossier.slip_reason),
        explain_url=reverse("office:why", args=[dossier.code]) if dossier.limit else "",
        first=first,
    )


def _pause(dossier: Dossier) -> Pause | None:
    return next((each for each in dossier.pauses.all() if each.ends_at is None), None)


def _stands(dossier: Dossier) -> bool:
    """Tell whether the time stands still now: what the applicant is waited for is nobody's lateness here."""
    return stands(dossier.limit_kind, dossier.due_at, dossier.stopped_at)


def _share(dossier: Dossier, at: dt.datetime, calendar: WorkingCalendar) -> int | None:
    """Return how much of the working time is used, in hundredths; while it stands still, up to when it stopped."""
    if dossier.due_at is None or dossier.counted_from is None:
        return None
    pause = _pause(dossier)
    until = min(pause.starts_at if pause else at, dossier.due_at)
    whole = working_time_between(calendar, dossier.counted_from, dossier.due_at)
    used = working_time_between(calendar, dossier.counted_from, max(until, dossier.counted_from))
    return round(100 * used / whole) if whole else 100


def _law(dossier: Dossier) -> str:
    """Return the law's due time where it is another than the appointment."""
    if dossier.due_at is None or dossier.due_at in {dossier.promised_at, dossier.reappointed_at}:
        return ""
    return _("Hạn theo luật: %(moment)s.") % {"moment": moment_in_words(dossier.due_at)}


def _waits(dossier: Dossier, at: dt.datetime, calendar: WorkingCalendar) -> list[WaitLook]:
    """Return what it waits for: to be sent on, the applicant, another agency, an opinion; and whether the time runs."""
    if State(dossier.state) in ENDED:
        return []
    asked = (each for each in dossier.supplement_requests.all() if each.is_open)
    found = [WaitLook(_supplement(dossier, each)) for each in asked]
    if dossier.state == State.RECEIVED and dossier.received_at is not None:
        found.append(_to_hand_over(dossier, handover_due(dossier.received_at, calendar), at))
    pause = _pause(dossier)
    if pause is not None and pause.kind == PauseKind.PAYMENT:
        found.append(WaitLook(_payment(pause)))
    if dossier.clock_waits and dossier.received_at is not None:
        said = {"who": dossier.units["competent"][1], "since": moment_in_words(dossier.received_at)}
        found.append(WaitLook(_("Chờ %(who)s nhận hồ sơ từ %(since)s: đồng hồ chưa chạy.") % said))
    return found + [_opinion(each, at) for each in open_consultations(dossier)]


def _to_hand_over(dossier: Dossier, due: dt.datetime, at: dt.datetime) -> WaitLook:
    """Say by when it goes to who handles it: that day, from 15:00 on the next morning (NĐ 309/2026/NĐ-CP art. 9)."""
    who = dossier.units["competent" if dossier.elsewhere else "handling"][1]
    said = {"who": who, "due": moment_in_words(due)}
    if at > due:
        return WaitLook(_("Quá giờ chuyển cho %(who)s từ %(due)s: chuyển ngay.") % said, late=True)
    return WaitLook(_("Chuyển cho %(who)s chậm nhất %(due)s.") % said)


def _supplement(dossier: Dossier, asked: SupplementRequest) -> str:
    said = {"since": moment_in_words(asked.asked_at)}
    policy = dossier.procedure_version.definition.supplement.clock
    if not asked.in_processing:
        told = _("Chờ người nộp bổ sung từ %(since)s: chưa tiếp nhận, đồng hồ chưa chạy.") % said
    elif _pause(dossier) is None:
        told = _("Chờ người nộp bổ sung từ %(since)s: thủ tục này không trừ thời gian chờ, đồng hồ vẫn chạy.") % said
    elif policy is SupplementClock.RESTART:
        told = _("Đồng hồ đứng từ %(since)s: chờ người nộp bổ sung, bổ sung xong tính lại cả thời hạn từ đầu.") % said
    else:
        told = _("Đồng hồ đứng từ %(since)s: chờ người nộp bổ sung, thời gian chờ không tính vào hạn.") % said
    if asked.close_on is None:
        return told
    return f"{told} {_('Bổ sung chậm nhất %(day)s.') % {'day': f'{asked.close_on:%d/%m/%Y}'}}"


def _payment(pause: Pause) -> str:
    said = {"since": moment_in_words(pause.starts_at), "amount": money.vnd(pause.amount or 0)}
    return _("Đồng hồ đứng từ %(since)s: chờ người nộp thực hiện nghĩa vụ tài chính %(amount)s.") % said


def _opinion(asked: Consultation, at: dt.datetime) -> WaitLook:
    said = {
        "who": asked.asked_name,
        "since": moment_in_words(asked.asked_at),
        "due": moment_in_words(asked.reply_due_at),
    }
    if at > asked.reply_due_at:
        late = _("%(who)s quá hạn trả lời từ %(due)s: nhắc, hoặc trưởng đơn vị quyết định không chờ. Đồng hồ vẫn chạy.")
        return WaitLook(late % said, late=True)
    return WaitLook(_("Chờ ý kiến của %(who)s từ %(since)s, trả lời chậm nhất %(due)s. Đồng hồ vẫn chạy.") % said)
