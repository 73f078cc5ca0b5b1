"""Spreadsheets in and out: hostile files are refused with a word for why, no cell is a formula, nothing is lost."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from motcua.lib import sheets
from motcua.lib.sheets import BadSheet, Why, as_text, as_workbook, harmless, read

COLUMNS = ["Mã", "Tên"]


def workbook(*lines: Sequence[object]) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(list(line))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(name: str, content: bytes, *, instead: bool = False) -> bytes:
    """A sound workbook with one part more, or with other content in a part it has."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(COLUMNS, ["1", "Một"]))) as sound,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as hostile,
    ):
        for part in sound.namelist():
            if not (instead and part == name):
                hostile.writestr(part, sound.read(part))
        hostile.writestr(name, content)
    return kept.getvalue()


def test_rows_are_read_by_the_names_of_their_columns_in_any_order() -> None:
    content = workbook(["Ghi chú", "Tên", "Mã"], ["x", "Một", 1], [None, None, None], ["y", " Hai ", 2.0])

    assert [(row.number, row.cells) for row in read(content, COLUMNS)] == [
        (2, {"Mã": "1", "Tên": "Một"}),
        (4, {"Mã": "2", "Tên": "Hai"}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_read_whatever_separates_its_cells(delimiter: str) -> None:
    content = "\n".join(delimiter.join(line) for line in (COLUMNS, ["00565", "Gia Lâm"], ["", ""])).encode("utf-8-sig")

    assert [row.cells for row in read(content, COLUMNS)] == [{"Mã": "00565", "Tên": "Gia Lâm"}]


def test_a_day_of_a_workbook_is_written_as_people_write_it() -> None:
    day = dt.datetime(2026, 11, 25, tzinfo=None)  # noqa: DTZ001 - a workbook knows no zones

    assert read(workbook(COLUMNS, ["1", day]), COLUMNS)[0].cells["Tên"] == "25/11/2026"
    assert read(workbook(COLUMNS, ["1", day.date()]), COLUMNS)[0].cells["Tên"] == "25/11/2026"


HOSTILE = {
    "nothing": (b"", Why.EMPTY),
    "blank": (b" \n ", Why.EMPTY),
    "a hundred megabytes": (b"a" * (sheets.MOST_BYTES + 1), Why.TOO_LARGE),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", Why.NOT_A_SHEET),
    "a page": (b"<html><table></table></html>", Why.NOT_A_SHEET),
    "a paper": (b"%PDF-1.7 ...", Why.NOT_A_SHEET),
    "an old or locked workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, Why.OLD_OR_LOCKED),
    "a broken package": (b"PK\x03\x04 and nothing more", Why.NOT_A_SHEET),
    "letters of another time": ("Mã,Tên\n1,Một".encode("utf-16-be").replace(b"\x00", b"\xff"), Why.ENCODING),
    "other columns": (workbook(["Mã", "Khác"], ["1", "2"]), Why.COLUMNS),
    "columns alone of another file": (b"a,b\n1,2", Why.COLUMNS),
    "a formula": (workbook(COLUMNS, ["1", "=1+1"]), Why.FORMULA),
    "a formula in a text": ("Mã,Tên\n1,=cmd|' /C calc'!A0".encode(), Why.FORMULA),
    "macros": (with_part("xl/vbaProject.bin", b"VBA"), Why.MACROS),
    "a program inside": (with_part("xl/embeddings/oleObject1.bin", b"MZ"), Why.MACROS),
    "too many rows": (workbook(COLUMNS, *[[str(n), "x"] for n in range(sheets.MOST_ROWS + 1)]), Why.TOO_MANY_ROWS),
    "a text of too many rows": (
        ("Mã,Tên\n" + "1,x\n" * (sheets.MOST_ROWS + 1)).encode(),
        Why.TOO_MANY_ROWS,
    ),
    "a bomb": (with_part("xl/media/large.xml", b"<a>" + b" " * (sheets.MOST_UNPACKED + 1)), Why.BOMB),
    "a thousand parts": (b"", Why.BOMB),
    "entities": (
        with_part(
            "xl/sharedStrings.xml",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>',
            instead=True,
        ),
        Why.BOMB,
    ),
    "entities written in two bytes": (
        with_part("xl/sharedStrings.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst/>'.encode("utf-16"), instead=True),
        Why.BOMB,
    ),
    "macros by its own word": (
        with_part(
            "[Content_Types].xml", b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>", instead=True
        ),
        Why.MACROS,
    ),
    "a package of something else": (with_part("xl/workbook.xml", b"<broken", instead=True), Why.NOT_A_SHEET),
    "an unclosed quote": ('Mã,Tên\n1,"Một'.encode(), Why.NOT_A_SHEET),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_mistaken_file_is_refused_with_a_word_for_why(what: str) -> None:
    content, why = HOSTILE[what]
    if what == "a thousand parts":
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as package:
            for number in range(sheets.MOST_PARTS + 1):
                package.writestr(f"{number}.xml", b"<a/>")
        content = kept.getvalue()

    with pytest.raises(BadSheet) as bad:
        read(content, COLUMNS)

    assert bad.value.why is why


def test_a_package_that_is_no_workbook_is_said_to_be_none() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("word/document.xml", b"<a/>")

    with pytest.raises(BadSheet) as bad:
        read(kept.getvalue(), COLUMNS)

    assert bad.value.why is Why.NOT_A_SHEET


def test_the_cell_with_the_formula_and_the_missing_columns_are_named() -> None:
    with pytest.raises(BadSheet) as formula:
        read(workbook(COLUMNS, ["1", "một"], ["2", "=A1"]), COLUMNS)
    with pytest.raises(BadSheet) as columns:
        read(workbook(["Khác"], ["2"]), COLUMNS)

    assert (formula.value.detail, columns.value.detail) == ("B3", "Mã, Tên")


def two_lists(*heads: str) -> bytes:
    """A workbook of two sheets: people keep one list a sector, or notes beside it."""
    book = load_workbook(io.BytesIO(workbook(COLUMNS, ["1", "Một"])))
    second = book.create_sheet("Chứng thực")
    for line in (heads, ["2", "Hai"]):
        second.append(list(line))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


SILENT = {
    "a second list": (two_lists("Tên", "Mã"), Why.MORE_LISTS, "Chứng thực"),
    "a column twice": (workbook(["Mã", "Tên", "Tên"], ["1", "Một", "Hai"]), Why.TWICE, "Tên"),
    "a comma that nobody quoted": ("Mã,Tên\n1,Một\n2,Hai, ba".encode(), Why.SHIFTED, "3"),
}


@pytest.mark.parametrize("what", SILENT)
def test_nothing_of_a_file_is_left_out_without_a_word(what: str) -> None:
    content, why, detail = SILENT[what]

    with pytest.raises(BadSheet) as bad:
        read(content, COLUMNS)

    assert (bad.value.why, bad.value.detail) == (why, detail)


def test_a_second_sheet_of_notes_and_an_empty_last_cell_are_left_alone() -> None:
    assert [row.cells for row in read(two_lists("Ghi chú"), COLUMNS)] == [{"Mã": "1", "Tên": "Một"}]
    assert [row.cells for row in read("Mã,Tên\n1,Một,,".encode(), COLUMNS)] == [{"Mã": "1", "Tên": "Một"}]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
LIVE = st.builds(str.__add__, st.sampled_from("=+-@'"), CELLS)


@given(st.lists(st.tuples(CELLS | LIVE, CELLS | LIVE).filter(any), max_size=5))
@settings(max_examples=40)
def test_what_goes_out_is_no_formula_and_comes_in_again_as_it_was(rows: list[tuple[str, str]]) -> None:
    for content in (as_workbook(COLUMNS, rows, "Thử"), as_text(COLUMNS, rows)):
        assert [tuple(row.cells.values()) for row in read(content, COLUMNS)] == rows
    cells = [
        cell for line in load_workbook(io.BytesIO(as_workbook(COLUMNS, rows, "Thử"))).worksheets[0] for cell in line
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@pytest.mark.parametrize("value", ["=1+1", "+84 19", "-1", "@SUM(A1)", "'=1", "\t=1", "\r=1"])
def test_a_live_cell_is_quoted(value: str) -> None:
    assert harmless(value) == f"'{value}"
    assert harmless("Gia Lâm") == "Gia Lâm"
