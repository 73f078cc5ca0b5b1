"""Who signs for whom, as a list."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts import delegating, manners
from motcua.accounts.models import Delegation, Post
from motcua.accounts.queries import delegations_of
from motcua.accounts.rules import DELEGATES, LENDERS
from motcua.lib.outcomes import Denied
from motcua.procedures.models import Procedure
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

FROM, TO, MANNER, STARTS, ENDS = "Người ủy quyền", "Người được ủy quyền", "Cách ký", "Từ ngày", "Đến hết ngày"
DECISION, SECTORS, PROCEDURES = "Văn bản", "Lĩnh vực", "Mã thủ tục"


def _post(cells: Cells, column: str, roles: frozenset[str], by: Post, on: dt.date) -> Post:
    """Return the post of somebody, by their user name; the first they were given where they hold several."""
    username = sheets.needed(cells, column, 80)
    held = Post.objects.filter(user__username=username, agency__authority=by.authority).select_related("user", "agency")
    posts = [post for post in held.order_by("pk") if post.role in roles and post.held_on(on)]
    if not posts:
        said = {"column": column, "who": username, "day": f"{on:%d/%m/%Y}"}
        raise Denied(_("Cột «%(column)s»: %(who)s không giữ vị trí ký được vào ngày %(day)s.") % said)
    return posts[0]


def _known(cells: Cells) -> tuple[list[str], list[str]]:
    sectors, codes = sorted(sheets.several(cells, SECTORS)), sorted(sheets.several(cells, PROCEDURES))
    known = Procedure.objects.all()
    strange = set(codes) - set(known.filter(code__in=codes).values_list("code", flat=True))
    strange |= set(sectors) - set(known.filter(sector__in=sectors).values_list("sector", flat=True))
    if strange:
        raise Denied(_("Không có trong danh mục: %(names)s.") % {"names": ", ".join(sorted(strange))})
    return sectors, codes


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return what was not revoked."""
    for row in delegations_of(post.authority).filter(revoked_at=None):
        yield [
            row.from_post.user.username, row.to_post.user.username, manners.mark_of(row.manner),
            sheets.shown(row.starts_on), sheets.shown(row.ends_on), row.decision, "; ".join(row.sectors),
            "; ".join(row.procedures),
        ]  # fmt: skip


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take one in; one that stands already, in every word, is left as it is."""
    starts_on, ends_on = sheets.needed_day(cells, STARTS), sheets.needed_day(cells, ENDS)
    sectors, codes = _known(cells)
    said: dict[str, Any] = {
        "from_post": _post(cells, FROM, LENDERS, by, starts_on),
        "to_post": _post(cells, TO, DELEGATES, by, starts_on),
        "manner": sheets.one_of(cells, MANNER, {key: each["mark"] for key, each in manners.manners().items()}),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "decision": sheets.needed(cells, DECISION, 120),
    }
    same = Delegation.objects.filter(**said, revoked_at=None)
    if any((row.sectors, row.procedures) == (sectors, codes) for row in same):
        return Taken.SAME
    delegating.delegate(**said, sectors=sectors, procedures=codes, by=by, at=at)
    return Taken.NEW


SHEET = Sheet(
    name="delegations",
    title=gettext_lazy("Ủy quyền ký"),
    back="manage:delegations",
    columns=(
        Column(FROM, gettext_lazy("Tên đăng nhập của người ký duyệt.")),
        Column(TO, gettext_lazy("Tên đăng nhập của trưởng đơn vị hoặc người ký duyệt khác.")),
        Column(MANNER, gettext_lazy("KT., TUQ. hoặc TL.")),
        Column(STARTS, gettext_lazy("Như 25/11/2026.")),
        Column(ENDS, gettext_lazy("Ngày cuối cùng còn ký thay.")),
        Column(DECISION, gettext_lazy("Số, ngày của văn bản ủy quyền.")),
        Column(SECTORS, gettext_lazy("Cách nhau dấu chấm phẩy; để trống: mọi lĩnh vực.")),
        Column(PROCEDURES, gettext_lazy("Cách nhau dấu chấm phẩy; để trống: không giới hạn theo mã.")),
    ),
    rows=rows,
    take=take,
)
