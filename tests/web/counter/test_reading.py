"""What a text in the one box is taken for, by its shape alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.web.counter.reading import Kind, Reading, read

CARD = "005190001234|012345678|TRẦN THỊ THỬ|15081990|Nữ|Thôn Vàng, Gia Lâm, Hà Nội|20062022"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Reading(Kind.NOTHING)),
        ("  \r\n", Reading(Kind.NOTHING)),
        (CARD, Reading(Kind.CARD, CARD)),
        (CARD + "\r\n", Reading(Kind.CARD, CARD + "\r\n")),
        ("3", Reading(Kind.PLACE, "3")),
        ("12", Reading(Kind.PLACE, "12")),
        ("1.001193", Reading(Kind.PROCEDURE, "1.001193")),
        ("005190001234", Reading(Kind.ID_NUMBER, "005190001234")),
        ("005 190 001 234", Reading(Kind.ID_NUMBER, "005190001234")),
        ("012345678", Reading(Kind.ID_NUMBER, "012345678")),
        ("lam giay khai sinh", Reading(Kind.WORDS, "lam giay khai sinh")),
        ("H26.99-261123-0012", Reading(Kind.WORDS, "H26.99-261123-0012")),
        ("0051900012", Reading(Kind.WORDS, "0051900012")),
    ],
)
def test_read_text_of_each_shape_is_told_apart(text: str, expected: Reading) -> None:
    assert read(text) == expected


@given(st.text(max_size=200))
def test_read_any_text_gives_a_kind_and_never_fails(text: str) -> None:
    reading = read(text)
    assert isinstance(reading.kind, Kind)
    assert (reading.text == "") == (reading.kind is Kind.NOTHING)
