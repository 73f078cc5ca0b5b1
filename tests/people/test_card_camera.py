"""The camera reads the card, whatever the light and the hand; what is no picture is refused."""

import io
from functools import cache

import pytest
import segno
import zxingcpp
from PIL import Image

from motcua.people import card_camera
from motcua.people.card_camera import LARGEST_FILE, PictureRefused
from tests.factories.people import TAM_TEXT
from tests.people.photos import CONDITIONS, Conditions, photograph


@cache
def photographs() -> tuple[bytes, ...]:
    return tuple(photograph(TAM_TEXT, how, seed=place) for place, how in enumerate(CONDITIONS))


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 400)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind)
    return drawn.getvalue()


def qr(content: bytes | str, mode: str | None = None) -> bytes:
    drawn = io.BytesIO()
    segno.make(content, error="m", micro=False, mode=mode).save(drawn, kind="png", scale=6, border=4)
    return drawn.getvalue()


def beside(*pictures: bytes) -> bytes:
    opened = [Image.open(io.BytesIO(each)).convert("L") for each in pictures]
    both = Image.new("L", (sum(each.width for each in opened), max(each.height for each in opened)), 255)
    left = 0
    for each in opened:
        both.paste(each, (left, 0))
        left += each.width
    drawn = io.BytesIO()
    both.save(drawn, "PNG")
    return drawn.getvalue()


def test_at_least_nineteen_of_twenty_photographs_are_read_and_none_is_misread() -> None:
    read = [card_camera.text_in(photo) for photo in photographs()]

    assert len(read) == 20
    assert set(read) <= {TAM_TEXT, ""}
    assert read.count(TAM_TEXT) >= 19


def test_the_ladder_reads_what_one_look_does_not() -> None:
    at_once = [bool(zxingcpp.read_barcodes(Image.open(io.BytesIO(photo)).convert("L"))) for photo in photographs()]

    assert at_once.count(True) < 19


def test_a_picture_without_a_code_says_nothing() -> None:
    assert card_camera.text_in(picture("JPEG")) == ""


def test_a_photograph_beyond_hope_is_not_guessed_at() -> None:
    assert card_camera.text_in(photograph(TAM_TEXT, Conditions(module=3, blur=3, noise=30), seed=1)) == ""


def test_one_code_seen_twice_counts_once_and_two_cards_are_not_chosen_between() -> None:
    one, other = qr("mot"), qr("hai")

    assert card_camera.text_in(beside(one, one)) == "mot"
    assert card_camera.text_in(beside(one, other)) == ""


def test_a_code_that_is_no_utf8_is_read_as_the_library_reads_it() -> None:
    assert card_camera.text_in(qr("é".encode("latin-1"), mode="byte")) != ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        picture("GIF"),
        picture("PNG")[:60],
        picture("JPEG")[:-200],
        picture(size=(30, 30)),
        picture(size=(9_000, 9_000)),
        picture(size=(12_000, 12_000)),
        picture("JPEG") + b"\0" * LARGEST_FILE,
    ],
    ids=["empty", "words", "svg", "pdf", "gif", "header", "cut", "tiny", "large", "bomb", "heavy"],
)
def test_what_is_no_reasonable_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PictureRefused):
        card_camera.text_in(content)


def test_a_large_photograph_of_a_telephone_is_read() -> None:
    small = Image.open(io.BytesIO(photographs()[0]))
    drawn = io.BytesIO()
    small.resize((4000, 3000)).save(drawn, "JPEG", quality=70)

    assert card_camera.text_in(drawn.getvalue()) == TAM_TEXT
