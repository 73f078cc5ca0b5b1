"""Codes on the printed sheet: read back whole, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib.codes import ALPHABET
from motcua.procedures import scanner_codes
from motcua.procedures.shipped import shipped_definitions


@pytest.mark.parametrize("code", [each.code for each in shipped_definitions()])
def test_decode_what_encode_made_is_the_procedure(code: str) -> None:
    scanned = scanner_codes.encode(code)

    assert scanner_codes.decode(scanned) == code
    assert set(scanned) <= set(ALPHABET)


def test_decode_lower_case_and_line_end_is_the_procedure() -> None:
    assert scanner_codes.decode(scanner_codes.encode("1.001193").lower() + "\r\n") == "1.001193"


@given(place=st.integers(0, 9), letter=st.sampled_from(ALPHABET))
def test_decode_with_one_wrong_letter_is_nothing(place: int, letter: str) -> None:
    scanned = scanner_codes.encode("2.000815")
    wrong = scanned[:place] + letter + scanned[place + 1 :]

    assert scanner_codes.decode(wrong) == ("2.000815" if wrong == scanned else None)


@given(st.text())
def test_decode_any_text_is_a_code_or_nothing(text: str) -> None:
    code = scanner_codes.decode(text)

    assert code is None or scanner_codes.encode(code) == "".join(c for c in text.upper() if c in ALPHABET)


def test_command_knows_confirm_and_park_and_nothing_else() -> None:
    assert scanner_codes.command(scanner_codes.CONFIRM) == "confirm"
    assert scanner_codes.command(scanner_codes.PARK) == "park"
    assert scanner_codes.command(scanner_codes.encode("1.001193")) is None


def test_decode_a_command_is_nothing() -> None:
    assert scanner_codes.decode(scanner_codes.CONFIRM) is None
