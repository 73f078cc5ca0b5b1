"""The two lines of a passport: read back as they were written, and a slip of the finger is found."""

import datetime as dt
from string import ascii_uppercase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.people.countries import nationality_of
from motcua.people.mrz import (
    BAD_BIRTH,
    BAD_EXPIRY,
    BAD_NAME,
    BAD_NUMBER,
    BAD_WHOLE,
    MANGLED,
    NO_PASSPORT,
    NOTHING,
    MrzUnreadable,
    Passport,
    check_digit,
    parse,
)

TODAY = dt.date(2026, 11, 25)
# The specimen of ICAO 9303 part 4, appendix B.
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
VALUES = {sign: value for value, sign in enumerate("0123456789" + ascii_uppercase)} | {"<": 0}
names = st.text(ascii_uppercase, min_size=1, max_size=12)


def digit_of(signs: str) -> int:
    """The standard's sum, written another way."""
    return sum(VALUES[sign] * (7, 3, 1)[place % 3] for place, sign in enumerate(signs)) % 10


def written(
    *,
    names: str = "TANAKA<<YUKI",
    number: str = "TK1234567",
    country: str = "JPN",
    born: str = "900102",
    sex: str = "F",
    expires: str = "320405",
    own: str = "",
) -> str:
    """The two lines of a passport, as a machine writes them."""
    first = f"P<{country:<<3}{names}".ljust(44, "<")
    number, own = number.ljust(9, "<"), own.ljust(14, "<")
    head = f"{number}{digit_of(number)}"
    dates = f"{born}{digit_of(born)}", f"{expires}{digit_of(expires)}"
    personal = f"{own}{digit_of(own)}"
    whole = digit_of(head + dates[0] + dates[1] + personal)
    return f"{first}\n{head}{country:<<3}{dates[0]}{sex}{dates[1]}{personal}{whole}"


def why(text: str) -> str:
    with pytest.raises(MrzUnreadable) as unreadable:
        parse(text, TODAY)
    return unreadable.value.sentence


def test_the_specimen_of_the_standard_is_read() -> None:
    assert parse(f"{FIRST}\n{SECOND}", TODAY) == Passport(
        number="L898902C3",
        country="UTO",
        nationality="UTO",
        full_name="ERIKSSON ANNA MARIA",
        date_of_birth="1974-08-12",
        sex="F",
        expires_on="2012-04-15",
        warnings=("Hộ chiếu đã hết hạn ngày 15/04/2012; xin hỏi hộ chiếu còn hạn.",),
    )


def test_what_a_visit_keeps_of_it_has_the_shape_of_a_card() -> None:
    assert parse(written(), TODAY).person_data() == {
        "id_number": "", "old_id_number": "", "full_name": "TANAKA YUKI", "date_of_birth": "1990-01-02", "sex": "F",
        "address": "", "issued_on": None, "nationality": "Nhật Bản", "extra": [], "warnings": [], "source": "passport",
        "passport": {"number": "TK1234567", "country": "JPN", "expires_on": "2032-04-05"},
    }  # fmt: skip


def test_a_vietnamese_passport_gives_the_identity_number_and_no_other_does() -> None:
    assert parse(written(country="VNM", own="005190004710"), TODAY).own_number == "005190004710"
    assert parse(written(country="JPN", own="005190004710"), TODAY).own_number == ""
    assert parse(written(country="VNM", own="B0712345"), TODAY).own_number == ""


@pytest.mark.parametrize(
    ("born", "iso"),
    [("45<<<<", "1945"), ("4503<<", "1945-03"), ("261125", "2026-11-25"), ("271125", "1927-11-25"), ("45<<03", "1945")],
)
def test_a_birth_is_as_precise_as_the_passport_and_in_the_right_century(born: str, iso: str) -> None:
    assert parse(written(born=born), TODAY).date_of_birth == iso


def test_one_name_only_an_open_sex_and_a_country_of_one_letter_are_read() -> None:
    read = parse(written(names="SUHARTO", sex="<", country="D"), TODAY)
    assert (read.full_name, read.sex, read.country, nationality_of(read.nationality)) == ("SUHARTO", "", "D", "Đức")
    assert nationality_of("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n ", NOTHING),
        ("005158004710", NO_PASSPORT),
        (written()[:-1], NO_PASSPORT),
        ("I" + written()[1:], NO_PASSPORT),
        (written().replace("TANAKA", "TÂNAKA"), MANGLED),
        (written(names="<"), BAD_NAME),
        (written(names="TANAKA<<YUK1"), BAD_NAME),
        (written(born="<<<<<<"), BAD_BIRTH),
        (written(born="901301"), BAD_BIRTH),
        (written(expires="320230"), BAD_EXPIRY),
        (written(expires="32<<<<"), BAD_EXPIRY),
        (written(own="12345")[:-1] + "<", BAD_WHOLE),
    ],
)
def test_what_is_no_passport_is_said_in_a_sentence(text: str, sentence: str) -> None:
    assert why(text) == sentence


@given(
    names=st.tuples(names, names).map("<<".join),
    number=st.text("0123456789" + ascii_uppercase, min_size=1, max_size=9),
    country=st.sampled_from(["SWE", "D", "KOR"]),
    born=st.dates(dt.date(1927, 1, 1), TODAY),
    sex=st.sampled_from("MF<"),
    expires=st.dates(dt.date(2026, 11, 25), dt.date(2099, 12, 31)),
)
def test_what_is_written_is_read_back(
    names: str, number: str, country: str, born: dt.date, sex: str, expires: dt.date
) -> None:
    text = written(
        names=names, number=number, country=country, born=f"{born:%y%m%d}", sex=sex, expires=f"{expires:%y%m%d}"
    )
    # A scanner may type small letters, or one line with no break.
    for typed in (text, text.lower(), text.replace("\n", "")):
        assert parse(typed, TODAY) == Passport(
            number=number,
            country=country,
            nationality=country,
            full_name=names.replace("<<", " "),
            date_of_birth=born.isoformat(),
            sex=sex.strip("<"),
            expires_on=expires.isoformat(),
        )


@given(place=st.sampled_from([*range(2, 9), *range(13, 19), *range(21, 27)]), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(place: int, digit: str) -> None:
    text = written().replace("\n", "")
    second = text[44:]
    assume(second[place] != digit)
    sentence = why(text[:44] + second[:place] + digit + second[place + 1 :])
    assert sentence == (BAD_NUMBER if place < 9 else BAD_BIRTH if place < 20 else BAD_EXPIRY)


@given(st.text("0123456789" + ascii_uppercase + "<", max_size=44))
def test_the_check_digit_is_that_of_the_standard(signs: str) -> None:
    assert check_digit(signs) == str(digit_of(signs))


@given(st.text(max_size=100))
def test_any_text_is_read_or_answered_with_a_sentence(text: str) -> None:
    with pytest.raises(MrzUnreadable):
        parse(text, TODAY)
