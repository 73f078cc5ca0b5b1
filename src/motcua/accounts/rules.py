"""Who may manage staff, and which posts one person may not hold at the same time (separation of duties, law.md 1.3)."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.accounts.models import Delegation, Post, Role, User
from motcua.agencies.models import Agency
from motcua.lib.outcomes import Denied

# Two roles that one person may not hold in one authority at one time, and why.
_NOT_TOGETHER: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({Role.INTAKE}), frozenset({Role.APPROVER, Role.HEAD})),
    (frozenset({Role.CASE}), frozenset({Role.APPROVER})),
    (frozenset({Role.ADMIN}), frozenset(Role) - {Role.ADMIN}),
)
# Whose signature can be lent, and to whom.
LENDERS = frozenset({Role.APPROVER})
DELEGATES = frozenset({Role.APPROVER, Role.HEAD})


def check_can_manage(agency: Agency, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless `by` is an administrator, today, of the authority that the unit belongs to."""
    if by.role != Role.ADMIN or not by.held_on(on):
        raise Denied(_("Việc này của quản trị kỹ thuật, không phải của bạn."))
    if (agency.authority or agency).pk != by.authority.pk:
        raise Denied(_("Đơn vị này không thuộc nơi bạn quản trị."))


def check_can_manage_user(user: User, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless the user holds, or last held, a post in the administrator's own authority."""
    check_can_manage(by.agency, by=by, on=on)
    posts = user.posts.select_related("agency")
    if posts.exists() and not posts.filter(agency__authority=by.authority).exists():
        raise Denied(_("Người này không thuộc nơi bạn quản trị."))


def check_can_reset_password(user: User, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless this is the authority where the user serves longest.

    Who sets a password could sign in with it: somebody who also serves next door must not be opened to it from here.
    """
    check_can_manage_user(user, by=by, on=on)
    longest = user.posts.current(on).select_related("agency__authority").order_by("starts_on", "pk").first()
    if longest is not None and longest.authority != by.authority:
        raise Denied(
            _("Người này làm việc trước ở %(place)s: quản trị nơi đó đặt lại mật khẩu.")
            % {"place": longest.authority.name}
        )


def conflicting(role: str) -> frozenset[str]:
    """Return the roles that may not be held together with `role`."""
    found: set[str] = set()
    for some, others in _NOT_TOGETHER:
        if role in some:
            found |= others
        if role in others:
            found |= some
    return frozenset(found)


def check_no_conflict(user: User, role: str, agency: Agency, *, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise Denied when the user holds, in the same authority and at the same time, a post that excludes this one."""
    held = user.posts.filter(agency__authority=agency.authority or agency, revoked_at=None, role__in=conflicting(role))
    held = held.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        held = held.filter(starts_on__lte=ends_on)
    if other := held.first():
        names = {"one": str(Role(role).label).lower(), "other": str(Role(other.role).label).lower()}
        raise Denied(
            _("Một người không được vừa là %(one)s vừa là %(other)s ở cùng nơi: tách người, hoặc kết thúc vị trí kia.")
            % names
        )


def check_can_change_delegations(from_post: Post, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless `by` is the delegator themselves, or an administrator of the same authority, today."""
    if by.pk == from_post.pk and by.held_on(on):
        return
    if by.role != Role.ADMIN or not by.held_on(on):
        raise Denied(_("Chỉ người ủy quyền hoặc quản trị kỹ thuật ghi được ủy quyền này."))
    check_can_manage(from_post.agency, by=by, on=on)


def check_can_be_delegated(draft: Delegation, *, on: dt.date) -> None:
    """Raise Denied unless this may be lent: who signs, to a head or an approver of the same authority, duties apart."""
    lender, delegate = draft.from_post, draft.to_post
    if lender.role not in LENDERS:
        raise Denied(_("Chỉ người ký duyệt mới ủy quyền ký."), about="from_post")
    if delegate.role not in DELEGATES or delegate.user_id == lender.user_id:
        raise Denied(_("Chỉ ủy quyền cho trưởng đơn vị hoặc người ký duyệt khác."), about="to_post")
    if delegate.authority != lender.authority:
        raise Denied(_("Người được ủy quyền phải cùng cơ quan với người ủy quyền."), about="to_post")
    if draft.ends_on < draft.starts_on:
        raise Denied(_("Ngày kết thúc phải sau ngày bắt đầu."), about="ends_on")
    if draft.ends_on < on:
        raise Denied(_("Khoảng ngày này đã qua: ủy quyền không có giá trị ngược."), about="ends_on")
    for post in (lender, delegate):
        if not (post.held_on(draft.starts_on) or post.held_on(draft.ends_on)):
            raise Denied(_("%(name)s không giữ vị trí này trong những ngày ấy.") % {"name": post.user.full_name})
    check_no_conflict(delegate.user, lender.role, lender.agency, starts_on=draft.starts_on, ends_on=draft.ends_on)


def periods_meet(one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]) -> bool:
    """Tell whether two periods share a day; both their ends are included, None is without end."""
    return (other[1] is None or one[0] <= other[1]) and (one[1] is None or other[0] <= one[1])


def scopes_meet(one: Delegation, other: Delegation) -> bool:
    """Tell whether two scopes are known to meet: a wide one meets everything; a sector and a code are not compared."""
    if not (one.sectors or one.procedures) or not (other.sectors or other.procedures):
        return True
    return bool(set(one.sectors) & set(other.sectors) or set(one.procedures) & set(other.procedures))


def check_not_given_twice(draft: Delegation) -> None:
    """Raise Denied when the same two posts already have a delegation of a meeting scope on one of these days."""
    kept = Delegation.objects.filter(from_post=draft.from_post, to_post=draft.to_post, revoked_at=None)
    for other in kept.exclude(pk=draft.pk):
        meets = periods_meet((draft.starts_on, draft.ends_on), (other.starts_on, other.ends_on))
        if meets and scopes_meet(draft, other):
            said = {"first": f"{other.starts_on:%d/%m/%Y}", "last": f"{other.ends_on:%d/%m/%Y}", "by": other.decision}
            sentence = _("Đã có ủy quyền từ %(first)s đến %(last)s (%(by)s): thu hồi trước, hoặc chọn ngày khác.")
            raise Denied(sentence % said, about="starts_on")


def check_can_revoke(delegation: Delegation, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless it still stands and `by` may change it."""
    check_can_change_delegations(delegation.from_post, by=by, on=on)
    if delegation.revoked_at is not None:
        raise Denied(_("Ủy quyền này đã được thu hồi."))
    if delegation.ends_on < on:
        raise Denied(_("Ủy quyền này đã hết hạn, không cần thu hồi."))
