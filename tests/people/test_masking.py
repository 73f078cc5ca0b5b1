"""The least of a person that still tells two apart."""

from motcua.people import masking
from motcua.people.dates import shown


def test_id_number_keeps_two_and_four_digits() -> None:
    assert masking.id_number("005158004710") == "00••••••4710"
    assert masking.id_number("012345678") == "01••••••5678"
    assert masking.id_number("1234") == "••••"
    assert masking.id_number(None) == ""


def test_phone_keeps_three_digits() -> None:
    assert masking.phone("0199000123") == "•••••••123"
    assert masking.phone("12") == "••"


def test_name_keeps_the_given_name() -> None:
    assert masking.name("TRẦN THỊ TÁM") == "T. T. TÁM"
    assert masking.name("H'MAI") == "H'MAI"
    assert masking.name("") == ""


def test_birth_keeps_the_year() -> None:
    assert masking.date_of_birth("1958-08-15") == "1958"


def test_partial_dates_are_shown_as_they_are_known() -> None:
    assert [shown(iso) for iso in ("1950-03-02", "1950-03", "1950", "")] == ["02/03/1950", "03/1950", "1950", ""]
