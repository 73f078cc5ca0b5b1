import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib import money, vietnamese

SPOKEN = [
    (0, "không"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi bốn"),
    (25, "hai mươi lăm"),
    (101, "một trăm linh một"),
    (110, "một trăm mười"),
    (1000, "một nghìn"),
    (1005, "một nghìn không trăm linh năm"),
    (50_000, "năm mươi nghìn"),
    (2_000_000, "hai triệu"),
    (1_000_005, "một triệu không trăm linh năm"),
    (123_456_789, "một trăm hai mươi ba triệu bốn trăm năm mươi sáu nghìn bảy trăm tám mươi chín"),
]
VALUES = {
    word: value for value, word in enumerate(("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"))
}
VALUES |= {"mốt": 1, "lăm": 5}
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def heard(words: str) -> int:
    """Understand a spoken number, slowly and independently of how it was made."""
    total = group = pending = 0
    for word in words.split():
        if word in SCALES:
            total, group, pending = total + (group + pending) * SCALES[word], 0, 0
        elif word == "trăm":
            group, pending = group + pending * 100, 0
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group, pending = group + pending * 10, 0
        elif word != "linh":
            pending = VALUES[word]
    return total + group + pending


@pytest.mark.parametrize(("number", "words"), SPOKEN)
def test_number_in_words_known_values_are_spoken_as_people_do(number: int, words: str) -> None:
    assert vietnamese.number_in_words(number) == words


@given(st.integers(0, 10**12 - 1))
def test_number_in_words_any_number_is_heard_back(number: int) -> None:
    assert heard(vietnamese.number_in_words(number)) == number


@pytest.mark.parametrize("number", [-1, 10**12])
def test_number_in_words_outside_the_range_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        vietnamese.number_in_words(number)


def test_date_in_words_is_written_as_on_a_birth_certificate() -> None:
    spoken = vietnamese.date_in_words(dt.date(2026, 4, 5))

    assert spoken == "Ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hường", "dang thi huong"),
        (unicodedata.normalize("NFD", "NGUYỄN  VĂN Ỷ"), "nguyen van y"),
        ("H'Mai Niê-Kđăm", "h mai nie kdam"),
        ("  ", ""),
    ],
)
def test_fold_removes_what_search_ignores(text: str, folded: str) -> None:
    assert vietnamese.fold(text) == folded


@given(st.text())
def test_fold_any_text_is_stable_and_plain(text: str) -> None:
    folded = vietnamese.fold(text)

    assert vietnamese.fold(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.text())
def test_nfc_any_text_has_one_form(text: str) -> None:
    assert vietnamese.nfc(unicodedata.normalize("NFD", text)) == vietnamese.nfc(text)


@pytest.mark.parametrize(
    ("amount", "written"), [(0, "0\u00a0đ"), (50_000, "50.000\u00a0đ"), (1_234_567, "1.234.567\u00a0đ")]
)
def test_vnd_is_written_with_dots(amount: int, written: str) -> None:
    assert money.vnd(amount) == written


def test_in_words_begins_with_a_capital_and_names_the_currency() -> None:
    assert money.in_words(205_000) == "Hai trăm linh năm nghìn đồng"
