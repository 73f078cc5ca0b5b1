"""Statutory time limits of every procedure and of each of its cases, as one list: what cuts many is one file."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import Definition, TimeLimit
from motcua.web.manage import sheets
from motcua.web.manage.sheet_kinds.catalogue import CODE, NAME, STARTS, in_force, into_draft, limit_of, said
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

CASE, LIMIT = "Trường hợp", "Thời hạn"


def rows(_post: Post, at: dt.datetime) -> Iterable[list[str]]:
    """Return the limit of every procedure, then those of its cases, as they are in force."""
    for version in in_force(at):
        code, name = version.procedure.code, version.procedure.short_name
        yield [code, name, "", said(version.definition.time_limit.limit()), ""]
        for case in version.definition.cases:
            yield [code, name, case.name, said(case.time_limit.limit()), ""]


def _limited(before: TimeLimit, cells: Cells) -> dict[str, object]:
    """Return a limit as the row says it; hour of closing and notes stay as they are."""
    plain, limit = before.model_dump(mode="json"), limit_of(cells, LIMIT)
    if said(limit) == said(before.limit()):
        return plain
    return plain | {"kind": limit and limit.kind.value, "value": limit and limit.value}


def _changed(definition: Definition, cells: Cells) -> Mapping[str, object]:
    name = sheets.shortened(cells, CASE, 600)
    if not name:
        return {"time_limit": _limited(definition.time_limit, cells)}
    if sum(case.name.casefold() == name.casefold() for case in definition.cases) != 1:
        known = "; ".join(case.name for case in definition.cases)
        why = _("Thủ tục %(code)s không có đúng một trường hợp «%(name)s»: %(known)s.")
        raise Denied(why % {"code": definition.code, "name": name, "known": known or _("không có trường hợp nào")})
    cases = [
        case.model_dump(mode="json")
        | ({"time_limit": _limited(case.time_limit, cells)} if case.name.casefold() == name.casefold() else {})
        for case in definition.cases
    ]
    return {"cases": cases}


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take one limit into the draft of its procedure; the column of names is for reading only."""
    return into_draft(cells, _changed, by, at)


SHEET = Sheet(
    name="limits",
    title=gettext_lazy("Thời hạn giải quyết"),
    back="manage:drafts",
    columns=(
        Column(CODE, gettext_lazy("Mã quốc gia, như 1.004873; mỗi thời hạn một dòng.")),
        Column(NAME, gettext_lazy("Để đọc cho dễ, không nhập.")),
        Column(CASE, gettext_lazy("Đúng tên trường hợp ở trang thủ tục; để trống: trường hợp thường.")),
        Column(LIMIT, gettext_lazy("Như «3 ngày làm việc», «8 giờ làm việc», «trong ngày»; để trống: không có hạn.")),
        Column(STARTS, gettext_lazy("Ngày văn bản có hiệu lực; để trống: như bản nháp.")),
    ),
    rows=rows,
    take=take,
)
