import unicodedata

import pytest
from fontTools.ttLib import TTFont

from motcua import printing
from motcua.printing.render import FONTS

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)} | set("đĐ₫–“”…")


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_fonts_every_vietnamese_letter_has_its_shape(face: str) -> None:
    shapes = TTFont(FONTS / f"LiberationSerif-{face}.ttf").getBestCmap()

    assert {letter for letter in LETTERS if ord(letter) not in shapes} == set()


def test_render_an_unknown_template_is_a_clear_error() -> None:
    with pytest.raises(FileNotFoundError, match="no paper template"):
        printing.render("papers/nothing.typ", {})


def test_qr_svg_is_a_drawing_without_prologue() -> None:
    assert printing.qr_svg("26BC12K").startswith(b"<svg ")
