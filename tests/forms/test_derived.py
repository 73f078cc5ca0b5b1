"""Every procedure without a form of its own has one made from what the catalogue says of it."""

from dataclasses import replace

from motcua.forms import validation
from motcua.forms.definition import DECLARATION, FormDefinition, Role
from motcua.forms.derived import derived_form
from motcua.forms.editing import form_faults
from motcua.forms.prefill import prefill
from motcua.forms.shipped import content_of, shipped_forms
from motcua.forms.values import open_questions
from motcua.procedures.definition import FeeBasis
from motcua.procedures.shipped import shipped_definitions
from tests.factories import forms as make
from tests.factories.procedures import definition

OTHERS = [each for each in shipped_definitions() if each.code not in shipped_forms()]


def ids(form: FormDefinition) -> list[str]:
    return [field.id for field in form.fields]


def test_a_derived_form_is_sound_fills_itself_and_comes_back_from_its_json() -> None:
    assert len(OTHERS) > 60
    for each in OTHERS:
        form = derived_form(each)
        kept = prefill(form, {}, make.given(fee=0))
        told = {field.id for field in form.fields if field.ask or field.group == "tochuc"}

        assert (each.code, form_faults(form)) == (each.code, [])
        assert FormDefinition.model_validate(content_of(form)[0]) == form
        assert validation.errors(form, kept, today=make.AT.date()).keys() <= told
        assert {field.id for field in open_questions(form, kept)} <= told


def test_what_the_fee_counts_is_asked_and_nothing_else() -> None:
    for each in OTHERS:
        form = derived_form(each)
        bases = {item.basis for item in each.fees.items}
        asked = {field.id for field in form.fields if field.ask} - {DECLARATION}
        wanted = {"sl.co_ban_sao", "sl.ban_sao"} if FeeBasis.COPY in bases else set()
        wanted = {"sl.so_trang", "sl.ban_sao"} if FeeBasis.PAGE in bases else wanted
        assert (each.code, asked) == (each.code, wanted)
        assert set(form.quantities.values()) == asked - {"sl.co_ban_sao"}


def test_a_person_may_ask_for_another_whose_matter_it_then_is() -> None:
    form = derived_form(definition())

    assert form.roles == {"nyc": Role.VISITOR, "nd": Role.SUBJECT}
    assert form.field("tu_cach").options == ("Cho chính mình", "Thay người khác")
    assert form.subject == "nd.ho_ten"
    assert form.card_parts() == {"nd": "Người có việc"}


def test_an_organisation_is_asked_for_its_name_and_number_where_it_may_apply() -> None:
    either = derived_form(definition(applicants=["công dân", "tổ chức"]))
    alone = derived_form(definition(applicants=["tổ chức"]))

    assert either.field("tu_cach").options == ("Cho chính mình", "Thay người khác", "Thay tổ chức")
    assert alone.field("tu_cach").options == ("Thay tổ chức",)
    assert {"tochuc.ten", "tochuc.ma_so", "tochuc.dia_chi", "tochuc.chuc_vu"} <= set(ids(alone))
    assert "nd.ho_ten" not in ids(alone)
    kept = prefill(alone, {}, make.given())
    assert {field.id for field in open_questions(alone, kept)} == {"tochuc.ten", "tochuc.ma_so"}


COMPANY = {
    "kind": "organisation",
    "relation": "AUTHORISED",
    "organisation": {
        "code": "0109876543", "name": "Công ty TNHH Gốm Việt", "address": "Xã Bát Tràng, Thành phố Hà Nội",
        "representative_title": "Giám đốc",
    },
}  # fmt: skip


def test_who_came_for_an_organisation_is_asked_nothing_about_it_again() -> None:
    form = derived_form(definition(applicants=["công dân", "tổ chức"]))
    kept = prefill(form, {}, make.given(make.card(behalf=COMPANY)))

    said = {name: kept[name]["value"] for name in kept if name == "tu_cach" or name.startswith(("tochuc.", "nd."))}
    assert said == {
        "tu_cach": "Thay tổ chức", "tochuc.ten": "Công ty TNHH Gốm Việt", "tochuc.ma_so": "0109876543",
        "tochuc.dia_chi": "Xã Bát Tràng, Thành phố Hà Nội", "tochuc.chuc_vu": "Giám đốc",
    }  # fmt: skip
    assert kept["nyc.ho_ten"]["value"] == "NGUYỄN THỊ MAI"
    assert open_questions(form, kept) == []


def test_who_came_for_a_person_fills_that_persons_part_and_who_came_alone_does_not() -> None:
    form = derived_form(definition(applicants=["công dân", "tổ chức"]))
    behalf = {"kind": "person", "relation": "CHILD", "person": make.father_card()}
    kept = prefill(form, {}, make.given(make.card(behalf=behalf)))
    alone = prefill(form, {}, make.given())

    assert (kept["tu_cach"]["value"], kept["nd.ho_ten"]["value"]) == ("Thay người khác", "TRẦN VĂN BÌNH")
    assert kept["nyc.ho_ten"]["value"] == "NGUYỄN THỊ MAI"
    assert not {name for name in kept if name.startswith("tochuc.")}
    assert alone["tu_cach"]["value"] == "Cho chính mình"
    assert not {name for name in alone if name.startswith(("tochuc.", "nd."))}


def test_a_form_that_knows_no_organisation_stays_as_it_is() -> None:
    kept = prefill(derived_form(definition()), {}, make.given(make.card(behalf=COMPANY)))

    assert kept["tu_cach"]["value"] == "Cho chính mình"


def test_a_case_that_calls_for_a_paper_is_offered_unless_the_office_can_look_it_up() -> None:
    papers = [
        {"key": "uy_quyen", "name": "Ủy quyền", "kind": "SUBMIT", "required": False, "condition": "có ủy quyền"},
        {"key": "cu_tru", "name": "Giấy cư trú", "kind": "PRESENT", "required": False, "condition": "không có dữ liệu",
         "replaceable_by": ["csdldc"]},
        {"key": "don_a", "name": "Đơn thuốc", "kind": "SUBMIT"},
        {"key": "don_b", "name": "Bản vẽ", "kind": "SUBMIT"},
    ]  # fmt: skip
    form = derived_form(definition(requirements=papers))

    assert [(field.id, field.label) for field in form.fields if field.group == "truong_hop"] == [
        ("th.uy_quyen", "Có ủy quyền")
    ]
    assert form.field("giay_to_kem").sources == ("default:1) Đơn thuốc; 2) Bản vẽ",)


def test_what_is_settled_at_once_does_not_ask_how_the_result_is_received() -> None:
    waits = derived_form(definition())
    at_once = derived_form(definition(settled_at_once=True))

    assert "kq.nhan" in ids(waits)
    assert "kq.nhan" not in ids(at_once)
    by_post = prefill(waits, {}, replace(make.given(), return_way=2, return_address="Thôn 2, Xã Gia Lâm"))
    assert [by_post[name]["value"] for name in ("kq.nhan", "kq.dia_chi")] == ["Bưu chính", "Thôn 2, Xã Gia Lâm"]


def test_the_fee_stands_on_the_form_where_there_is_one() -> None:
    assert "phi" not in ids(derived_form(definition()))
    fee = {"set_by": "trung ương", "items": [{"name": "Lệ phí", "amount": 10_000}]}
    assert "phi" in ids(derived_form(definition(fees=fee)))
