"""What people call each procedure, as a list."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.procedures.models import Procedure
from motcua.procedures.queries import phrases_of
from motcua.procedures.synonyms import say_synonyms
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

CODE, NAME, PHRASES = "Mã thủ tục", "Tên thủ tục", "Người dân gọi là"


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return every procedure with what it is called here."""
    known = phrases_of(post.authority)
    for code, name in Procedure.objects.order_by("code").values_list("code", "short_name"):
        yield [code, name, "; ".join(known.get(code, ()))]


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take what one procedure is called; the column of names is for reading only."""
    changed = say_synonyms(sheets.needed(cells, CODE, 20), sheets.several(cells, PHRASES), by=by, at=at)
    return Taken.CHANGED if changed else Taken.SAME


SHEET = Sheet(
    name="synonyms",
    title=gettext_lazy("Cách gọi thủ tục"),
    back="manage:synonyms",
    columns=(
        Column(CODE, gettext_lazy("Mã quốc gia, như 1.004873.")),
        Column(NAME, gettext_lazy("Để đọc cho dễ, không nhập.")),
        Column(PHRASES, gettext_lazy("Cách nhau dấu chấm phẩy: «giấy độc thân; xác nhận độc thân».")),
    ),
    rows=rows,
    take=take,
)
