"""Lists that an administrator loads from a spreadsheet and saves as one: one way for every kind of list.

A sheet has its columns, says its rows, and takes a row by the same command that its page uses. The dry run does exactly
what applying would, and then takes all of it back: what it reports is what would happen, and nothing is written.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core import signing
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.lib.outcomes import Denied
from motcua.lib.sheets import BadSheet, Row, Why

_SALT = "motcua.manage.sheets"
_KEPT_FOR = dt.timedelta(hours=2)
_SHOWN_CELLS = 3
# The number of a row that was typed on the page and stands in no file.
TYPED = 1


class Taken(StrEnum):
    """What became of a row."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    NOT_TAKEN = "NOT_TAKEN"


TAKEN_WORDS: dict[Taken, tuple[str | Promise, str]] = {
    Taken.NEW: (gettext_lazy("thêm"), "good"),
    Taken.CHANGED: (gettext_lazy("sửa"), "calm"),
    Taken.SAME: (gettext_lazy("không đổi"), ""),
    Taken.NOT_TAKEN: (gettext_lazy("không nhận"), "late"),
}

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: how its head is written, and what stands in it."""

    name: str
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of list: `rows` says what is there, `take` takes one row in or raises Denied with the reason."""

    name: str
    title: str | Promise
    back: str
    columns: tuple[Column, ...]
    rows: Callable[[Post, dt.datetime], Iterable[Sequence[str]]]
    take: Callable[[Cells, Post, dt.datetime], Taken]

    @property
    def heads(self) -> list[str]:
        """The first line of the file."""
        return [column.name for column in self.columns]


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one row, with the reason where it was not taken."""

    number: int
    what: str
    taken: Taken
    reason: str = ""

    @property
    def words(self) -> str:
        """The outcome in a word."""
        return str(TAKEN_WORDS[self.taken][0])

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        return TAKEN_WORDS[self.taken][1]


@dataclass(frozen=True, slots=True)
class Report:
    """Every row of a file with what became of it."""

    lines: tuple[Line, ...]

    def count(self, taken: Taken) -> int:
        """Return how many rows had this outcome."""
        return sum(line.taken is taken for line in self.lines)

    @property
    def summary(self) -> str:
        """The whole in a sentence."""
        said = {str(taken): self.count(taken) for taken in Taken}
        return (
            _("%(NEW)d dòng thêm, %(CHANGED)d dòng sửa, %(SAME)d dòng không đổi, %(NOT_TAKEN)d dòng không nhận.") % said
        )

    @property
    def typed(self) -> bool:
        """Whether it is one row typed by hand."""
        return [line.number for line in self.lines] == [TYPED]

    @property
    def useful(self) -> bool:
        """Whether applying it would change anything."""
        return any(line.taken in {Taken.NEW, Taken.CHANGED} for line in self.lines)


def run(sheet: Sheet, rows: Sequence[Row], *, by: Post, at: dt.datetime, keep: bool) -> Report:
    """Take every row that can be taken; without `keep` all of it is taken back again, and only the report remains."""
    with transaction.atomic():
        lines = tuple(_taken(sheet, row, by=by, at=at) for row in rows)
        if not keep:
            transaction.set_rollback(True)
    return Report(lines)


def _taken(sheet: Sheet, row: Row, *, by: Post, at: dt.datetime) -> Line:
    what = " · ".join([cell for cell in row.cells.values() if cell][:_SHOWN_CELLS])
    try:
        with transaction.atomic():
            return Line(row.number, what, sheet.take(row.cells, by, at))
    except Denied as denied:
        return Line(row.number, what, Taken.NOT_TAKEN, denied.reason)


def sealed(sheet: Sheet, rows: Sequence[Row], *, by: Post) -> str:
    """Return the rows as the page keeps them between the dry run and applying: signed, so that nobody adds to them."""
    said = {"sheet": sheet.name, "post": by.pk, "rows": [[row.number, *row.cells.values()] for row in rows]}
    return signing.dumps(said, salt=_SALT, compress=True)


def unsealed(sheet: Sheet, token: str, *, by: Post) -> list[Row] | None:
    """Return the rows that were kept; None when they are not this post's, too old, or touched."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=_KEPT_FOR)
    except signing.BadSignature:
        return None
    if (said["sheet"], said["post"]) != (sheet.name, by.pk):
        return None
    return [Row(number, dict(zip(sheet.heads, cells, strict=True))) for number, *cells in said["rows"]]


