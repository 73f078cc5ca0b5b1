"""Competence lent between agencies: a decision of many procedures is a list of many rows (law.md 1.8)."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.procedures.delegating import Competence, lend_competence
from motcua.procedures.queries import competences_of
from motcua.web.manage import sheets
from motcua.web.manage.sheet_kinds.catalogue import CODE, STARTS, code_of, limit_of, said
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

FROM, TO, DECISION = "Mã cơ quan ủy quyền", "Mã cơ quan nhận", "Quyết định"
ENDS, LIMIT, SIGNATURE = "Đến hết ngày", "Thời hạn riêng", "Chức danh ký"


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
        limit=limit_of(cells, LIMIT),
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
