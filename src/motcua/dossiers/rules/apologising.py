"""Late, said before it is: an apology with a new time, at least one working day before the due time, once (form 04).

law.md 1.3, move 11; 1.6; trap 9.
"""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.clock import apology_until
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.rules.basics import check_handles, check_move, check_undecided, latest_decision
from motcua.lib.outcomes import Denied
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import WorkingCalendar
from motcua.worktime.explanation import moment_in_words


def pending_apology(dossier: Dossier) -> Apology | None:
    """Return the apology that waits for a signature."""
    waiting = (each for each in dossier.apologies.all() if each.approved_at is None and each.declined_at is None)
    return next(waiting, None)


def apology_deadline(dossier: Dossier, calendar: WorkingCalendar | None = None) -> dt.datetime | None:
    """Return until when an apology may be proposed; None where there is no due time or one was approved before."""
    approved = any(each.approved_at is not None for each in dossier.apologies.all())
    if dossier.due_at is None or dossier.limit is None or approved:
        return None
    calendar = calendar or working_calendar(dossier.intake_agency.calendar_code())
    return apology_until(dossier.limit, dossier.due_at, calendar)


def apology_open_until(dossier: Dossier, calendar: WorkingCalendar | None = None) -> dt.datetime | None:
    """Return until when somebody may still have to propose one; None where it waits, was signed or is not needed."""
    decision = latest_decision(dossier)
    if pending_apology(dossier) is not None or (decision is not None and decision.outcome):
        return None
    return apology_deadline(dossier, calendar)


def check_can_propose_apology(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Propose an apology and another time: by the handling unit, in time, once per dossier."""
    check_move("propose_apology", dossier, by=by, at=at)
    check_handles(dossier, by=by)
    check_undecided(dossier)
    if dossier.due_at is None:
        raise Denied(_("Hồ sơ này không có thời hạn nên không có hẹn lại."))
    if pending_apology(dossier) is not None:
        raise Denied(_("Đã có đề nghị xin lỗi đang chờ ký."))
    until = apology_deadline(dossier)
    if until is None:
        raise Denied(_("Đã xin lỗi và hẹn lại một lần, không hẹn lại lần nữa: báo người ký duyệt để giải quyết ngay."))
    if at > until:
        said = {"until": moment_in_words(until)}
        raise Denied(_("Đã quá lúc được đề nghị xin lỗi, hẹn lại: chậm nhất %(until)s.") % said)


def _check_pending(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> Apology:
    check_move(verb, dossier, by=by, at=at)
    apology = pending_apology(dossier)
    if apology is None:
        raise Denied(_("Không có đề nghị xin lỗi nào chờ ký."))
    return apology


def check_did_not_propose(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied when who would sign the apology has proposed it, in whatever post."""
    apology = pending_apology(dossier)
    if apology is not None and apology.proposed_by.user_id == by.user_id:
        raise Denied(_("Người đề nghị không được tự ký: để người khác có thẩm quyền ký."))


def check_can_approve_apology(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Sign it: by the approver who did not propose it, before the due time that it speaks of has passed."""
    apology = _check_pending("approve_apology", dossier, by=by, at=at)
    check_did_not_propose(dossier, by=by)
    if dossier.due_at is not None and at > dossier.due_at:
        raise Denied(_("Hồ sơ đã quá hạn: xin lỗi và hẹn lại phải ký trước khi hết hạn."))
    if dossier.due_at is not None and apology.new_due_at <= dossier.due_at:
        raise Denied(_("Hạn đã dời đến sau giờ hẹn lại: không đồng ý đề nghị này, rồi đề nghị lại nếu còn cần."))


def check_can_decline_apology(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Decline it with a reason: then another may be proposed in time."""
    _check_pending("decline_apology", dossier, by=by, at=at)
