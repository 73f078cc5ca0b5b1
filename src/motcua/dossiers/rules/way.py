"""The main way of a dossier: passed on, assigned, drafted, decided, numbered, handed over."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.basics import (
    check_is_intake,
    check_is_with,
    check_keeps_apart,
    check_move,
    is_sent_to,
    latest_decision,
    on_its_way,
    step_of,
)
from motcua.dossiers.rules.consulting import check_nothing_awaited
from motcua.dossiers.states import State
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


def check_can_hand_over(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Pass on to the next step: by whoever has it, and only when the step's own work is done."""
    check_move("hand_over", dossier, by=by, at=at)
    if dossier.state == State.RECEIVED:
        if by.agency_id != dossier.intake_agency_id:
            raise Denied(_("Hồ sơ do nơi khác tiếp nhận, nơi đó chuyển đi."))
        return
    check_is_with(dossier, by=by)
    decision = latest_decision(dossier)
    following = dossier.procedure_version.definition.step_after(step_of(dossier))
    if following is None or by.role == Role.RECORDS:
        raise Denied(_("Bước này kết thúc bằng vào số và đóng dấu, không chuyển tiếp."))
    if by.role == Role.CASE and following.role != Role.CASE and (decision is None or decision.returned_at is not None):
        raise Denied(_("Chưa có dự thảo kết quả: soạn dự thảo rồi mới trình."))
    if following.role in {Role.APPROVER, Role.RECORDS}:
        check_nothing_awaited(dossier)
    if by.role == Role.APPROVER and (decision is None or not decision.outcome):
        raise Denied(_("Chưa ký duyệt: ký hoặc trả lại trước khi chuyển."))


def check_can_confirm_handover(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Confirm that what was handed over has arrived: by a post of the role and unit it was sent to."""
    check_move("confirm_handover", dossier, by=by, at=at)
    handover = on_its_way(dossier)
    if handover is None:
        raise Denied(_("Không có lần bàn giao nào đang chờ xác nhận."))
    if not is_sent_to(handover, by):
        raise Denied(_("Hồ sơ được giao cho người khác, không phải bạn."))


def check_can_assign(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Assign to a case officer: by the head of the handling unit, while it is with the case officers or on its way."""
    check_move("assign", dossier, by=by, at=at)
    if by.agency_id != dossier.handling_agency_id:
        raise Denied(_("Hồ sơ này do đơn vị khác giải quyết."))
    handover = on_its_way(dossier)
    if (dossier.holder_role if handover is None else handover.to_role) != Role.CASE:
        raise Denied(_("Chỉ phân công được khi hồ sơ đang ở bước thụ lý."))


def check_can_draft(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Draft the result: by the case officer who has it."""
    check_move("draft", dossier, by=by, at=at)
    check_is_with(dossier, by=by)
    decision = latest_decision(dossier)
    if decision is not None and decision.outcome:
        raise Denied(_("Hồ sơ này đã được quyết định."))


def _check_can_decide(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    check_move(verb, dossier, by=by, at=at)
    check_is_with(dossier, by=by)
    decision = latest_decision(dossier)
    if decision is None or decision.returned_at is not None:
        raise Denied(_("Chưa có dự thảo để xem."))
    if decision.outcome:
        raise Denied(_("Hồ sơ này đã được quyết định."))
    if verb == "return_for_correction":
        return
    check_keeps_apart(dossier, by=by)
    check_nothing_awaited(dossier)


def check_can_return_for_correction(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Return a draft with words: by the head or the approver who has it."""
    _check_can_decide("return_for_correction", dossier, by=by, at=at)


def check_can_approve(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Approve: by the approver who has it and did not draft it."""
    _check_can_decide("approve", dossier, by=by, at=at)


def check_can_reject(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Reject with reasons: a signed result, not form 03; by the approver who has it."""
    _check_can_decide("reject", dossier, by=by, at=at)


def check_can_number(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Number and seal: by the records clerk, after the decision."""
    check_move("number", dossier, by=by, at=at)
    check_is_with(dossier, by=by)
    decision = latest_decision(dossier)
    if decision is None or not decision.outcome:
        raise Denied(_("Chưa có quyết định đã ký để vào số."))


def check_can_deliver(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Hand the result to the applicant. Being late never stands in the way (CN18)."""
    check_move("deliver", dossier, by=by, at=at)
    if by.agency.authority_id != dossier.intake_agency.authority_id:
        raise Denied(_("Kết quả trả ở nơi đã tiếp nhận: %(place)s.") % {"place": dossier.intake_agency.name})
    if dossier.fee_due and not hasattr(dossier, "payment"):
        raise Denied(_("Chưa thu phí: thu phí rồi trả kết quả."))


def check_can_cancel(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Cancel a mistaken intake: the same day, by the intake desk, before anything was decided."""
    check_move("cancel", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)
    if local(at).date() != local(dossier.received_at or dossier.submitted_at).date():
        raise Denied(_("Chỉ hủy được tiếp nhận nhầm trong ngày; hôm sau thì dừng theo đề nghị của người dân."))
    decision = latest_decision(dossier)
    if decision is not None and decision.outcome:
        raise Denied(_("Đã có quyết định, không hủy tiếp nhận được."))
    if dossier.reopenings.all():
        raise Denied(_("Hồ sơ đã kết thúc một lần và được mở lại, không còn là tiếp nhận nhầm."))
    if hasattr(dossier, "payment"):
        raise Denied(_("Đã thu phí và cấp biên lai, không hủy tiếp nhận được."))
