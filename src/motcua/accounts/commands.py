"""People who sign in, and the posts they are given: each change is recorded in the person's own history."""

import datetime as dt
import secrets
from typing import Any

from axes.utils import reset as lift_lock
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts import rules, second_factor
from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, Counter
from motcua.events.managed import record_change
from motcua.events.record import in_record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

# Letters that nobody confuses when a password is read out.
_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
_PASSWORD_LENGTH = 12


def _recorded(user: User, name: str, *, by: Post, at: dt.datetime, **said: Any) -> None:
    """Append to the person's history; their row is locked, so that the chain has one end."""
    User.objects.select_for_update().get(pk=user.pk)
    record_change(name, kind="staff", key=user.pk, by=by, at=at, **said)


def _as_recorded(post: Post) -> dict[str, Any]:
    """Return what the history keeps of a post."""
    return {
        "role": in_record(Role(post.role).label),
        "unit": post.agency.name,
        "title": post.title,
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
        "counter": str(post.counter) if post.counter else None,
    }


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
    _recorded(user, "user_created", by=by, at=at, after={"username": username, "full_name": full_name})
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
    title = in_record(Role.ADMIN.label)
    post = Post.objects.create(user=user, agency=authority, role=Role.ADMIN, title=title, starts_on=today)
    _recorded(user, "office_begun", by=post, at=at, after={"username": username, "full_name": full_name})
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
    _recorded(user, "password_reset", by=by, at=at)
    return password


@transaction.atomic
def change_password(new: str, *, by: Post, at: dt.datetime) -> User:
    """Take the password that somebody chose for themselves; the caller has asked for the old one."""
    user = User.objects.select_for_update().get(pk=by.user_id)
    user.set_password(new)
    user.save(update_fields=["password"])
    _recorded(user, "password_changed", by=by, at=at)
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
    kept = _as_recorded(post)
    _recorded(user, "post_given", by=by, at=at, after=kept, role=kept["role"], unit=kept["unit"])
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
    kept = _as_recorded(post)
    _recorded(post.user, "post_ended", by=by, at=at, role=kept["role"], unit=kept["unit"])


@transaction.atomic
def create_user_without_password(*, username: str, full_name: str, email: str, by: Post, at: dt.datetime) -> User:
    """Make a user who cannot sign in until the administrator gives them a password by hand."""
    rules.check_can_manage(by.agency, by=by, on=local(at).date())
    if User.objects.filter(username=username).exists():
        raise Denied(_("Tên đăng nhập này đã có người dùng: chọn tên khác."))
    user = User.objects.create_user(username, None, full_name=full_name, email=email)
    _recorded(user, "user_created", by=by, at=at, after={"username": username, "full_name": full_name})
    return user


@transaction.atomic
def change_post(
    post: Post, *, title: str, ends_on: dt.date | None, counter: Counter | None, by: Post, at: dt.datetime
) -> bool:
    """Change how a post is called, its last day or its counter; tell whether anything changed."""
    today = local(at).date()
    rules.check_can_manage(post.agency, by=by, on=today)
    before = _as_recorded(post)
    post.title, post.ends_on, post.counter = title, ends_on, counter
    after = _as_recorded(post)
    if before == after:
        return False
    if ends_on is not None and ends_on < max(post.starts_on, today):
        raise Denied(_("Ngày kết thúc không lùi về trước hôm nay: kết thúc vị trí ở trang của người ấy."))
    rules.check_no_conflict(post.user, post.role, post.agency, starts_on=post.starts_on, ends_on=ends_on)
    post.save(update_fields=["title", "ends_on", "counter"])
    said = {"role": after["role"], "unit": after["unit"]}
    _recorded(post.user, "post_changed", by=by, at=at, before=before, after=after, **said)
    return True
