"""What every rule is made of: the post, the move of the table, and with whom the dossier is."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Decision, Dossier, Handover
from motcua.dossiers.states import ENDED, State, find_move
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

_AT_COUNTER = frozenset({Role.INTAKE, Role.CASHIER})


def check_holds_post(*, by: Post, at: dt.datetime, roles: frozenset[str]) -> None:
    """Raise Denied unless `by` is a post of one of the roles, held today."""
    if not by.held_on(local(at).date()):
        raise Denied(_("Nhiệm kỳ của bạn ở vị trí này đã hết: đăng nhập lại với vị trí đang giữ."))
    if by.role not in roles:
        names = ", ".join(role_name(role) for role in sorted(roles) if role in Role.values)
        raise Denied(_("Việc này của %(roles)s, không phải của bạn.") % {"roles": names})


def check_move(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied unless the table has this move from here, for this role, in this post's own authority."""
    move = find_move(verb, State(dossier.state), accepted=dossier.received_at is not None)
    if move is None:
        if State(dossier.state) in ENDED:
            raise Denied(_("Hồ sơ đã kết thúc, không làm thêm được việc này."))
        raise Denied(_("Hồ sơ chưa đến bước này hoặc đã qua bước này."))
    check_holds_post(by=by, at=at, roles=move.roles)
    if by.agency.authority_id not in {dossier.authority_id, dossier.handling_agency.authority_id} and (
        by.agency_id != dossier.intake_agency_id
    ):
        raise Denied(_("Hồ sơ này thuộc đơn vị khác."))
    # What was taken in elsewhere is for the counter that took it in, and not for the competent agency's own.
    if dossier.elsewhere and by.role in _AT_COUNTER and by.agency.authority_id != dossier.intake_agency.authority_id:
        raise Denied(_("Việc này làm ở nơi đã tiếp nhận: %(place)s.") % {"place": dossier.intake_agency.name})


def role_name(role: str) -> str:
    """Return a role as it stands in a sentence."""
    return str(Role(role).label).lower()


def on_its_way(dossier: Dossier) -> Handover | None:
    """Return the handover that nobody has confirmed yet, if there is one; what was fetched with the dossier is used."""
    return next((each for each in dossier.handovers.all() if each.confirmed_at is None), None)


def is_sent_to(handover: Handover, by: Post) -> bool:
    """Tell whether a handover is for this post."""
    return (
        handover.to_role == by.role and handover.to_agency_id == by.agency_id and handover.to_post_id in {None, by.pk}
    )


def is_receiver(dossier: Dossier, *, by: Post) -> bool:
    """Tell whether the dossier is on its way to this post: acting on it confirms that it has arrived."""
    handover = on_its_way(dossier)
    return handover is not None and is_sent_to(handover, by)


def check_is_with(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied unless the dossier is with this post, with nobody of its role and unit yet, or on its way to it.

    What is on its way may be acted on by the receiver (that confirms it) and no longer by the sender.
    """
    handover = on_its_way(dossier)
    if handover is not None:
        if is_sent_to(handover, by):
            return
        to = handover.to_post.user.full_name if handover.to_post else role_name(handover.to_role)
        raise Denied(_("Hồ sơ đã chuyển cho %(name)s, đang chờ bên nhận xác nhận.") % {"name": to})
    if dossier.holder_role != by.role or dossier.holder_agency_id != by.agency_id:
        raise Denied(_("Hồ sơ đang ở %(holder)s, chưa đến lượt bạn.") % {"holder": role_name(dossier.holder_role)})
    if dossier.holder is not None and dossier.holder_id != by.pk:
        raise Denied(_("Hồ sơ đang do %(name)s giữ.") % {"name": dossier.holder.user.full_name})


def drafts_of(dossier: Dossier) -> list[Decision]:
    """Return every draft, the latest last; what was decided before a dossier was opened again is the past."""
    opened = max((each.at for each in dossier.reopenings.all()), default=None)
    drafts = [each for each in dossier.decisions.all() if opened is None or each.drafted_at >= opened]
    return sorted(drafts, key=lambda each: each.version)


def latest_decision(dossier: Dossier) -> Decision | None:
    """Return the latest draft, decided or not; None before the first."""
    return next(reversed(drafts_of(dossier)), None)


def step_of(dossier: Dossier) -> int:
    """Return the step the receiver acts in: that of the open handover, or where the dossier stands."""
    handover = on_its_way(dossier)
    return dossier.step if handover is None else handover.step


def check_is_intake(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied unless the post sits where the dossier was handed in."""
    if by.agency_id != dossier.intake_agency_id:
        raise Denied(_("Việc này làm ở nơi đã tiếp nhận: %(place)s.") % {"place": dossier.intake_agency.name})


def check_handles(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied unless the post belongs to the unit that handles the dossier."""
    if by.agency_id != dossier.handling_agency_id:
        raise Denied(_("Hồ sơ này do đơn vị khác giải quyết."))


def check_is_at_work(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied unless the post works on the dossier: who has it, or the head of the unit whose officer has it."""
    handover = on_its_way(dossier)
    role = dossier.holder_role if handover is None else handover.to_role
    if by.role == Role.HEAD and role == Role.CASE:
        check_handles(dossier, by=by)
        return
    check_is_with(dossier, by=by)


def check_undecided(dossier: Dossier) -> None:
    """Raise Denied when the result is signed already."""
    decision = latest_decision(dossier)
    if decision is not None and decision.outcome:
        raise Denied(_("Hồ sơ này đã được quyết định."))


def check_keeps_apart(dossier: Dossier, *, by: Post) -> None:
    """Raise Denied when who would sign has drafted it or taken it in, in whatever post (law.md 1.3)."""
    if any(each.drafted_by.user_id == by.user_id for each in drafts_of(dossier)):
        raise Denied(_("Người soạn dự thảo không được tự ký: để người khác có thẩm quyền ký."))
    if dossier.created_by.user_id == by.user_id:
        raise Denied(_("Người tiếp nhận hồ sơ không được ký duyệt: để người khác có thẩm quyền ký."))
