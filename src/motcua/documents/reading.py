"""What a file is, by its content, and every page of it drawn anew: a program of its own, without Django.

A hostile file is read by a child process that has little memory, little time and none of our settings; what comes back
are pictures drawn by us, so that scripts, attachments and forms stay behind.

    python -m motcua.documents.reading FOLDER
    FOLDER/file, FOLDER/limits.json → FOLDER/answer.json, 0001.jpg, 0001.png …
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps, ImageSequence

A4_INCHES = (8.27, 11.69)
TRUSTED_DPI = range(100, 1201)
MOST_DPI = 300
THUMBNAIL = (180, 240)
JPEG_QUALITY = 88
_HEAD = 1024
_LONGEST_SIDE = 20_000


class Why(StrEnum):
    """Why a file is refused."""

    EMPTY = "EMPTY"
    TOO_BIG = "TOO_BIG"
    NOT_A_SCAN = "NOT_A_SCAN"
    ACTIVE = "ACTIVE"
    TWO_IN_ONE = "TWO_IN_ONE"
    ENCRYPTED = "ENCRYPTED"
    DAMAGED = "DAMAGED"
    TOO_MANY_PAGES = "TOO_MANY_PAGES"
    TOO_LARGE = "TOO_LARGE"
    TOO_SLOW = "TOO_SLOW"


class Refused(Exception):  # noqa: N818 - it reads as what happened
    """The file is not taken; `found` is the number that is over its limit, where there is one."""

    def __init__(self, why: Why, found: int = 0) -> None:
        super().__init__(why)
        self.why, self.found = why, found


class Long(Exception):  # noqa: N818 - it reads as what was found
    """The file is in order as far as a look tells, and has more pages than are drawn at once."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may be; one of more than `at_once` pages (0: none) is looked at and not drawn."""

    megabytes: int = 40
    pages: int = 200
    megapixels: int = 60
    dpi: int = 200
    seconds: int = 60
    at_once: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as it was drawn: a JPEG upright, a small PNG of it, its size in dots and dots an inch."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int
    dpi: int


_KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"%PDF-": "PDF"}
# What begins so is a page, a program or an archive, whatever its name says.
_ACTIVE = (b"<", b"MZ", b"\x7fELF", b"#!", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_SECOND_NATURE = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php")


def kind_of(content: bytes) -> str:
    """Return JPEG, PNG, TIFF, WEBP or PDF; Refused for anything else, or for a file that is two things at once."""
    if not content:
        raise Refused(Why.EMPTY)
    kind = next((name for mark, name in _KINDS.items() if content.startswith(mark)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "WEBP"
    if not kind:
        start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
        raise Refused(Why.ACTIVE if start.startswith(_ACTIVE) else Why.NOT_A_SCAN)
    head = content[:_HEAD].lower()
    second = [*_SECOND_NATURE, *([b"%pdf-"] if kind != "PDF" else [])]
    if any(mark in head for mark in second) or zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused(Why.TWO_IN_ONE)
    return kind


def read(content: bytes, limits: Limits) -> list[Drawn]:
    """Return every page of the file, drawn anew; Refused with the reason, Long where it is only looked at."""
    if len(content) > limits.megabytes * 1_000_000:
        raise Refused(Why.TOO_BIG, len(content) // 1_000_000)
    if kind_of(content) == "PDF":
        return [_drawn(picture, dpi) for picture, dpi in _pdf_pages(content, limits)]
    return [_drawn(picture, dpi) for picture, dpi in _pictures(content, limits)]


def _pdf_pages(content: bytes, limits: Limits) -> Iterator[tuple[Image.Image, int]]:
    if b"%%EOF" not in content[-2 * _HEAD :]:
        raise Refused(Why.DAMAGED)
    document = _opened(content)
    try:
        if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document.raw) != -1:
            raise Refused(Why.ENCRYPTED)
        if len(document) > limits.pages:
            raise Refused(Why.TOO_MANY_PAGES, len(document))
        if not len(document):
            raise Refused(Why.DAMAGED)
        _check_length(len(document), limits)
        for page in document:
            yield _page(page, limits)
    except pypdfium2.PdfiumError:
        raise Refused(Why.DAMAGED) from None
    finally:
        document.close()


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        password = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Refused(Why.ENCRYPTED if password else Why.DAMAGED) from None


def _page(page: Any, limits: Limits) -> tuple[Image.Image, int]:
    wide, high = page.get_size()
    _check_size((wide * limits.dpi / 72, high * limits.dpi / 72), limits)
    return page.render(scale=limits.dpi / 72).to_pil(), limits.dpi


def _check_size(size: tuple[float, float], limits: Limits) -> None:
    if size[0] * size[1] > limits.megapixels * 1_000_000 or max(size) > _LONGEST_SIDE:
        raise Refused(Why.TOO_LARGE)


def _check_length(pages: int, limits: Limits) -> None:
    if 0 < limits.at_once < pages:
        raise Long(pages)


def _pictures(content: bytes, limits: Limits) -> Iterator[tuple[Image.Image, int]]:
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "TIFF", "WEBP"]) as file:
            pages = getattr(file, "n_frames", 1)
            if pages > limits.pages:
                raise Refused(Why.TOO_MANY_PAGES, pages)
            _check_length(pages, limits)
            for frame in ImageSequence.Iterator(file):
                _check_size(frame.size, limits)
                yield _upright(frame, frame.info.get("dpi"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(Why.TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Refused(Why.DAMAGED) from None


def _upright(frame: Image.Image, said: tuple[float, float] | None) -> tuple[Image.Image, int]:
    """Return the picture turned as its camera says, with square dots, and its dots an inch (A4 unless it says)."""
    picture = ImageOps.exif_transpose(frame)
    across, down = (int(each) if int(each) in TRUSTED_DPI else 0 for each in said or (0, 0))
    if across and down and abs(across - down) > across * 0.02:
        most = max(across, down)
        picture = picture.resize((picture.width * most // across, picture.height * most // down))
        across = most
    if not across:
        short, long = sorted(picture.size)
        across = max(1, round(max(short / A4_INCHES[0], long / A4_INCHES[1])))
    if across > MOST_DPI:
        size = (max(1, picture.width * MOST_DPI // across), max(1, picture.height * MOST_DPI // across))
        picture, across = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3), MOST_DPI
    return picture, across


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode in {"L", "RGB"}:
        return picture
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in {"CMYK", "YCbCr"}:
        return picture.convert("RGB")
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")
    ground = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _drawn(picture: Image.Image, dpi: int) -> Drawn:
    flat = _flat(picture).copy()
    flat.info.clear()  # comments, profiles and what a camera wrote stay behind
    jpeg, small = io.BytesIO(), io.BytesIO()
    flat.save(jpeg, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi))
    little = flat.copy()
    little.thumbnail(THUMBNAIL)
    little.save(small, "PNG")
    return Drawn(jpeg.getvalue(), small.getvalue(), flat.width, flat.height, dpi)


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(folder: Path) -> None:
    """Read FOLDER/file and leave the pages beside it."""
    limits = Limits(**json.loads((folder / "limits.json").read_text(encoding="utf-8")))
    try:
        pages = read((folder / "file").read_bytes(), limits)
    except Refused as refused:
        answer: dict[str, Any] = {"why": refused.why, "found": refused.found}
    except Long as long:
        answer = {"long": long.pages}
    else:
        answer = {"pages": [_left(folder, number, page) for number, page in enumerate(pages, start=1)]}
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


def _left(folder: Path, number: int, page: Drawn) -> dict[str, Any]:
    (folder / f"{number:04d}.jpg").write_bytes(page.jpeg)
    (folder / f"{number:04d}.png").write_bytes(page.thumbnail)
    return {name: value for name, value in asdict(page).items() if isinstance(value, int)}


if __name__ == "__main__":
    _folder = Path(sys.argv[1])
    _confine(Limits(**json.loads((_folder / "limits.json").read_text(encoding="utf-8"))))
    main(_folder)
