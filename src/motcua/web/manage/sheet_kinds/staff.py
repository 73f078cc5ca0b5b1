"""People and their posts, as a list: one row is one post."""

import datetime as dt
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts import commands
from motcua.accounts.models import Post, Role, User
from motcua.accounts.rules import check_can_manage_user
from motcua.agencies.models import Agency, Counter
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

USERNAME, NAME, EMAIL, ROLE = "Tên đăng nhập", "Họ và tên", "Thư điện tử", "Vai trò"
UNIT, TITLE, COUNTER, STARTS, ENDS = "Mã đơn vị", "Chức danh", "Quầy", "Từ ngày", "Đến hết ngày"
# As they stand in a file, whatever language the screen speaks.
ROLES = {
    Role.INTAKE.value: "Cán bộ tiếp nhận",
    Role.CASE.value: "Cán bộ thụ lý",
    Role.HEAD.value: "Trưởng đơn vị",
    Role.APPROVER.value: "Người ký duyệt",
    Role.RECORDS.value: "Văn thư",
    Role.CASHIER.value: "Thủ quỹ",
    Role.SUPERVISOR.value: "Giám sát",
    Role.ADMIN.value: "Quản trị kỹ thuật",
}


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return the posts of the authority that were not taken away."""
    posts = Post.objects.filter(agency__authority=post.authority, revoked_at=None)
    for each in posts.select_related("user", "agency", "counter").order_by("user__username", "starts_on", "pk"):
        yield [
            each.user.username, each.user.full_name, each.user.email, ROLES[each.role], each.agency.code, each.title,
            str(each.counter.number) if each.counter else "", sheets.shown(each.starts_on), sheets.shown(each.ends_on),
        ]  # fmt: skip


def _counter(cells: Cells, unit: Agency) -> Counter | None:
    number = cells[COUNTER]
    if not number:
        return None
    found = Counter.objects.filter(centre=unit, number=int(number) if number.isdecimal() else 0).first()
    if found is None:
        said = {"unit": unit.short_name, "number": number[:10]}
        raise Denied(_("%(unit)s không có quầy số %(number)s.") % said)
    return found


def _person(cells: Cells, by: Post, at: dt.datetime) -> User:
    username, name = sheets.needed(cells, USERNAME, 80), sheets.needed(cells, NAME, 120)
    user = User.objects.filter(username=username).first()
    if user is not None:
        check_can_manage_user(user, by=by, on=local(at).date())
        if user.full_name != name:
            said = {"username": username, "name": user.full_name}
            raise Denied(_("%(username)s là tên đăng nhập của %(name)s: sửa tên cho khớp, hoặc chọn tên khác.") % said)
        return user
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", username):
        raise Denied(_("Tên đăng nhập chỉ dùng chữ thường không dấu, số, dấu chấm, gạch ngang."))
    return commands.create_user_without_password(
        username=username, full_name=name, email=sheets.shortened(cells, EMAIL, 254), by=by, at=at
    )


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Give one post, and make its person where there is none; a post that stands may get another last day."""
    role = Role(sheets.one_of(cells, ROLE, ROLES))
    starts_on, ends_on = sheets.needed_day(cells, STARTS), sheets.day(cells, ENDS)
    unit = sheets.unit(cells, UNIT, on=starts_on)
    user, title = _person(cells, by, at), sheets.needed(cells, TITLE, 120)
    kept = user.posts.filter(agency=unit, role=role, starts_on=starts_on, revoked_at=None).first()
    if kept is None:
        commands.give_post(
            user=user,
            agency=unit,
            role=role,
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
            counter=_counter(cells, unit),
            by=by,
            at=at,
        )
        return Taken.NEW
    changed = commands.change_post(kept, title=title, ends_on=ends_on, counter=_counter(cells, unit), by=by, at=at)
    return Taken.CHANGED if changed else Taken.SAME


SHEET = Sheet(
    name="staff",
    title=gettext_lazy("Người và vị trí"),
    back="manage:staff",
    columns=(
        Column(USERNAME, gettext_lazy("Chữ thường không dấu; người mới chưa có mật khẩu, đặt ở trang của người ấy.")),
        Column(NAME),
        Column(EMAIL, gettext_lazy("Không bắt buộc.")),
        Column(ROLE, ", ".join(ROLES.values())),
        Column(UNIT, gettext_lazy("Như ở trang Đơn vị.")),
        Column(TITLE, gettext_lazy("Ghi trên giấy tờ.")),
        Column(COUNTER, gettext_lazy("Số quầy, với người ngồi quầy.")),
        Column(STARTS, gettext_lazy("Như 25/11/2026.")),
        Column(ENDS, gettext_lazy("Để trống khi chưa biết.")),
    ),
    rows=rows,
    take=take,
)
