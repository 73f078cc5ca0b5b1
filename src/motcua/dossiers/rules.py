"""May this happen, to this dossier, by this post, now? A refusal is a sentence (separation of duties: law.md 1.3)."""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Decision, Dossier, Handover
from motcua.dossiers.states import ENDED, State, find_move
from motcua.lib.clock import local
from motcua.lib.outcomes import Answer, Denied

Check = Callable[..., None]


def check_holds_post(*, by: Post, at: dt.datetime, roles: frozenset[str]) -> None:
    """Raise Denied unless `by` is a post of one of the roles, held today."""
    if not by.held_on(local(at).date()):
        raise Denied(_("Nhiệm kỳ của bạn ở vị trí này đã hết: đăng nhập lại với vị trí đang giữ."))
    if by.role not in roles:
        names = ", ".join(_role_name(role) for role in sorted(roles) if role in Role.values)
        raise Denied(_("Việc này của %(roles)s, không phải của bạn.") % {"roles": names})


def check_move(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied unless the table has this move from here, for this role, in this post's own authority."""
    move = find_move(verb, State(dossier.state))
    if move is None:
        if State(dossier.state) in ENDED:
            raise Denied(_("Hồ sơ đã kết thúc, không làm thêm được việc này."))
        raise Denied(_("Hồ sơ chưa đến bước này hoặc đã qua bước này."))
    check_holds_post(by=by, at=at, roles=move.roles)
    if by.agency.authority_id not in {dossier.authority_id, dossier.handling_agency.authority_id} and (
        by.agency_id != dossier.intake_agency_id
    ):
        raise Denied(_("Hồ sơ này thuộc đơn vị khác."))


def _role_name(role: str) -> str:
    return str(Role(role).label).lower()


def on_its_way(dossier: Dossier) -> Handover | None:
    """Return the handover that nobody has confirmed yet, if there is one; what was fetched with the dossier is used."""
    return next((each for each in dossier.handovers.all() if each.confirmed_at is None), None)


def _is_sent_to(handover: Handover, by: Post) -> bool:
    return (
        handover.to_role == by.role and handover.to_agency_id == by.agency_id and handover.to_post_id in {None, by.pk}
    )


def check_is_with(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied unless the dossier is with this post, with nobody of its role and unit yet, or on its way to it.

    What is on its way may be acted on by the receiver (that confirms it) and no longer by the sender.
    """
    handover = on_its_way(dossier)
    if handover is not None:
        if _is_sent_to(handover, by):
            return
        to = handover.to_post.user.full_name if handover.to_post else _role_name(handover.to_role)
        raise Denied(_("Hồ sơ đã chuyển cho %(name)s, đang chờ bên nhận xác nhận.") % {"name": to})
    if dossier.holder_role != by.role or dossier.holder_agency_id != by.agency_id:
        raise Denied(_("Hồ sơ đang ở %(holder)s, chưa đến lượt bạn.") % {"holder": _role_name(dossier.holder_role)})
    if dossier.holder is not None and dossier.holder_id != by.pk:
        raise Denied(_("Hồ sơ đang do %(name)s giữ.") % {"name": dossier.holder.user.full_name})


def _drafts(dossier: Dossier) -> list[Decision]:
    """Return every draft, the latest last."""
    return sorted(dossier.decisions.all(), key=lambda each: each.version)


def _decision(dossier: Dossier) -> Decision | None:
    return next(reversed(_drafts(dossier)), None)


def check_can_hand_over(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Pass on to the next step: by whoever has it, and only when the step's own work is done."""
    check_move("hand_over", dossier, by=by, at=at)
    if dossier.state == State.RECEIVED:
        if by.agency_id != dossier.intake_agency_id:
            raise Denied(_("Hồ sơ do nơi khác tiếp nhận, nơi đó chuyển đi."))
        return
    check_is_with(dossier, by=by)
    decision = _decision(dossier)
    following = dossier.procedure_version.definition.step_after(_step_of(dossier))
    if following is None or by.role == Role.RECORDS:
        raise Denied(_("Bước này kết thúc bằng vào số và đóng dấu, không chuyển tiếp."))
    if by.role == Role.CASE and following.role != Role.CASE and (decision is None or decision.returned_at is not None):
        raise Denied(_("Chưa có dự thảo kết quả: soạn dự thảo rồi mới trình."))
    if by.role == Role.APPROVER and (decision is None or not decision.outcome):
        raise Denied(_("Chưa ký duyệt: ký hoặc trả lại trước khi chuyển."))


def _step_of(dossier: Dossier) -> int:
    """Return the step the receiver acts in: that of the open handover, or where the dossier stands."""
    handover = on_its_way(dossier)
    return dossier.step if handover is None else handover.step


def check_can_confirm_handover(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Confirm that what was handed over has arrived: by a post of the role and unit it was sent to."""
    check_move("confirm_handover", dossier, by=by, at=at)
    handover = on_its_way(dossier)
    if handover is None:
        raise Denied(_("Không có lần bàn giao nào đang chờ xác nhận."))
    if not _is_sent_to(handover, by):
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
    decision = _decision(dossier)
    if decision is not None and decision.outcome:
        raise Denied(_("Hồ sơ này đã được quyết định."))


def _check_can_decide(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    check_move(verb, dossier, by=by, at=at)
    check_is_with(dossier, by=by)
    decision = _decision(dossier)
    if decision is None or decision.returned_at is not None:
        raise Denied(_("Chưa có dự thảo để xem."))
    if decision.outcome:
        raise Denied(_("Hồ sơ này đã được quyết định."))
    if verb == "return_for_correction":
        return
    if any(each.drafted_by.user_id == by.user_id for each in _drafts(dossier)):
        raise Denied(_("Người soạn dự thảo không được tự ký: để người khác có thẩm quyền ký."))
    if dossier.created_by.user_id == by.user_id:
        raise Denied(_("Người tiếp nhận hồ sơ không được ký duyệt: để người khác có thẩm quyền ký."))


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
    decision = _decision(dossier)
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
    if local(at).date() != local(dossier.received_at).date():
        raise Denied(_("Chỉ hủy được tiếp nhận nhầm trong ngày; hôm sau thì dừng theo đề nghị của người dân."))
    decision = _decision(dossier)
    if decision is not None and decision.outcome:
        raise Denied(_("Đã có quyết định, không hủy tiếp nhận được."))
    if hasattr(dossier, "payment"):
        raise Denied(_("Đã thu phí và cấp biên lai, không hủy tiếp nhận được."))


CHECKS: dict[str, Check] = {
    "hand_over": check_can_hand_over,
    "confirm_handover": check_can_confirm_handover,
    "assign": check_can_assign,
    "draft": check_can_draft,
    "return_for_correction": check_can_return_for_correction,
    "approve": check_can_approve,
    "reject": check_can_reject,
    "number": check_can_number,
    "deliver": check_can_deliver,
    "cancel": check_can_cancel,
}


def can(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> Answer:
    """Ask a rule for a page: allowed, or the reason why not."""
    try:
        CHECKS[verb](dossier, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
