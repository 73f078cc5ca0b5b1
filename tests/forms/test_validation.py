"""What is missing or wrong is said beside the field, in a sentence that says what to do."""

from typing import Any

import pytest

from motcua.forms.prefill import prefill
from motcua.forms.shipped import shipped_forms
from motcua.forms.validation import errors
from tests.factories import forms as make

BIRTH, COPIES, BUSINESS, SINGLE, MARRIAGE = "1.001193", "2.000815", "1.001612", "1.004873", "1.000894"


def wrong(code: str, **changes: Any) -> dict[str, str]:
    """The sentences of a form that registers filled and in which these fields were changed (a__b is a.b)."""
    form = shipped_forms()[code]
    said = {name.replace("__", "."): {"value": value, "source": "asked"} for name, value in changes.items()}
    values = prefill(form, {}, make.given(answers=make.answers())) | said
    return errors(form, values, today=make.AT.date())


def test_a_birth_that_registers_filled_lacks_only_the_question_about_copies() -> None:
    assert wrong(BIRTH) == {"ban_sao.co": "Chưa có: hỏi người dân rồi điền."}
    assert wrong(BIRTH, ban_sao__co=False) == {}


def test_copies_that_are_wanted_must_be_counted() -> None:
    assert wrong(BIRTH, ban_sao__co=True) == {"ban_sao.so_luong": "Chưa có: hỏi người dân rồi điền."}
    assert wrong(BIRTH, ban_sao__co=True, ban_sao__so_luong=2) == {}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ban_sao__so_luong", 51, "Xin nhập số từ 1 đến 50."),
        ("ban_sao__so_luong", "mười", "Xin nhập một số, chỉ gồm chữ số."),
        ("tre__ngay_sinh", "2026-11-26", "Ngày này ở tương lai. Xem lại."),
        ("tre__ngay_sinh", "31/02/2026", "Ngày có dạng 05/04/2026, hoặc gõ liền 05042026."),
        ("tre__ho_ten", "TRẦN " + "ANH" * 8, "Dài quá 25 chữ cái: xem lại với người dân."),
        ("tre__gioi_tinh", "chưa rõ", "Chọn một trong các mục: Nam; Nữ."),
        ("tre__gcs_so", "117", "Không đúng mẫu. Xem lại trên giấy."),
        ("nyc__so_dinh_danh", "0031", "Số định danh có 12 chữ số (số cũ: 9). Xem lại trên thẻ."),
        ("nyc__sdt", "12345", "Số điện thoại có 10 chữ số, bắt đầu bằng 0."),
    ],
)
def test_a_birth_with_something_wrong_says_what(field: str, value: object, sentence: str) -> None:
    found = wrong(BIRTH, ban_sao__co=True, **({"ban_sao__so_luong": 1} | {field: value}))
    assert found == {field.replace("__", "."): sentence}


def test_somebody_married_cannot_marry() -> None:
    found = wrong(MARRIAGE, nu__tinh_trang="đang có vợ/chồng")
    assert found["nu.tinh_trang"] == "Không làm được thủ tục này khi: đang có vợ/chồng."


def test_a_household_business_must_be_called_one() -> None:
    assert wrong(BUSINESS, hkd__ten="Tạp hóa Mai")["hkd.ten"] == "Phải bắt đầu bằng “Hộ kinh doanh”."
    assert wrong(BUSINESS, hkd__ten="Hộ kinh doanh công ty Mai")["hkd.ten"] == "Không được có chữ “công ty”."
    assert wrong(BUSINESS, hkd__von=0)["hkd.von"] == "Xin nhập số lớn hơn 0."
    assert wrong(BUSINESS, ch__email="mai@")["ch.email"] == "Địa chỉ thư điện tử có dạng ten@noi.vn."


def test_the_time_that_is_certified_begins_before_it_ends() -> None:
    found = wrong(SINGLE, xn__tu_ngay="2026-11-25", xn__den_ngay="2026-11-24")
    assert found["xn.tu_ngay"] == "Phải trước ngày kết thúc."


def test_a_field_that_has_no_place_is_not_asked_for() -> None:
    assert "hkd.thanh_vien" not in wrong(BUSINESS)


def test_both_must_be_there_to_marry() -> None:
    assert wrong(MARRIAGE, ky_hai_ben=False)["ky_hai_ben"] == "Phải là Có thì mới nhận được."
    assert "ky_hai_ben" not in wrong(MARRIAGE, ky_hai_ben=True)


def test_the_declaration_is_no_question_but_the_confirmation_itself() -> None:
    assert wrong(BIRTH, ban_sao__co=False, cam_doan=False) == {}


def test_somebody_divorced_can_marry() -> None:
    assert "nu.tinh_trang" not in wrong(MARRIAGE, nu__tinh_trang="Đã ly hôn")
