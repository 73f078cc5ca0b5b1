"""The papers of each circular, as a list: a new circular is a list of new rows."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy, override

from motcua.accounts.models import Post
from motcua.dossiers.commands.paper_forms import PAGES, FormSaid, say_form
from motcua.dossiers.legal_sets import REGISTER, sets_of
from motcua.dossiers.models import PaperKind
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

SET, STARTS, KIND, NUMBER = "Theo văn bản", "Từ ngày", "Giấy tờ", "Mẫu số"
TITLE, SIGN, PAGE = "Tên in trên giấy", "Ký hiệu", "Khổ giấy"
_PAGES = {page: page.upper() for page in PAGES}


def kinds() -> dict[str, str]:
    """Return every kind of paper, as it stands in a file, whatever language the screen speaks."""
    with override("vi"):
        return {kind.value: str(kind.label) for kind in PaperKind} | {REGISTER: "Sổ theo dõi hồ sơ"}


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return every paper of every circular, then those that belong to none."""
    sets, names = sets_of(post.authority), kinds()
    of_all = [(each.name, each.valid_from, each.papers) for each in sets.sets] + [("", None, sets.others)]
    for name, starts_on, papers in of_all:
        for kind, form in papers.items():
            yield [
                name, sheets.shown(starts_on), names[kind], form.number, form.title, form.sign, _PAGES[form.page],
            ]  # fmt: skip


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Say one paper."""
    said = FormSaid(
        legal_set=sheets.shortened(cells, SET, 40),
        valid_from=sheets.day(cells, STARTS),
        kind=sheets.one_of(cells, KIND, kinds()),
        number=sheets.shortened(cells, NUMBER, 10),
        title=sheets.needed(cells, TITLE, 160),
        sign=sheets.shortened(cells, SIGN, 40),
        page=sheets.one_of(cells, PAGE, _PAGES),
    )
    return Taken(say_form(said, by=by, at=at).upper())


SHEET = Sheet(
    name="papers",
    title=gettext_lazy("Mẫu giấy tờ"),
    back="manage:papers",
    columns=(
        Column(SET, gettext_lazy("Như «TT 03/2025/TT-VPCP»; để trống: giấy không theo thông tư nào.")),
        Column(STARTS, gettext_lazy("Ngày văn bản có hiệu lực; hồ sơ nộp từ ngày ấy dùng mẫu của văn bản.")),
        Column(KIND, gettext_lazy("Loại giấy, đúng như cột này khi ra tệp.")),
        Column(NUMBER, gettext_lazy("Số của mẫu trong văn bản, như 01; để trống cũng được.")),
        Column(TITLE),
        Column(SIGN, gettext_lazy("Đứng sau số, như «TTPVHCC» trong «12/TTPVHCC»; để trống: giấy không có số.")),
        Column(PAGE, "A4, A5"),
    ),
    rows=rows,
    take=take,
)
