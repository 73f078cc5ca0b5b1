"""What is typed is read, shown and counted; what cannot be read is kept as it was typed."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.forms.definition import FieldDefinition, FieldType
from motcua.forms.values import Kept, read, read_date, shown, sources_used


def field(kind: FieldType, **changes: Any) -> FieldDefinition:
    return FieldDefinition(id="a.b", label="Thử", type=kind, group="a", **changes)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "understood"),
    [
        (FieldType.TEXT, "  một   hai ", "một hai", True),
        (FieldType.TEXT, "   ", None, True),
        (FieldType.NAME, "trần mai an", "TRẦN MAI AN", True),
        (FieldType.BOOL, "1", True, True),
        (FieldType.BOOL, "Có", True, True),
        (FieldType.BOOL, "2", False, True),
        (FieldType.BOOL, "chưa biết", "chưa biết", False),
        (FieldType.INT, "12", 12, True),
        (FieldType.MONEY, "50.000.000 đ", 50_000_000, True),
        (FieldType.INT, "mười", "mười", False),
        (FieldType.DATE, "5/4/2026", "2026-04-05", True),
        (FieldType.DATE, "05042026", "2026-04-05", True),
        (FieldType.DATE, "2026-04-05", "2026-04-05", True),
        (FieldType.DATE, "31/02/2026", "31/02/2026", False),
        (FieldType.DATE, "1950", "1950", False),
        (FieldType.PARTIAL_DATE, "1950", "1950", True),
        (FieldType.PARTIAL_DATE, "3/1950", "1950-03", True),
        (FieldType.PHONE, "+84 199.002.101", "0199002101", True),
    ],
)
def test_typed_text_is_read(kind: FieldType, typed: str, value: object, understood: bool) -> None:
    assert read(field(kind), typed) == (value, understood)


def test_an_option_is_chosen_by_its_digit_or_its_words() -> None:
    choice = field(FieldType.CHOICE, options=("Kết hôn", "Vay vốn"))
    assert read(choice, "2") == ("Vay vốn", True)
    assert read(choice, "kết hôn") == ("Kết hôn", True)
    assert read(choice, "du lịch") == ("du lịch", False)
    free = field(FieldType.CHOICE_OR_TEXT, options=("Bằng tốt nghiệp",))
    assert read(free, "Sổ hộ khẩu") == ("Sổ hộ khẩu", True)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (FieldType.BOOL, True, "Có"),
        (FieldType.BOOL, False, "Không"),
        (FieldType.DATE, "2026-04-05", "05/04/2026"),
        (FieldType.PARTIAL_DATE, "1950", "1950"),
        (FieldType.MONEY, 50_000, "50.000\u00a0đ"),
        (FieldType.INT, 0, "0"),
        (FieldType.TEXT, None, ""),
    ],
)
def test_a_value_is_shown_as_it_is_said(kind: FieldType, value: object, words: str) -> None:
    assert shown(field(kind), value) == words


@given(st.text(max_size=40), st.sampled_from(list(FieldType)))
def test_nothing_typed_is_lost_or_breaks_the_reader(typed: str, kind: FieldType) -> None:
    value, understood = read(field(kind), typed)
    # Not understood: what stands there is what was typed, in one Unicode form and without stray spaces.
    assert understood or isinstance(value, str)


@given(st.dates(min_value=dt.date(1850, 1, 1)))
def test_a_date_is_read_back_as_it_is_shown(day: dt.date) -> None:
    assert read_date(f"{day:%d/%m/}{day.year:04d}", partial=False) == day.isoformat()


def test_sources_are_counted_of_what_is_filled_only() -> None:
    kept: Kept = {"a.b": {"value": "x", "source": "card"}, "a.c": {"value": None, "source": "card"}}
    assert sources_used(kept) == {"card": 1}


def test_a_date_nobody_alive_remembers_is_not_understood() -> None:
    assert read(field(FieldType.DATE), "01/01/1849") == ("01/01/1849", False)
    assert read(field(FieldType.DATE), "01/01/1850") == ("1850-01-01", True)
