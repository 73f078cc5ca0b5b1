"""Read the QR code in a picture from a camera: the steady ones at once, the rest up a ladder of repairs.

Nothing of a picture is kept, written or logged (Luật 91/2025/QH15 and NĐ 356/2025/NĐ-CP: pictures of identity papers
are sensitive personal data). What a code says is text without a signature: it fills a form, it proves nothing.
"""

import io
from collections.abc import Callable

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

LARGEST_FILE = 2_400_000
_MOST_PIXELS = 24_000_000
_SHARPEST = 1_600
_SMALLEST = 60
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_FORMATS = ("JPEG", "PNG", "WEBP")
_NO_PICTURE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)


class PictureRefused(ValueError):  # noqa: N818 - it reads as the answer it is
    """These bytes are no picture that is read here: too large, broken, or something else."""


def _enlarged(picture: Image.Image) -> Image.Image:
    quiet = picture.filter(ImageFilter.MedianFilter(3))
    return quiet.resize((quiet.width * 2, quiet.height * 2), Image.Resampling.BICUBIC)


_LADDER: tuple[Callable[[Image.Image], Image.Image], ...] = (
    lambda picture: picture,
    lambda picture: ImageOps.autocontrast(picture, cutoff=1),
    lambda picture: picture.filter(ImageFilter.GaussianBlur(1.2)),
    _enlarged,
)


def text_in(content: bytes) -> str:
    """Return the text of the one QR code in a picture, "" when none can be read or two of them disagree.

    Raises PictureRefused for what is no picture of a reasonable size.
    """
    picture = _opened(content)
    for repair in _LADDER:
        codes = zxingcpp.read_barcodes(repair(picture), formats=_QR)
        texts = {_text(code) for code in codes}
        if texts:
            return texts.pop() if len(texts) == 1 else ""
    return ""


def _opened(content: bytes) -> Image.Image:
    """Return the picture in grey and upright, no sharper than is useful; its size is known before it is unpacked."""
    if len(content) > LARGEST_FILE:
        raise PictureRefused
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS or min(picture.size) < _SMALLEST:
                raise PictureRefused
            picture.draft("L", (_SHARPEST, _SHARPEST))
            grey = picture.convert("L")
    except _NO_PICTURE:
        raise PictureRefused from None
    grey.thumbnail((_SHARPEST, _SHARPEST), Image.Resampling.LANCZOS)
    return grey


def _text(code: zxingcpp.Barcode) -> str:
    """Cards are written in UTF-8 without saying so."""
    try:
        return bytes(code.bytes).decode()
    except UnicodeDecodeError:
        return str(code.text)
