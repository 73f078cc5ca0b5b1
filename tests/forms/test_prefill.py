"""Every value with its source: what fills a form, in which order, and what is never overwritten."""

import dataclasses
from typing import Any

import pytest

from motcua.forms.definition import FormDefinition
from motcua.forms.prefill import prefill, registers_of
from motcua.forms.registers import CivilStatus
from motcua.forms.shipped import shipped_forms
from motcua.forms.values import Kept, open_questions
from tests.factories import forms as make

BIRTH, COPIES, EXTRACT = "1.001193", "2.000815", "2.000635"
MARRIAGE, SINGLE, BUSINESS = "1.000894", "1.004873", "1.001612"
DEATH, SIGNATURE, PERMANENT, TEMPORARY = "1.000656", "2.000884", "1.004222", "1.004194"
BENEFIT, BUNDLE = "1.001776", "3.000722"


def form(code: str) -> FormDefinition:
    return shipped_forms()[code]


def fill(code: str, values: Kept | None = None, **changes: Any) -> dict[str, tuple[Any, str]]:
    kept = prefill(form(code), values or {}, make.given(**changes))
    return {name: (each["value"], each["source"]) for name, each in kept.items()}


def asked(value: Any) -> dict[str, Any]:
    return {"value": value, "source": "asked", "at": "2026-11-25T08:29:00+07:00", "note": ""}


# The study's count of each official form: fields in all, and how many must be asked out loud;
# how the result is wanted is asked once for the whole basket, not by the form.
COUNTS = {
    BIRTH: (35, 3), DEATH: (23, 3), MARRIAGE: (23, 4), SINGLE: (24, 3), EXTRACT: (18, 3), COPIES: (9, 4),
    SIGNATURE: (10, 3), PERMANENT: (15, 3), TEMPORARY: (16, 4), BUSINESS: (23, 7), BENEFIT: (27, 4), BUNDLE: (43, 5),
}  # fmt: skip


def test_the_twelve_forms_of_the_counter_are_shipped_as_long_as_the_study_counted_them() -> None:
    # What an organisation fills where it may stand for somebody is not of the study.
    own = {code: [each for each in form.fields if each.prefix != "tochuc"] for code, form in shipped_forms().items()}
    counted = {code: (len(fields), sum(field.ask for field in fields)) for code, fields in own.items()}
    assert counted == COUNTS


def test_birth_registration_from_one_card_and_three_registers_leaves_three_questions() -> None:
    kept = prefill(form(BIRTH), {}, make.given(answers=make.answers()))
    assert [field.id for field in open_questions(form(BIRTH), kept)] == ["ban_sao.co"]
    missing = {field.id for field in form(BIRTH).fields if field.prefix != "tochuc"} - kept.keys()
    # The number of copies is asked only when copies are wanted; the declaration is the applicant's own confirmation.
    assert missing == {"ban_sao.co", "ban_sao.so_luong", "cam_doan", "nyc.sdt"}


def test_birth_registration_says_where_each_value_came_from() -> None:
    kept = fill(BIRTH, answers=make.answers())
    assert kept["tre.ho_ten"] == ("TRẦN MAI AN", "health")
    assert kept["tre.ngay_sinh"] == ("2026-11-20", "health")
    assert kept["tre.ngay_sinh_chu"][1] == "computed"
    assert kept["tre.gioi_tinh"] == ("Nữ", "health")
    assert kept["tre.dan_toc"] == ("Kinh", "computed")
    assert kept["tre.quoc_tich"] == ("Việt Nam", "default")
    assert kept["tre.que_quan"] == ("Xã Phù Đổng, Thành phố Hà Nội", "computed")
    assert kept["tre.gcs_so"] == ("01024.GCS.00117.26", "health")
    assert kept["me.ho_ten"] == ("NGUYỄN THỊ MAI", "card")
    assert kept["me.dan_toc"] == ("Kinh", "population")
    assert kept["cha.so_dinh_danh"] == (make.FATHER, "population")
    assert kept["cha.ho_ten"] == ("TRẦN VĂN BÌNH", "population")
    assert kept["kh.so"] == ("số 12/2020, ngày 20/05/2020, UBND xã Gia Lâm", "civil_registry")
    assert kept["nyc.quan_he"] == ("Mẹ", "computed")
    assert kept["noi_dang_ky"] == ("Ủy ban nhân dân xã Gia Lâm", "computed")


