"""Competence lent between agencies: a decision of many procedures is a list of many rows (law.md 1.8)."""

import datetime as dt
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.lib.outcomes import Denied
from motcua.procedures.delegating import Competence, lend_competence
from motcua.procedures.queries import competences_of
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken
from motcua.worktime.deadlines import Limit, LimitKind

FROM, TO, CODE, DECISION = "Mã cơ quan ủy quyền", "Mã cơ quan nhận", "Mã thủ tục", "Quyết định"
STARTS, ENDS, LIMIT, SIGNATURE = "Từ ngày", "Đến hết ngày", "Thời hạn riêng", "Chức danh ký"
_UNITS = {
    LimitKind.SAME_DAY: "trong ngày",
    LimitKind.WORKING_HOURS: "giờ làm việc",
    LimitKind.WORKING_DAYS: "ngày làm việc",
    LimitKind.CALENDAR_DAYS: "ngày",
}
_MOST = 400


def limit_of(text: str) -> Limit | None:
    """Return a time limit written as it is said: 3 ngày làm việc; nothing for an empty cell."""
    said = " ".join(text.split()).casefold()
    if not said:
        return None
    if said == _UNITS[LimitKind.SAME_DAY]:
        return Limit(LimitKind.SAME_DAY, 1)
    for kind, unit in _UNITS.items():
        found = re.fullmatch(rf"(\d{{1,3}}) {unit}", said)
        if found and kind is not LimitKind.SAME_DAY and 0 < int(found[1]) <= _MOST:
            return Limit(kind, int(found[1]))
    raise Denied(
        _("Cột «%(column)s»: «%(text)s» không hiểu được, ghi như «3 ngày làm việc».")
        % {"column": LIMIT, "text": text[:40]}
    )


def said(limit: Limit | None) -> str:
    """Return a time limit as it stands in a cell."""
    if limit is None:
        return ""
    return _UNITS[limit.kind] if limit.kind is LimitKind.SAME_DAY else f"{limit.value} {_UNITS[limit.kind]}"


def code_of(cells: Cells) -> str:
    """Return a procedure's code; a spreadsheet that took it for a number has eaten its last noughts."""
    text = sheets.needed(cells, CODE, 20)
    return text.ljust(8, "0") if re.fullmatch(r"\d\.\d{1,6}", text) else text


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return what stands and was not revoked."""
    for row in competences_of(post.authority).filter(revoked_at=None):
        yield [
            row.from_agency.code, row.to_agency.code, row.procedure_code, row.decision, sheets.shown(row.starts_on),
            sheets.shown(row.ends_on), said(row.limit), row.signature,
        ]  # fmt: skip


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take one procedure of a decision in."""
    starts_on = sheets.needed_day(cells, STARTS)
    competence = Competence(
        from_agency=sheets.unit(cells, FROM, on=starts_on),
        to_agency=sheets.unit(cells, TO, on=starts_on),
        procedure_code=code_of(cells),
        decision=sheets.needed(cells, DECISION, 120),
        starts_on=starts_on,
        ends_on=sheets.day(cells, ENDS),
        limit=limit_of(cells[LIMIT]),
        signature=sheets.shortened(cells, SIGNATURE, 160),
    )
    return Taken(lend_competence(competence, by=by, at=at).upper())


SHEET = Sheet(
    name="competences",
    title=gettext_lazy("Ủy quyền giữa các cơ quan"),
    back="manage:competences",
    columns=(
        Column(FROM, gettext_lazy("Mã đơn vị có thẩm quyền, như ở trang Đơn vị.")),
        Column(TO, gettext_lazy("Mã đơn vị được ủy quyền giải quyết.")),
        Column(CODE, gettext_lazy("Mã quốc gia, như 1.004873; mỗi thủ tục một dòng.")),
        Column(DECISION, gettext_lazy("Số, ngày của quyết định ủy quyền.")),
        Column(STARTS, gettext_lazy("Ngày bắt đầu, như 25/11/2026.")),
        Column(ENDS, gettext_lazy("Để trống khi chưa biết.")),
        Column(LIMIT, gettext_lazy("Như «3 ngày làm việc», «8 giờ làm việc», «trong ngày»; để trống: theo thủ tục.")),
        Column(SIGNATURE, gettext_lazy("Dòng đầu khối chữ ký, như «TUQ. GIÁM ĐỐC SỞ»; để trống cũng được.")),
    ),
    rows=rows,
    take=take,
)
