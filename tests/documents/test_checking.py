"""What is taken as a scan and what is refused, each with a sentence: judged by content, never by name."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from motcua.documents import reading
from motcua.documents.checking import at_the_door, pages_of
from motcua.documents.reading import Limits, Refused, Why
from motcua.lib.outcomes import Denied
from tests.factories import scans

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

HOSTILE: dict[str, tuple[bytes, Why]] = {
    "nothing": (b"", Why.EMPTY),
    "HTML renamed .pdf": (HTML, Why.ACTIVE),
    "HTML behind a byte order mark": (b"\xef\xbb\xbf\n" + HTML, Why.ACTIVE),
    "SVG": (SVG, Why.ACTIVE),
    "a program": (b"MZ\x90\0 program", Why.ACTIVE),
    "a shell script": (b"#!/bin/sh\nrm -rf /", Why.ACTIVE),
    "a zip": (scans.archive(), Why.ACTIVE),
    "text": (b"xin ch\xc3\xa0o", Why.NOT_A_SCAN),
    "a PDF behind other bytes": (b"\n\n" + scans.pdf(), Why.NOT_A_SCAN),
    "a GIF": (b"GIF89a....", Why.NOT_A_SCAN),
    "a PDF and a zip at once": (scans.pdf() + scans.archive(), Why.TWO_IN_ONE),
    "a JPEG and a zip at once": (scans.jpeg() + scans.archive(), Why.TWO_IN_ONE),
    "a JPEG with a PDF in its comment": (scans.jpeg(comment=b"%PDF-1.7"), Why.TWO_IN_ONE),
    "a JPEG with a page in its comment": (scans.jpeg(comment=b"<script>alert(1)</script>"), Why.TWO_IN_ONE),
    "an encrypted PDF": (scans.encrypted(), Why.ENCRYPTED),
    "a PDF that only its owner may change": (scans.encrypted(user=""), Why.ENCRYPTED),
    "half a PDF": (scans.pdf(3)[:400], Why.DAMAGED),
    "a PDF of nothing but its ends": (b"%PDF-1.7\n nothing \n%%EOF", Why.DAMAGED),
    "a PDF without a page": (scans.pdf(0), Why.DAMAGED),
    "half a JPEG": (scans.jpeg()[:3000], Why.DAMAGED),
    "a PNG with nothing in it": (b"\x89PNG\r\n\x1a\n....", Why.DAMAGED),
    "a PNG bomb": (scans.bomb(), Why.TOO_LARGE),
    "300 pages": (scans.pdf(300), Why.TOO_MANY_PAGES),
}


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_file_is_refused_for_what_it_is(content: bytes, why: Why) -> None:
    with pytest.raises(Refused) as refused:
        reading.read(content, Limits())

    assert refused.value.why is why


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_what_scanners_and_phones_make_is_read(form: str) -> None:
    [page] = reading.read(scans.written(scans.sheet(), form, dpi=(100, 100)), Limits())

    assert page.jpeg.startswith(b"\xff\xd8\xff")
    assert page.thumbnail.startswith(b"\x89PNG")


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_is_drawn(mode: str) -> None:
    picture = scans.sheet().convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        picture = picture.convert("I").point(lambda value: value * 256).convert("I;16")
    [page] = reading.read(scans.written(picture, "TIFF"), Limits())

    assert (page.width, page.height) == scans.A4_100


def test_a_tiff_of_three_pages_is_three_pages_of_its_resolution() -> None:
    pages = reading.read(scans.tiff(3), Limits())

    assert [(page.width, page.height, page.dpi) for page in pages] == [(827, 1169, 100)] * 3


def test_too_many_pictures_in_one_file_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        reading.read(scans.tiff(3), Limits(pages=2))

    assert (refused.value.why, refused.value.found) == (Why.TOO_MANY_PAGES, 3)


def test_a_photo_is_turned_as_its_camera_says_and_taken_for_a4() -> None:
    [page] = reading.read(scans.lying(), Limits())

    assert (page.width, page.height, page.dpi) == (827, 1169, 100)


def test_a_finer_scan_than_needed_is_drawn_at_300_dots() -> None:
    [page] = reading.read(scans.written(scans.sheet(size=(4962, 7014)), "JPEG", dpi=(600, 600)), Limits())

    assert (page.width, page.height, page.dpi) == (2481, 3507, 300)


def test_a_fax_with_flat_dots_gets_square_ones() -> None:
    [page] = reading.read(scans.written(scans.sheet(size=(1728, 1100)), "TIFF", dpi=(204, 102)), Limits())

    assert (page.width, page.height, page.dpi) == (1728, 2200, 204)


def test_a_pdf_is_drawn_at_200_dots() -> None:
    [page] = reading.read(scans.pdf(), Limits())

    assert (page.width, page.height, page.dpi) == (1653, 2339, 200)


@pytest.mark.parametrize(
    "content",
    [scans.pdf(), *(scans.written(Image.new("1", size), "PNG") for size in ((3000, 2000), (20_001, 9)))],
    ids=["PDF", "picture", "strip"],
)
def test_a_page_larger_than_the_office_allows_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        reading.read(content, Limits(megapixels=3))

    assert refused.value.why is Why.TOO_LARGE


def test_nothing_of_a_picture_but_its_dots_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "nơi chụp: nhà riêng"
    [page] = reading.read(scans.jpeg(exif=exif, comment=b"chup tai nha"), Limits())

    assert b"ch\xe1\xbb\xa5p" not in page.jpeg
    assert b"chup tai nha" not in page.jpeg


def test_the_child_process_leaves_pages_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(scans.tiff(2))
    (tmp_path / "limits.json").write_text("{}")

    reading.main(tmp_path)

    answer = json.loads((tmp_path / "answer.json").read_text())
    assert answer == {"pages": [{"width": 827, "height": 1169, "dpi": 100}] * 2}
    assert sorted(each.name for each in tmp_path.glob("0*")) == ["0001.jpg", "0001.png", "0002.jpg", "0002.png"]


def test_pages_come_back_from_the_child_process_in_their_order() -> None:
    pages = pages_of(scans.tiff(2), name="quet.tif")

    assert [page.jpeg for page in pages] == [page.jpeg for page in reading.read(scans.tiff(2), Limits())]


@pytest.mark.parametrize(
    ("content", "limits", "sentence"),
    [
        (scans.encrypted(), {}, "Tệp «a.pdf» có đặt mật khẩu: xin bỏ mật khẩu, hoặc in ra rồi quét lại."),
        (scans.pdf(3), {"pages": 2}, "Tệp «a.pdf» có 3 trang, quá mức 2 trang: xin chia làm nhiều tệp."),
        (
            b"%PDF-" + b"0" * 2_500_000,
            {"megabytes": 2},
            "Tệp «a.pdf» nặng 2 MB, quá mức 2 MB: xin quét nhẹ hơn hoặc chia làm nhiều tệp.",
        ),
        (HTML, {}, "Tệp «a.pdf» là trang web, chương trình hoặc tệp nén, không phải bản quét: không nhận."),
        (scans.tiff(9), {"seconds": 0}, "Tệp «a.pdf» đọc quá lâu: xin chia làm nhiều tệp hoặc quét lại."),
    ],
)
def test_a_refusal_is_a_sentence_that_says_what_to_do(
    settings: Any, content: bytes, limits: dict[str, int], sentence: str
) -> None:
    settings.MOTCUA_SCAN_LIMITS = limits

    with pytest.raises(Denied) as denied:
        pages_of(content, name="a.pdf")

    assert denied.value.reason == sentence


def test_a_long_file_is_looked_at_and_a_short_one_drawn(settings: Any) -> None:
    settings.MOTCUA_SCAN_AT_ONCE = 3

    assert [at_the_door(content) for content in (scans.pdf(4), scans.tiff(4))] == [4, 4]
    assert [at_the_door(content) for content in (scans.pdf(3), scans.tiff(3))] == [
        pages_of(scans.pdf(3)), pages_of(scans.tiff(3)),
    ]  # fmt: skip
    assert len(pages_of(scans.pdf(4))) == 4


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_file_is_refused_at_the_door_in_the_same_words(settings: Any, content: bytes, why: Why) -> None:
    settings.MOTCUA_SCAN_AT_ONCE = 1
    said = []
    for reader in (at_the_door, pages_of):
        with pytest.raises(Denied) as denied:
            reader(content, name="a.pdf")
        said.append(denied.value.reason)

    assert said[0] == said[1] != ""
    assert why in Why


def test_a_file_that_kills_the_child_is_a_damaged_file(settings: Any) -> None:
    settings.MOTCUA_SCAN_LIMITS = {"dpi": "not a number"}

    with pytest.raises(Denied, match="bị hỏng"):
        pages_of(scans.pdf())
