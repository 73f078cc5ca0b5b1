"""Fees that the province's council sets, of every procedure, as one list: a resolution of many is many rows."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.lib.outcomes import Denied
from motcua.procedures import words
from motcua.procedures.definition import Definition
from motcua.web.manage import sheets
from motcua.web.manage.sheet_kinds.catalogue import CODE, NAME, STARTS, in_force, into_draft
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

FEE, CHANNEL, AMOUNT, SET_BY = "Khoản thu", "Cách nộp", "Mức (đồng)", "Văn bản đặt mức"
_COUNCIL = "hđnd"
_MOST_DIGITS = 9


def _is_local(definition: Definition) -> bool:
    """Tell whether the council sets a procedure's fees: its schedule says so, or leaves an amount to it."""
    fees = definition.fees
    return _COUNCIL in fees.set_by.casefold() or any(item.amount is None for item in fees.items)


def rows(_post: Post, at: dt.datetime) -> Iterable[list[str]]:
    """Return every fee of the procedures whose fees the council sets, as they are in force."""
    for version in in_force(at):
        fees = version.definition.fees
        if _is_local(version.definition):
            for item in fees.items:
                amount = "" if item.amount is None else str(item.amount)
                channel = str(words.CHANNELS[item.channel])
                yield [
                    version.procedure.code,
                    version.procedure.short_name,
                    item.name,
                    channel,
                    amount,
                    fees.set_by,
                    "",
                ]


def _amount(cells: Cells) -> int | None:
    """Return an amount written 15000 or 15.000; nothing where it stays to be entered at the counter."""
    text = cells[AMOUNT].replace(".", "").replace(" ", "").removesuffix("đ")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        said = {"column": AMOUNT, "text": cells[AMOUNT][:40]}
        raise Denied(_("Cột «%(column)s»: «%(text)s» không phải số tiền, ghi như 15000.") % said)
    return int(text)


def _changed(definition: Definition, cells: Cells) -> dict[str, object]:
    """Return a definition's fees with one row in them; Denied where there is no such fee."""
    name, amount = sheets.needed(cells, FEE, 600), _amount(cells)
    channel = sheets.one_of(cells, CHANNEL, {key.value: str(said) for key, said in words.CHANNELS.items()})
    items = [item.model_dump(mode="json") for item in definition.fees.items]
    meant = [item for item in items if item["name"].casefold() == name.casefold() and item["channel"] == channel]
    if len(meant) != 1:
        said = {"name": name, "code": definition.code}
        why = _("Thủ tục %(code)s không có đúng một khoản «%(name)s» với cách nộp này: sửa ở trang thủ tục.")
        raise Denied(why % said)
    meant[0]["amount"] = amount
    set_by = sheets.needed(cells, SET_BY, 600)
    return {"fees": definition.fees.model_dump(mode="json") | {"items": items, "set_by": set_by}}


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take one fee into the draft of its procedure; the column of names is for reading only."""
    return into_draft(cells, _changed, by, at)


SHEET = Sheet(
    name="fees",
    title=gettext_lazy("Mức thu do Hội đồng nhân dân tỉnh đặt"),
    back="manage:drafts",
    columns=(
        Column(CODE, gettext_lazy("Mã quốc gia, như 1.004873; mỗi khoản thu một dòng.")),
        Column(NAME, gettext_lazy("Để đọc cho dễ, không nhập.")),
        Column(FEE, gettext_lazy("Đúng tên khoản ở trang thủ tục.")),
        Column(CHANNEL, gettext_lazy("Một trong: mọi cách nộp, nộp tại quầy, nộp trực tuyến.")),
        Column(AMOUNT, gettext_lazy("Như 15000; 0: không thu; để trống: nhập tại quầy.")),
        Column(SET_BY, gettext_lazy("Số, ngày của nghị quyết.")),
        Column(STARTS, gettext_lazy("Ngày nghị quyết có hiệu lực; để trống: như bản nháp.")),
    ),
    rows=rows,
    take=take,
)