def test_a_father_at_the_counter_is_the_father_and_his_wife_the_mother() -> None:
    kept = fill(BIRTH, person=make.father_card(), answers=make.answers())
    assert kept["nyc.quan_he"] == ("Cha", "computed")
    assert kept["cha.ho_ten"] == ("TRẦN VĂN BÌNH", "card")
    assert kept["me.ho_ten"] == ("NGUYỄN THỊ MAI", "population")
    assert kept["tre.ho_ten"] == ("TRẦN MAI AN", "health")


def test_where_the_hospital_names_no_father_the_registers_name_the_husband() -> None:
    unnamed = make.answers(births=(make.birth(father_id=""),))
    assert fill(BIRTH, answers=unnamed)["cha.so_dinh_danh"] == (make.FATHER, "population")


def test_where_only_the_civil_registry_knows_the_husband_it_names_him() -> None:
    marriage = dataclasses.replace(make.MARRIAGE, partner=make.FATHER)
    people = make.citizens() | {make.MOTHER: dataclasses.replace(make.citizens()[make.MOTHER], relatives=())}
    civil = {make.MOTHER: CivilStatus(make.MOTHER, "married", (marriage,))}
    said = make.answers(births=(), people=people, civil=civil)
    assert fill(BIRTH, answers=said)["cha.so_dinh_danh"][0] == make.FATHER
    divorced = {make.MOTHER: CivilStatus(make.MOTHER, "divorced", (marriage,))}
    assert "cha.so_dinh_danh" not in fill(BIRTH, answers=dataclasses.replace(said, civil=divorced))


def test_a_father_at_the_counter_finds_the_mother_whom_the_hospital_named() -> None:
    people = make.citizens() | {make.FATHER: dataclasses.replace(make.citizens()[make.FATHER], relatives=())}
    said = make.answers(people=people, civil={})
    kept = fill(BIRTH, person=make.father_card(), answers=said)
    assert kept["me.so_dinh_danh"][0] == make.MOTHER


def test_a_grandmother_who_says_so_is_neither_parent() -> None:
    kept = fill(
        BIRTH, {"nyc.quan_he": asked("Bà")}, person=make.card(full_name="TRẦN THỊ TÁM", id_number="005158004710")
    )
    assert kept["nyc.ho_ten"] == ("TRẦN THỊ TÁM", "card")
    assert "me.ho_ten" not in kept
    assert "cha.ho_ten" not in kept


def test_the_mothers_card_scanned_beside_the_grandmothers_fills_the_mother() -> None:
    person = make.card(full_name="TRẦN THỊ TÁM", id_number="005158004710") | {"others": {"me": make.card()}}
    kept = fill(BIRTH, {"nyc.quan_he": asked("Bà")}, person=person, answers=make.answers())
    assert kept["me.ho_ten"] == ("NGUYỄN THỊ MAI", "card")
    assert kept["tre.ho_ten"] == ("TRẦN MAI AN", "health")


def test_an_intended_name_that_the_hospital_does_not_know_is_asked() -> None:
    kept = prefill(form(BIRTH), {}, make.given(answers=make.answers(births=(make.birth(intended_name="", sex=""),))))
    assert [field.id for field in open_questions(form(BIRTH), kept)] == ["ban_sao.co", "tre.ho_ten", "tre.gioi_tinh"]


def test_parents_of_different_peoples_are_asked_for_the_childs() -> None:
    people = make.citizens()
    tay = {**people, make.MOTHER: type(people[make.MOTHER])(**{**_fields(people[make.MOTHER]), "ethnicity": "Tày"})}
    kept = prefill(form(BIRTH), {}, make.given(answers=make.answers(people=tay)))
    assert "tre.dan_toc" in [field.id for field in open_questions(form(BIRTH), kept)]


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def test_what_was_asked_is_never_filled_over() -> None:
    kept = fill(BIRTH, {"tre.ho_ten": asked("TRẦN AN MAI")}, answers=make.answers())
    assert kept["tre.ho_ten"] == ("TRẦN AN MAI", "asked")


