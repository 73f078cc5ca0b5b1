"""People who sign in, and the posts they are given: each change is recorded in the authority's own stream."""

import datetime as dt
import secrets
from typing import Any

from axes.utils import reset as lift_lock
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts import rules, second_factor
from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, Counter
from motcua.events.record import record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

# Letters that nobody confuses when a password is read out.
_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
_PASSWORD_LENGTH = 12


def _recorded(by: Post, name: str, *, at: dt.datetime, **details: Any) -> None:
    """Append to the stream of the administrator's authority; its row is locked, so that the chain has one end."""
    authority = Agency.objects.select_for_update().get(pk=by.authority.pk)
    record(stream=f"staff:{authority.code}:{authority.valid_from}", name=f"staff.{name}", by=by, at=at, **details)


def _new_password() -> str:
    return "".join(secrets.choice(_LETTERS) for _each in range(_PASSWORD_LENGTH))


@transaction.atomic
def create_user(*, username: str, full_name: str, email: str = "", by: Post, at: dt.datetime) -> tuple[User, str]:
    """Make a user with a password that is shown once, to the administrator; return both."""
    rules.check_can_manage(by.agency, by=by, on=local(at).date())
    if User.objects.filter(username=username).exists():
        raise Denied(_("Tên đăng nhập này đã có người dùng: chọn tên khác."))
    password = _new_password()
    user = User.objects.create_user(username, password, full_name=full_name, email=email)
    _recorded(by, "user_created", at=at, username=username, full_name=full_name)
    return user, password


@transaction.atomic
def begin_office(authority: Agency, *, username: str, full_name: str, at: dt.datetime) -> tuple[Post, str]:
    """Make the first administrator of an authority, who gives everybody else their posts; return post and password."""
    today = local(at).date()
    if Post.objects.current(today).filter(agency__authority=authority, role=Role.ADMIN).exists():
        raise Denied(_("Nơi này đã có quản trị: thêm người ở Quản trị → Nhân sự."))
    if User.objects.filter(username=username).exists():
        raise Denied(_("Tên đăng nhập này đã có người dùng: chọn tên khác."))
    password = _new_password()
    user = User.objects.create_user(username, password, full_name=full_name)
    title = str(Role.ADMIN.label)
    post = Post.objects.create(user=user, agency=authority, role=Role.ADMIN, title=title, starts_on=today)
    _recorded(post, "office_begun", at=at, username=username, full_name=full_name)
    return post, password


@transaction.atomic
def reset_password(user: User, *, by: Post, at: dt.datetime) -> str:
    """Give a new password, shown once; open sessions end, a lost authenticator app is forgotten, a lock is lifted."""
    rules.check_can_reset_password(user, by=by, on=local(at).date())
    password = _new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    second_factor.forget(user)
    lift_lock(username=user.username)
    _recorded(by, "password_reset", at=at, username=user.username)
    return password


@transaction.atomic
def change_password(new: str, *, by: Post, at: dt.datetime) -> User:
    """Take the password that somebody chose for themselves; the caller has asked for the old one."""
    user = User.objects.select_for_update().get(pk=by.user_id)
    user.set_password(new)
    user.save(update_fields=["password"])
    _recorded(by, "password_changed", at=at, username=user.username)
    return user


@transaction.atomic
def give_post(
    *,
    user: User,
    agency: Agency,
    role: Role,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    counter: Counter | None = None,
    by: Post,
    at: dt.datetime,
) -> Post:
    """Give a user a post in a unit of the administrator's authority; Denied where duties must stay apart."""
    today = local(at).date()
    rules.check_can_manage(agency, by=by, on=today)
    rules.check_can_manage_user(user, by=by, on=today)
    if ends_on is not None and ends_on < starts_on:
        raise Denied(_("Ngày kết thúc phải sau ngày bắt đầu."), about="ends_on")
    if counter is not None and counter.centre != agency:
        sentence = _("%(counter)s không thuộc đơn vị đã chọn: chọn lại quầy.") % {"counter": counter}
        raise Denied(sentence, about="counter")
    rules.check_no_conflict(user, role, agency, starts_on=starts_on, ends_on=ends_on)
    post = Post.objects.create(
        user=user, agency=agency, role=role, title=title, starts_on=starts_on, ends_on=ends_on, counter=counter
    )
    _recorded(by, "post_given", at=at, username=user.username, role=role, unit=agency.code, starts_on=starts_on)
    return post


@transaction.atomic
def end_post(post: Post, *, by: Post, at: dt.datetime) -> None:
    """Take a post away at once: the very next request of whoever holds it is refused."""
    rules.check_can_manage(post.agency, by=by, on=local(at).date())
    if post.pk == by.pk:
        raise Denied(_("Không tự kết thúc vị trí mình đang ngồi: nhờ quản trị khác."))
    if post.revoked_at is not None:
        raise Denied(_("Vị trí này đã kết thúc."))
    post.revoked_at = at
    post.save(update_fields=["revoked_at"])
    _recorded(by, "post_ended", at=at, username=post.user.username, role=post.role, unit=post.agency.code)
