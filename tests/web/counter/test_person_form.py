"""A person without a card: dates as far as they are known, sentences that say what to do."""

import datetime as dt

import pytest

from motcua.web.person_form import PersonForm, read_birth

TODAY = dt.date(2026, 2, 23)
TAM = {"full_name": "trần thị  tám", "date_of_birth": "1958", "sex": "F", "id_number": "", "address": "Gia Lâm"}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("02/03/1950", "1950-03-02"),
        ("2-3-1950", "1950-03-02"),
        ("3/1950", "1950-03"),
        ("1950", "1950"),
        (" 23/02/2026 ", "2026-02-23"),
    ],
)
def test_read_birth_of_any_precision_gives_iso_of_that_precision(text: str, iso: str) -> None:
    assert read_birth(text, TODAY) == iso


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hôm qua", "Xin ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm sinh, như 02/03/1950 hoặc 1950."),
        ("31/02/1990", "Không có ngày này trong lịch; xin xem lại ngày sinh."),
        ("24/02/2026", "Ngày sinh không thể ở sau hôm nay."),
        ("1820", "Năm sinh này xa quá; xin xem lại."),
    ],
)
def test_read_birth_that_cannot_be_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_birth(text, TODAY)
    assert str(refused.value) == sentence


def test_person_form_filled_by_hand_gives_the_shape_of_a_card() -> None:
    form = PersonForm(TAM, today=TODAY)
    assert form.is_valid()
    assert form.person_data() == {
        "id_number": "",
        "old_id_number": "",
        "full_name": "TRẦN THỊ TÁM",
        "date_of_birth": "1958",
        "sex": "F",
        "address": "Gia Lâm",
        "issued_on": None,
        "extra": [],
        "warnings": [],
        "source": "asked",
    }


@pytest.mark.parametrize(
    ("typed", "number", "old"),
    [("005158004710", "005158004710", ""), ("005 158 004 710", "005158004710", ""), ("012345678", "", "012345678")],
)
def test_person_form_tells_the_new_number_from_the_old_one(typed: str, number: str, old: str) -> None:
    form = PersonForm(TAM | {"id_number": typed}, today=TODAY)
    assert form.is_valid()
    assert (form.person_data()["id_number"], form.person_data()["old_id_number"]) == (number, old)


def test_person_form_with_everything_wrong_says_each_thing_once() -> None:
    form = PersonForm({"full_name": "Tám 2", "date_of_birth": "", "id_number": "12"}, today=TODAY)
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "full_name": ["Họ tên chỉ gồm chữ; xin ghi như trên giấy tờ."],
        "date_of_birth": ["Xin hỏi ngày sinh; chỉ năm cũng được."],
        "sex": ["Xin chọn nam hoặc nữ."],
        "id_number": ["Số định danh có 12 chữ số (CMND cũ có 9); xin đếm lại, hoặc để trống."],
    }