def test_what_registers_said_stays_when_they_are_not_asked_again() -> None:
    first = prefill(form(BIRTH), {}, make.given(answers=make.answers()))
    assert prefill(form(BIRTH), first, make.given()) == first


def test_another_person_at_the_counter_takes_what_registers_said_of_the_first_away() -> None:
    first = prefill(form(BIRTH), {}, make.given(answers=make.answers()))
    other = make.card(id_number="009197002301", full_name="BÙI THỊ THƠM", date_of_birth="1997-02-03")
    kept = prefill(form(BIRTH), first, make.given(person=other))
    assert "tre.ho_ten" not in kept
    assert "cha.ho_ten" not in kept
    assert kept["me.ho_ten"]["value"] == "BÙI THỊ THƠM"


def test_a_person_typed_by_hand_fills_like_a_card_but_says_so() -> None:
    kept = prefill(form(SINGLE), {}, make.given(person=make.card(source="asked")))
    assert kept["nd.ho_ten"]["source"] == "asked"
    changed = prefill(form(SINGLE), kept, make.given(person=make.card(source="asked", full_name="NGUYỄN THỊ MAY")))
    assert changed["nd.ho_ten"]["value"] == "NGUYỄN THỊ MAY"


def test_single_status_of_a_woman_who_never_married() -> None:
    single = {make.MOTHER: CivilStatus(make.MOTHER, "single")}
    kept = fill(SINGLE, answers=make.answers(civil=single, births=()))
    assert kept["xn.tinh_trang"] == ("Chưa đăng ký kết hôn với ai", "civil_registry")
    # Eighteen years for a woman; the time that is certified begins then.
    assert kept["xn.tu_ngay"] == ("2013-04-12", "computed")
    assert kept["xn.den_ngay"] == ("2026-11-25", "default")
    assert kept["nyc.quan_he"] == ("Bản thân", "default")


@pytest.mark.parametrize(
    ("marital", "words"),
    [
        ("single", "Chưa kết hôn"),
        ("divorced", "Đã ly hôn"),
        ("widowed", "Vợ/chồng đã chết"),
        ("married", "đang có vợ/chồng"),
    ],
)
def test_marital_status_is_said_in_the_forms_own_words(marital: str, words: str) -> None:
    civil = {make.MOTHER: CivilStatus(make.MOTHER, marital)}
    kept = fill(MARRIAGE, answers=make.answers(civil=civil, births=()))
    assert kept["nu.tinh_trang"] == (words, "civil_registry")


def test_an_extract_names_the_act_that_is_asked_for() -> None:
    values = {"tl.loai": asked("Trích lục kết hôn")}
    kept = fill(EXTRACT, values, answers=make.answers())
    assert kept["tl.noi_dk"] == ("UBND xã Gia Lâm", "civil_registry")
    assert kept["tl.so"] == ("12/2020", "civil_registry")


def test_a_household_business_at_home_asks_for_seven_things_only() -> None:
    kept = prefill(form(BUSINESS), {}, make.given(answers=make.answers(births=())))
    names = [field.id for field in open_questions(form(BUSINESS), kept)]
    assert names[:6] == ["ch.email", "hkd.ten", "hkd.nganh", "hkd.von", "hkd.chu_the", "thue.so_lao_dong"]
    assert kept["hkd.dia_chi"]["value"] == kept["ch.noi_cu_tru"]["value"]
    with_capital = prefill(form(BUSINESS), {"hkd.von": asked(50_000_000)}, make.given(answers=make.answers(births=())))
    assert with_capital["hkd.von_chu"]["value"] == "Năm mươi triệu đồng"


def test_the_fee_stands_on_the_request_for_certified_copies() -> None:
    assert fill(COPIES, fee=10_000)["phi"] == (10_000, "computed")
    assert registers_of(form(COPIES)) == frozenset()


def test_an_earlier_dossier_gives_the_telephone_number() -> None:
    earlier = {make.MOTHER: {"sdt": {"value": "0199002101", "note": "H26.90-261001-0001"}}}
    kept = prefill(form(BIRTH), {}, make.given(earlier=earlier))
    assert kept["nyc.sdt"]["value"] == "0199002101"
    assert kept["nyc.sdt"]["note"] == "H26.90-261001-0001"
