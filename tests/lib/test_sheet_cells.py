"""What other programs write into a workbook's cells is read as a person would read it there."""

import io
import zipfile

import pytest

from motcua.lib.sheets import read
from tests.lib.test_sheets import COLUMNS, workbook


def numbered(written: str) -> bytes:
    """A workbook whose number 7 is written another way."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(COLUMNS, [7, "Bảy"]))) as sound,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for part in sound.namelist():
            content = sound.read(part)
            other.writestr(part, content.replace(b"<v>7</v>", f"<v>{written}</v>".encode()))
    return kept.getvalue()


@pytest.mark.parametrize(("written", "read_as"), [("7", "7"), ("7.0", "7"), ("7E0", "7"), ("7.5", "7.5")])
def test_a_whole_number_is_whole_however_it_is_written(written: str, read_as: str) -> None:
    assert [row.cells for row in read(numbered(written), COLUMNS)] == [{"Mã": read_as, "Tên": "Bảy"}]


def test_lines_that_were_only_formatted_are_no_rows() -> None:
    content = workbook(COLUMNS, ["1", "Một"], [" ", None], ["", ""])

    assert [(row.number, row.cells) for row in read(content, COLUMNS)] == [(2, {"Mã": "1", "Tên": "Một"})]


def test_a_picture_in_the_package_is_left_alone() -> None:
    kept = io.BytesIO(workbook(COLUMNS, ["1", "Một"]))
    with zipfile.ZipFile(kept, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n\x00<!ENTITY")

    assert [row.cells for row in read(kept.getvalue(), COLUMNS)] == [{"Mã": "1", "Tên": "Một"}]
