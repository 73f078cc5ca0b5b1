"""Tables from spreadsheets and back (.xlsx, .csv): what comes from outside is distrusted, what goes out is harmless.

A file is refused as a whole, with a word for why, when it is no spreadsheet, is far larger than a list can be, unpacks
to more than it should, carries macros or formulas. Nothing in it is ever carried out.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 5000
MOST_COLUMNS = 40
# A cell that begins so could be taken for a formula by the program that opens the file.
_LIVE = ("=", "+", "-", "@", "\t", "\r", "'")
_QUOTE = "'"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_WIDEST = 48


class Why(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_SHEET = "not_a_sheet"
    OLD_OR_LOCKED = "old_or_locked"
    MACROS = "macros"
    FORMULA = "formula"
    BOMB = "bomb"
    TOO_MANY_ROWS = "too_many_rows"
    ENCODING = "encoding"
    COLUMNS = "columns"
    TWICE = "twice"
    MORE_LISTS = "more_lists"
    SHIFTED = "shifted"


class BadSheet(Exception):  # noqa: N818 - it reads as what it says: BadSheet(Why.MACROS)
    """The file is not taken; `detail` names the cell, the columns or the number that says more."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Row:
    """One line under the header: its number as the spreadsheet shows it, its cells by the name of their column."""

    number: int
    cells: dict[str, str]


def read(content: bytes, columns: Sequence[str]) -> list[Row]:
    """Return the rows of the first sheet; BadSheet when the file is not what it should be or a column is missing.

    Columns may stand in any order and beside others; empty rows are left out. What would be lost without a word makes
    the file bad: a column that stands twice, a second sheet with the same columns, a text line with cells beyond them.
    """
    if not content.strip():
        raise BadSheet(Why.EMPTY)
    if len(content) > MOST_BYTES:
        raise BadSheet(Why.TOO_LARGE, str(MOST_BYTES // 1024 // 1024))
    lines = _workbook_lines(content, columns) if content.startswith(b"PK") else _text_lines(content)
    header = next(lines, [])
    for why, named in (
        (Why.COLUMNS, [name for name in columns if name not in header]),
        (Why.TWICE, [name for name in columns if header.count(name) > 1]),
    ):
        if named:
            raise BadSheet(why, ", ".join(named))
    found: list[Row] = []
    for number, line in enumerate(lines, start=2):
        cells = dict(zip(header, line, strict=False))
        if any(line[len(header) :]):
            raise BadSheet(Why.SHIFTED, str(number))
        if any(line):
            found.append(Row(number, {name: cells.get(name, "") for name in columns}))
        if number > MOST_ROWS + 1:
            raise BadSheet(Why.TOO_MANY_ROWS, str(MOST_ROWS))
    return found


def _workbook_lines(content: bytes, columns: Sequence[str]) -> Iterator[list[str]]:
    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        _check_is_alone(book.worksheets[1:], columns)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
        lines = [[_cell(cell) for cell in row] for row in rows]
    except BadSheet:
        raise
    except Exception as broken:  # whatever the library stumbles over, the answer is the same sentence
        raise BadSheet(Why.NOT_A_SHEET) from broken
    return iter(_without_tail(lines))


def _check_is_alone(others: Iterable[Any], columns: Sequence[str]) -> None:
    """Refuse a workbook whose further sheets hold such a list too: only the first is read."""
    for other in others:
        heads = {_said(value) for row in other.iter_rows(max_row=1, values_only=True) for value in row}
        if heads.issuperset(columns):
            raise BadSheet(Why.MORE_LISTS, other.title)


def _without_tail(lines: list[list[str]]) -> list[list[str]]:
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


def _check_package(content: bytes) -> None:
    """Look at the package before anything in it is unpacked or read."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadSheet(Why.BOMB)
            names = {part.filename.lower() for part in parts}
            if any(name.endswith((".bin", ".exe", ".dll")) and "printersettings" not in name for name in names):
                raise BadSheet(Why.MACROS)
            if "xl/workbook.xml" not in names:
                raise BadSheet(Why.NOT_A_SHEET)
            for part in parts:
                _check_part(package, part)
    except (BadZipFile, RuntimeError, NotImplementedError, zipfile.LargeZipFile, OSError, EOFError) as broken:
        raise BadSheet(Why.NOT_A_SHEET) from broken


def _check_part(package: ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that defines entities of its own or is written so that this could not be seen."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return
    with package.open(part) as stream:
        beginning = stream.read(4096)
    if b"\x00" in beginning or b"<!doctype" in beginning.lower() or b"<!entity" in beginning.lower():
        raise BadSheet(Why.BOMB)
    if b"macroenabled" in beginning.lower():
        raise BadSheet(Why.MACROS)


def _cell(cell: Any) -> str:
    if cell.data_type == "f":
        raise BadSheet(Why.FORMULA, f"{get_column_letter(cell.column)}{cell.row}")
    return _plain(_said(cell.value))


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):  # a moment is a date too: a sheet's days come as moments
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _text_lines(content: bytes) -> Iterator[list[str]]:
    if content.startswith(_OLD_OFFICE):
        raise BadSheet(Why.OLD_OR_LOCKED)
    if b"\x00" in content or content.lstrip()[:5].lower() in {b"%pdf-", b"<html", b"<!doc", b"<?xml", b"{\\rtf"}:
        raise BadSheet(Why.NOT_A_SHEET)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSheet(Why.ENCODING) from None
    first = text.splitlines()[0]
    delimiter = max(";,\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as broken:
        raise BadSheet(Why.NOT_A_SHEET) from broken
    return iter([[_text(cell, row, place) for place, cell in enumerate(line, 1)] for row, line in enumerate(lines, 1)])


def _text(cell: str, row: int, column: int) -> str:
    said = cell.strip()
    if said.startswith("="):
        raise BadSheet(Why.FORMULA, f"{get_column_letter(column)}{row}")
    return _plain(said)


def _plain(said: str) -> str:
    """Take the quote away that made a cell harmless."""
    return said[1:] if said.startswith(_QUOTE) and said[1:].startswith(_LIVE) else said


def harmless(value: str) -> str:
    """Return a cell that no program takes for a formula; reading it gives the value again."""
    return _QUOTE + value if value.startswith(_LIVE) else value


def as_workbook(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Return a table as .xlsx: every cell a text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    for line in (columns, *rows):
        sheet.append([harmless(value) or None for value in line])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value is not None else cell.data_type
            cell.number_format = "@"
    sheet.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        column[0].font = Font(bold=True)
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, _WIDEST)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def as_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as .csv that spreadsheets open with its Vietnamese letters."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in line] for line in rows)
    return kept.getvalue().encode("utf-8-sig")
