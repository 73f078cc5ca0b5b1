"""The internal workflow of every procedure, a step a row: who does it and in how many working hours.

Steps that are there are changed here; adding, taking away and joining them otherwise is done on the draft's own page.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post, Role
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import Definition
from motcua.web.manage import sheets
from motcua.web.manage.sheet_kinds.catalogue import CODE, NAME, STARTS, in_force, into_draft
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

STEP, ROLE, WHAT, WHO, HOURS = "Bước", "Vai trò", "Việc", "Ai làm", "Giờ làm việc"
_MOST_HOURS = 4000


def rows(_post: Post, at: dt.datetime) -> Iterable[list[str]]:
    """Return every step of every procedure, as it is in force."""
    for version in in_force(at):
        for step in version.definition.steps:
            yield [
                version.procedure.code, version.procedure.short_name, str(step.number), str(step.role.label), step.name,
                step.who, f"{step.hours:g}", "",
            ]  # fmt: skip


def _hours(cells: Cells) -> float:
    """Return working hours written 1.5 or 1,5."""
    text = sheets.needed(cells, HOURS, 10).replace(",", ".")
    if not (text.isascii() and text.replace(".", "", 1).isdigit() and float(text) <= _MOST_HOURS):
        said = {"column": HOURS, "text": cells[HOURS]}
        raise Denied(_("Cột «%(column)s»: «%(text)s» không phải số giờ, ghi như 1,5.") % said)
    return float(text)


def _changed(definition: Definition, cells: Cells) -> Mapping[str, object]:
    """Return the steps with one of them as the row says it; Denied where there is no such step."""
    text, roles = sheets.needed(cells, STEP, 4), {role.value: str(role.label) for role in Role}
    steps = [step.model_dump(mode="json") for step in definition.steps]
    meant = [step for step in steps if str(step["number"]) == text]
    if not meant:
        said = {"code": definition.code, "n": len(steps), "step": text}
        raise Denied(_("Thủ tục %(code)s có %(n)d bước, không có bước «%(step)s»: thêm bước ở trang thủ tục.") % said)
    meant[0] |= {
        "role": sheets.one_of(cells, ROLE, roles),
        "name": sheets.needed(cells, WHAT, 200),
        "who": sheets.shortened(cells, WHO, 200),
        "hours": _hours(cells),
    }
    return {"steps": steps}


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take one step into the draft of its procedure; the column of names is for reading only."""
    return into_draft(cells, _changed, by, at)


SHEET = Sheet(
    name="steps",
    title=gettext_lazy("Quy trình nội bộ"),
    back="manage:drafts",
    columns=(
        Column(CODE, gettext_lazy("Mã quốc gia, như 1.004873; mỗi bước một dòng.")),
        Column(NAME, gettext_lazy("Để đọc cho dễ, không nhập.")),
        Column(STEP, gettext_lazy("Số thứ tự của bước, như 2; thêm, bớt bước ở trang thủ tục.")),
        Column(ROLE, gettext_lazy("Đúng tên vai trò, như ở trang Nhân sự.")),
        Column(WHAT, gettext_lazy("Bước này làm gì.")),
        Column(WHO, gettext_lazy("Chức danh, bộ phận; để trống cũng được.")),
        Column(HOURS, gettext_lazy("Như 4 hoặc 1,5; tổng các bước không quá thời hạn.")),
        Column(STARTS, gettext_lazy("Ngày quy trình có hiệu lực; để trống: như bản nháp.")),
    ),
    rows=rows,
    take=take,
)
