"""A form is begun, filled, answered, corrected, confirmed, measured."""

import pytest

from motcua.forms import commands
from motcua.forms.measures import measures_of
from motcua.forms.models import ConfirmedHow, FilledForm
from tests.factories import forms as make

pytestmark = pytest.mark.django_db
BIRTH, COPIES, BUSINESS = "1.001193", "2.000815", "1.001612"


def birth() -> FilledForm:
    form = make.filled(BIRTH)
    commands.fill(form, given=make.given(answers=make.answers()))
    return form


def test_a_correction_is_recorded_with_what_stood_there() -> None:
    form = birth()
    commands.answer(form, answers={"tre.ho_ten": "Trần An Mai"}, at=make.AT)
    kept = FilledForm.objects.get().values["tre.ho_ten"]
    assert (kept["value"], kept["source"]) == ("TRẦN AN MAI", "corrected")
    assert (kept["was"]["value"], kept["was"]["source"]) == ("TRẦN MAI AN", "health")
    assert form.corrected == 1


def test_a_correction_taken_back_is_none() -> None:
    form = birth()
    commands.answer(form, answers={"tre.ho_ten": "Trần An Mai"}, at=make.AT)
    commands.answer(form, answers={"tre.ho_ten": "Trần Mai An"}, at=make.AT)
    assert form.values["tre.ho_ten"]["source"] == "health"
    assert form.corrected == 0


def test_the_same_answer_sent_again_changes_nothing() -> None:
    form = birth()
    assert commands.answer(form, answers={"ban_sao.co": "1"}, at=make.AT)
    assert not commands.answer(form, answers={"ban_sao.co": "1"}, at=make.AT)


def test_what_cannot_be_understood_is_kept_as_typed() -> None:
    form = birth()
    commands.answer(form, answers={"ban_sao.co": "1", "ban_sao.so_luong": "mười"}, at=make.AT)
    assert FilledForm.objects.get().values["ban_sao.so_luong"]["value"] == "mười"
    assert commands.errors(form, at=make.AT) == {"ban_sao.so_luong": "Xin nhập một số, chỉ gồm chữ số."}


def test_a_field_the_form_does_not_have_is_not_kept() -> None:
    form = birth()
    assert not commands.answer(form, answers={"is_admin": "1"}, at=make.AT)


def test_the_applicant_confirms_and_a_correction_takes_the_confirmation_away() -> None:
    form = birth()
    commands.confirm(form, how=ConfirmedHow.PAPER, by_name="NGUYỄN THỊ MAI", at=make.AT)
    assert form.values["cam_doan"]["value"] is True
    assert (form.confirmed_how, form.confirmed_by_name, form.confirmed_at) == ("PAPER", "NGUYỄN THỊ MAI", make.AT)
    commands.answer(form, answers={"ban_sao.co": "2"}, at=make.AT)
    assert (form.confirmed_how, form.confirmed_by_name, form.confirmed_at) == ("", "", None)
    assert "cam_doan" not in form.values


def test_what_it_took_is_stored_and_said() -> None:
    form = birth()
    commands.answer(form, answers={"ban_sao.co": "2", "tre.ho_ten": "Trần An Mai"}, at=make.AT)
    commands.confirm(form, how=ConfirmedHow.IN_PERSON, by_name="NGUYỄN THỊ MAI", at=make.AT)
    commands.close(form, seconds=74, keys_typed=13)
    stored = FilledForm.objects.get()
    measures = measures_of(stored)
    assert measures.filled + measures.asked + measures.corrected == len(stored.values)
    assert str(measures) == f"Đã điền {measures.filled}/{measures.total} ô, hỏi 2, sửa 1, gõ 13 phím · 1 phút 14 giây"
    assert stored.filled_by["health"] == 4
    assert measures.sources.startswith("thẻ ")


def test_quantities_and_the_subject_come_from_the_form() -> None:
    copies = make.filled(COPIES)
    commands.answer(copies, answers={"gt.so_trang": "3", "gt.so_ban": "2", "gt.ten": "1"}, at=make.AT)
    assert commands.quantities(copies) == {"pages": 3, "copies": 2}
    assert commands.subject_name(birth()) == "TRẦN MAI AN"


def test_the_visitors_telephone_is_found_in_the_form() -> None:
    form = birth()
    commands.answer(form, answers={"nyc.sdt": "0199 002 101"}, at=make.AT)
    assert commands.said_phone(form) == "0199002101"


def test_a_household_business_is_its_owners_whoever_comes_and_so_is_the_telephone() -> None:
    behalf = {"kind": "person", "relation": "AUTHORISED", "person": make.father_card()}
    own, others = make.filled(BUSINESS), make.filled(BUSINESS)
    commands.fill(own, given=make.given())
    commands.fill(others, given=make.given(make.card(behalf=behalf)))
    assert [form.values["ch.ho_ten"]["value"] for form in (own, others)] == ["NGUYỄN THỊ MAI", "TRẦN VĂN BÌNH"]

    commands.answer(own, answers={"ch.sdt": "0199 002 101"}, at=make.AT)
    assert commands.said_phone(own) == "0199002101"
    assert commands.said_phone(own, own_matter=False) == ""


def test_everything_taken_in_one_step_is_the_same_as_in_small_ones() -> None:
    form = make.filled(COPIES)
    answers = {"gt.ten": "2", "gt.so_trang": "1", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}
    commands.hear(form, answers=answers, at=make.AT)
    assert commands.quantities(form) == {"pages": 1, "copies": 2}
    commands.take(form, given=make.given(), how=ConfirmedHow.IN_PERSON, keys_typed=4)
    assert commands.errors(form, at=make.AT) == {}
    assert form.values["nyc.ho_ten"]["value"] == "NGUYỄN THỊ MAI"
    assert (form.confirmed_by_name, form.keys_typed, form.asked) == ("NGUYỄN THỊ MAI", 4, 4)


def test_an_answer_taken_back_leaves_the_field_empty_again() -> None:
    form = birth()
    commands.answer(form, answers={"ban_sao.co": "1", "ban_sao.so_luong": "2"}, at=make.AT)
    commands.answer(form, answers={"ban_sao.so_luong": " "}, at=make.AT)
    assert "ban_sao.so_luong" not in FilledForm.objects.get().values
    assert commands.errors(form, at=make.AT) == {"ban_sao.so_luong": "Chưa có: hỏi người dân rồi điền."}
