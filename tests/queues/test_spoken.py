"""Calls in words: numbers as Vietnamese says them, at a counter of any name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib.vietnamese import number_in_words
from motcua.queues import spoken


@pytest.mark.parametrize(
    ("label", "counter", "said"),
    [
        ("A012", "Quầy 3", "Mời số A không mười hai đến quầy số ba"),
        ("A015", "Quầy 15", "Mời số A không mười lăm đến quầy số mười lăm"),
        ("B021", "Quầy số 2", "Mời số B không hai mươi mốt đến quầy số hai"),
        ("B105", "Bàn trả kết quả", "Mời số B một trăm linh năm đến bàn trả kết quả"),
        ("C004", "Phòng 2A", "Mời số C không không bốn đến phòng số hai A"),
        ("HT110", "Quầy Hộ tịch 1", "Mời số H T một trăm mười đến quầy Hộ tịch số một"),
        ("A000", "Quầy  7", "Mời số A không không không đến quầy số bảy"),
        ("A", "", "Mời số A đến"),
        ("A-1", "Quầy 1", "Mời số A -1 đến quầy số một"),
    ],
)
def test_a_call_is_said_as_people_say_it(label: str, counter: str, said: str) -> None:
    assert spoken.call(label, counter).strip() == said


def test_the_english_call_reads_the_ticket_sign_by_sign() -> None:
    assert spoken.call_in_english("A012", 3) == "Number A 0 1 2, please come to counter 3"


@given(st.integers(min_value=0, max_value=999_999), st.integers(min_value=0, max_value=8))
def test_every_zero_before_a_number_is_heard_and_the_number_is_said_as_anywhere_else(number: int, width: int) -> None:
    digits = f"{number:0{width}d}"
    zeros = len(digits) - len(str(number)) + (number == 0)
    words = spoken.digits_in_words(digits).split()
    rest = "" if number == 0 else number_in_words(number)
    assert words == ["không"] * zeros + rest.split()


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=999))
def test_no_two_tickets_sound_alike(one: int, other: int) -> None:
    said = [spoken.label_in_words(f"A{number:03d}") for number in (one, other)]
    assert (said[0] == said[1]) == (one == other)


@given(st.text(max_size=30))
def test_any_name_of_a_counter_can_be_said(name: str) -> None:
    said = spoken.place_in_words(name)
    assert said == " ".join(said.split())
    assert not any(sign in said for sign in "0123456789")
