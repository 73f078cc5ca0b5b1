"""Who may manage staff, and which posts one person may not hold at the same time (separation of duties, law.md 1.3)."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency
from motcua.lib.outcomes import Denied

# Two roles that one person may not hold in one authority at one time, and why.
_NOT_TOGETHER: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({Role.INTAKE}), frozenset({Role.APPROVER, Role.HEAD})),
    (frozenset({Role.CASE}), frozenset({Role.APPROVER})),
    (frozenset({Role.ADMIN}), frozenset(Role) - {Role.ADMIN}),
)


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
