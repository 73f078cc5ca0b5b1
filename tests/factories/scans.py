"""Files as scanners, phones and enemies make them; all of them are made here."""

import io
import zipfile
import zlib
from collections.abc import Sequence

import pikepdf
from PIL import Image, ImageDraw

A4_100 = (827, 1169)


def sheet(number: int = 1, *, size: tuple[int, int] = A4_100, dark: int = 40) -> Image.Image:
    """A page with a dark bar on top and as many dots as its number."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0], size[1] // 10), fill=(dark, 0, 0))
    for dot in range(number):
        pen.ellipse((40 + 60 * dot, 200, 80 + 60 * dot, 240), fill="black")
    return picture


def written(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    content = io.BytesIO()
    picture.save(content, form, **options)
    return content.getvalue()


def jpeg(number: int = 1, **options: object) -> bytes:
    """A scanned page with its resolution, as scanners write it."""
    return written(sheet(number), "JPEG", **{"dpi": (100, 100)} | options)


def tiff(pages: int) -> bytes:
    """Several pages in one TIFF."""
    first, *rest = (sheet(number) for number in range(1, pages + 1))
    return written(first, "TIFF", save_all=True, append_images=rest, dpi=(100, 100))


def lying(number: int = 1) -> bytes:
    """A photo taken with the telephone on its side: its camera says so in EXIF."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return written(sheet(number).transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)


def pdf(pages: int = 1, **saving: object) -> bytes:
    """A PDF of empty A4 pages."""
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    content = io.BytesIO()
    document.save(content, **saving)  # type: ignore[arg-type]
    return content.getvalue()


def encrypted(*, user: str = "bí mật") -> bytes:
    """A PDF with a password."""
    return pdf(encryption=pikepdf.Encryption(owner="chủ", user=user))


def armed() -> bytes:
    """A PDF that runs a script when it is opened, and carries a program and a form."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('trúng')"))
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AcroForm = document.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("x")))
    document.attachments["trojan.exe"] = b"MZ trojan"
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def bomb() -> bytes:
    """A PNG of a few kilobytes that would be 30000 × 30000 dots."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    side = (30_000).to_bytes(4, "big")
    head = chunk(b"IHDR", side + side + b"\x01\x00\x00\x00\x00")
    rows = zlib.compress(b"\0" * 3_751 * 3_000, 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def archive(named: Sequence[str] = ("a.txt",)) -> bytes:
    """A zip archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in named:
            file.writestr(name, "x")
    return content.getvalue()


def pdf_with_a_giant(pages: int) -> bytes:
    """A PDF whose last page is far too large to be drawn: only drawing it finds out."""
    document = pikepdf.new()
    for _page in range(pages - 1):
        document.add_blank_page(page_size=(595, 842))
    document.add_blank_page(page_size=(14_000, 14_000))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