_WHY: dict[Why, str | Promise] = {
    Why.EMPTY: gettext_lazy("Tệp trống: chọn lại tệp."),
    Why.TOO_LARGE: gettext_lazy("Tệp lớn hơn %(detail)s MB, không phải một danh sách: chọn lại tệp, hoặc chia nhỏ."),
    Why.NOT_A_SHEET: gettext_lazy("Đây không phải bảng tính đọc được: lưu lại ở dạng .xlsx hoặc .csv rồi gửi."),
    Why.OLD_OR_LOCKED: gettext_lazy("Tệp có mật khẩu hoặc là dạng .xls cũ: bỏ mật khẩu, lưu lại ở dạng .xlsx rồi gửi."),
    Why.MACROS: gettext_lazy("Tệp có macro hoặc đối tượng nhúng: lưu lại ở dạng .xlsx không macro rồi gửi."),
    Why.FORMULA: gettext_lazy("Ô %(detail)s là công thức: dán lại thành giá trị rồi gửi."),
    Why.BOMB: gettext_lazy("Tệp bung ra lớn bất thường hoặc có nội dung lạ, không mở: kiểm tra lại nguồn tệp."),
    Why.TOO_MANY_ROWS: gettext_lazy("Tệp có hơn %(detail)s dòng: chia thành nhiều tệp."),
    Why.ENCODING: gettext_lazy("Chữ trong tệp không đọc được: lưu lại ở dạng CSV UTF-8, hoặc .xlsx."),
    Why.COLUMNS: gettext_lazy("Dòng đầu thiếu cột: %(detail)s. Tải tệp mẫu về để có đúng tên cột."),
    Why.TWICE: gettext_lazy("Dòng đầu có hai cột cùng tên: %(detail)s. Bỏ bớt một cột rồi gửi."),
    Why.MORE_LISTS: gettext_lazy(
        "Tệp có nhiều trang tính cùng là danh sách này («%(detail)s»): gộp vào một trang, hoặc lưu thành từng tệp."
    ),
    Why.SHIFTED: gettext_lazy("Dòng %(detail)s có nhiều ô hơn dòng đầu, các ô có thể lệch cột: sửa dòng ấy rồi gửi."),
}


def sentence(bad: BadSheet) -> str:
    """Return why a file is not taken and what to do next."""
    return str(_WHY[bad.why]) % {"detail": bad.detail}


def day(cells: Cells, column: str) -> dt.date | None:
    """Return a day written 25/11/2026 or 2026-11-25; None for an empty cell; Denied for anything else."""
    text = cells[column]
    if not text:
        return None
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    said = {"column": column, "text": text[:40]}
    raise Denied(_("Cột «%(column)s»: «%(text)s» không phải ngày, ghi như 25/11/2026.") % said)


def needed_day(cells: Cells, column: str) -> dt.date:
    """Return a day that must be there."""
    found = day(cells, column)
    if found is None:
        raise Denied(_("Cột «%(column)s» trống: ghi ngày, như 25/11/2026.") % {"column": column})
    return found


def needed(cells: Cells, column: str, most: int) -> str:
    """Return a text that must be there and is no longer than can be kept."""
    text = shortened(cells, column, most)
    if not text:
        raise Denied(_("Cột «%(column)s» trống.") % {"column": column})
    return text


def shortened(cells: Cells, column: str, most: int) -> str:
    """Return a text that is no longer than can be kept; Denied for a longer one, for nothing is cut off silently."""
    text = cells[column]
    if len(text) > most:
        raise Denied(_("Cột «%(column)s» dài quá %(most)d chữ.") % {"column": column, "most": most})
    return text


def several(cells: Cells, column: str) -> list[str]:
    """Return what is listed in a cell, separated by semicolons."""
    return [part.strip() for part in cells[column].split(";") if part.strip()]


def unit(cells: Cells, column: str, *, on: dt.date) -> Agency:
    """Return the unit that carries the code in a cell on a day."""
    code = needed(cells, column, 35)
    found = Agency.objects.valid_on(on).select_related("authority").filter(code=code).first()
    if found is None:
        said = {"column": column, "code": code, "day": f"{on:%d/%m/%Y}"}
        raise Denied(_("Cột «%(column)s»: ngày %(day)s không có đơn vị mã %(code)s.") % said)
    return found


def one_of(cells: Cells, column: str, names: Mapping[str, str]) -> str:
    """Return the key of a name that must be one of these, whatever its capitals."""
    text = cells[column].casefold()
    for key, name in names.items():
        if text in {key.casefold(), name.casefold()}:
            return key
    said = {"column": column, "names": ", ".join(names.values())}
    raise Denied(_("Cột «%(column)s» phải là một trong: %(names)s.") % said)


def shown(value: dt.date | None) -> str:
    """Return a day as it stands in a cell."""
    return f"{value:%d/%m/%Y}" if value else ""
