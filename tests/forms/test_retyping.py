"""The type of a field changes only where what it holds stays readable; where not, the reason is said."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.forms.definition import FieldDefinition, FieldType, FormDefinition
from motcua.forms.editing import form_faults
from motcua.forms.retyping import BECOMES, may_become, why_not_retyped
from motcua.forms.shipped import shipped_forms
from motcua.forms.validation import errors
from motcua.forms.values import read, shown

TODAY = dt.date(2026, 11, 25)
UNREADABLE = "Không đổi sang loại này được: điều đã ghi ở trường này không đọc được theo loại ấy."
_TYPED = st.one_of(
    st.text(max_size=12),
    st.integers(0, 10**9).map(str),
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}"),
    st.sampled_from(
        ["1990", "05/1990", "14:30 20/11/2026", "0199000001", "003190000001", "ten@noi.vn", "Kinh", "một", "hai", "1"]
    ),
)
_PAIRS = [(old, new) for old, becomes in BECOMES.items() for new in becomes if new is not FieldType.CHOICE]


def field(**said: Any) -> FieldDefinition:
    return FieldDefinition.model_validate({"id": "viec", "label": "Việc", "type": "TEXT", "group": "a", **said})


def form(*fields: FieldDefinition) -> FormDefinition:
    names = {"code": "9.000001", "title": "Đơn", "official_title": "Đơn"}
    made = FormDefinition.model_validate(names | {"groups": [{"key": "a", "title": "A"}], "fields": []})
    return made.model_copy(update={"fields": fields})


def why(to: str, *others: FieldDefinition, **said: Any) -> str:
    chosen = field(**said)
    return why_not_retyped(form(chosen, *others), chosen, FieldType(to))


@given(st.sampled_from(_PAIRS), _TYPED)
def test_whatever_a_field_holds_can_be_read_as_the_type_it_may_become(
    pair: tuple[FieldType, FieldType], typed: str
) -> None:
    old, new = (field(type=each.value, options=("một", "hai")) for each in pair)
    value = read(old, typed)[0]
    kept = {"viec": {"value": value, "source": "asked"}}
    assume(value is not None and errors(form(old), kept, today=TODAY) == {})

    assert errors(form(new), kept, today=TODAY) == {}
    assert shown(new, value) != ""


def test_every_type_but_yes_and_no_is_in_the_table_or_is_the_end_of_the_road() -> None:
    assert set(FieldType) - set(BECOMES) == {FieldType.BOOL, FieldType.LONG_TEXT, FieldType.MOMENT}


@pytest.mark.parametrize(
    ("type", "open_to"),
    [
        ("TEXT", ["LONG_TEXT", "CHOICE_OR_TEXT", "CHOICE", "ADDRESS"]),
        ("INT", ["MONEY", "TEXT", "LONG_TEXT"]),
        ("DATE", ["PARTIAL_DATE", "MOMENT"]),
        ("BOOL", []),
        ("LONG_TEXT", []),
    ],
)
def test_a_field_that_nothing_reads_may_become(type: str, open_to: list[str]) -> None:  # noqa: A002 - its name
    chosen = field(type=type)

    assert [each.value for each in may_become(form(chosen), chosen)] == open_to
    assert why_not_retyped(form(chosen), chosen, chosen.type) == ""


def test_what_would_be_unreadable_is_refused() -> None:
    assert why("DATE") == UNREADABLE
    assert why("INT", type="CHOICE", options=("1", "2")) == UNREADABLE
    assert why("TEXT", type="DATE") == UNREADABLE
    assert why("TEXT", type="BOOL") == "Không đổi loại được: có hoặc không thì không đọc được theo loại khác."
    assert why("TEXT", type="LONG_TEXT") == "Không đổi loại được: chữ nhiều dòng không nằm gọn trong loại khác."


def test_what_something_reads_keeps_its_type_with_the_reader_named() -> None:
    reader = FieldDefinition.model_validate(
        {"id": "may", "label": "Mấy", "type": "INT", "group": "a",
         "required_if": {"field": "viec", "op": "IS", "value": "có"}}
    )  # fmt: skip

    assert why("LONG_TEXT", reader) == "Không đổi loại được: có bắt buộc «Mấy» hay không là tùy trường này."
    assert why("LONG_TEXT") == ""
    copies = shipped_forms()["2.000815"]
    assert why_not_retyped(copies, copies.field("gt.so_ban"), FieldType.TEXT) == (
        "Không đổi loại được: phí tính theo số bản ghi ở trường này."
    )


def test_what_fills_itself_is_no_choice_among_a_few() -> None:
    said = "Không đổi sang chọn một mục được: trường này tự điền, có thể điền điều không có trong các mục."

    assert why("CHOICE", sources=("earlier",)) == said
    assert why("CHOICE", sources=("default:Có",)) == ""
    assert why("CHOICE_OR_TEXT", sources=("earlier",)) == ""


def test_what_is_checked_as_a_number_stays_one() -> None:
    said = "Không đổi sang loại này được: trường này được kiểm tra theo số."

    assert why("TEXT", type="INT", checks=("range:1:50",)) == said
    assert why("MONEY", type="INT", checks=("range:1:50",)) == ""
    assert why("TEXT", type="INT") == ""


def test_a_default_is_one_of_the_choices() -> None:
    said = ["Trường «Việc»: giá trị mặc định «Ba» không có trong các mục."]

    assert form_faults(form(field(type="CHOICE", options=("Một",), sources=("default:Ba",)))) == said
    assert form_faults(form(field(type="CHOICE", options=("Ba",), sources=("default:Ba",)))) == []
    assert form_faults(form(field(type="CHOICE_OR_TEXT", options=("Một",), sources=("default:Ba",)))) == []
