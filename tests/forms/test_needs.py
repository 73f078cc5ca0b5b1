"""A field of a form is added under a key of its own, and taken away only when nothing needs it."""

import pytest

from motcua.forms.computed import fields_read, is_rule
from motcua.forms.definition import FieldDefinition, FormDefinition
from motcua.forms.derived import derived_form
from motcua.forms.editing import form_faults, new_key
from motcua.forms.needs import reads, why_needed
from motcua.forms.printed import draws, template_for
from motcua.forms.shipped import shipped_forms
from motcua.procedures.shipped import shipped_definitions

BIRTH, COPIES, MARRIAGE = "1.001193", "2.000815", "1.000894"


def every_form() -> list[FormDefinition]:
    return [shipped_forms().get(each.code) or derived_form(each) for each in shipped_definitions()]


def test_every_form_that_comes_along_has_what_it_reads() -> None:
    gone = {
        (form.code, need.field) for form in every_form() for need in reads(form)
        if need.field not in {field.id for field in form.fields}
    }  # fmt: skip

    assert gone == set()
    assert [fault for form in every_form() for fault in form_faults(form)] == []


@pytest.mark.parametrize(
    ("code", "field", "why"),
    [
        ("1.001612", "hkd.dia_chi", "được tính từ trường này"),
        (BIRTH, "tre.ngay_sinh", "được tính từ trường này"),
        (COPIES, "gt.so_ban", "phí tính theo số bản ghi ở trường này"),
        (COPIES, "gt.ten", "mẫu tờ khai do luật ban hành in trường này"),
        (MARRIAGE, "nu.ngay_sinh", "mẫu tờ khai do luật ban hành in trường này"),
        (BIRTH, "cam_doan", "người dân cam đoan bằng trường này"),
    ],
)
def test_a_field_that_something_needs_says_what(code: str, field: str, why: str) -> None:
    said = why_needed(shipped_forms()[code], field)

    assert said.startswith("Không bỏ được: ")
    assert said.endswith(f"{why}.")


def form(*fields: FieldDefinition, **changes: object) -> FormDefinition:
    names = {"code": "9.000001", "title": "Đơn", "official_title": "Đơn"}
    made = FormDefinition.model_validate(names | {"groups": [{"key": "a", "title": "A"}], "fields": []})
    return made.model_copy(update={"fields": fields, **changes})


def field(name: str, **said: object) -> FieldDefinition:
    return FieldDefinition.model_validate({"id": name, "label": name.upper(), "type": "TEXT", "group": "a", **said})


def test_each_reader_of_a_field_is_named() -> None:
    seen = form(
        field("me.ngay_sinh"),
        field("tuoi", sources=["computed:adult:me.ngay_sinh"]),
        field("ngay_het", checks=["not_before:ngay_dau"]),
        field("ngay_dau"),
        field("co", type="BOOL"),
        field("may", required_if={"field": "co", "op": "IS", "value": "true"}),
        field("them", shown_if={"field": "co", "op": "IS", "value": "true"}),
        field("me.so_dinh_danh"),
        field("me.ho_ten", sources=["population"]),
        field("tl.loai"),
        field("noi_dk", sources=["civil_registry"]),
        field("nyc.quan_he"),
        field("nyc.ho_ten"),
        field("so_ban"),
        field("khac"),
        roles={"nyc": "VISITOR", "me": "MOTHER"},
        quantities={"copies": "so_ban", "lan": "may"},
        subject="me.ho_ten",
        own_matter="co",
    )

    said = {each.id: why_needed(seen, each.id) for each in seen.fields}

    assert said == {
        "me.ngay_sinh": "Không bỏ được: «TUOI» được tính từ trường này.",
        "tuoi": "",
        "ngay_het": "",
        "ngay_dau": "Không bỏ được: «NGAY_HET» được kiểm tra theo trường này.",
        "co": "Không bỏ được: trường này cho biết người đến làm việc của chính mình hay không.",
        "may": "Không bỏ được: phí tính theo lan ghi ở trường này.",
        "them": "",
        "me.so_dinh_danh": "Không bỏ được: nhờ số này mà «ME.HO_TEN» tự điền.",
        "me.ho_ten": "Không bỏ được: tên người có việc lấy từ trường này.",
        "tl.loai": "Không bỏ được: trường này cho biết lấy «NOI_DK» từ sổ nào.",
        "noi_dk": "",
        "nyc.quan_he": "Không bỏ được: trường này cho biết người đến là cha hay mẹ.",
        "nyc.ho_ten": "Không bỏ được: tên người ký tờ khai lấy từ trường này.",
        "so_ban": "Không bỏ được: phí tính theo số bản ghi ở trường này.",
        "khac": "",
    }
    assert why_needed(seen, "me.ngay_sinh", gone=["tuoi"]) == ""
    plain = seen.model_copy(update={"own_matter": ""})
    assert why_needed(plain, "co") == "Không bỏ được: có bắt buộc «MAY» hay không là tùy trường này."
    assert why_needed(plain, "co", gone=["may"]) == "Không bỏ được: «THEM» có chỗ hay không là tùy trường này."


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("card", []),
        ("computed:fee", []),
        ("computed:same:a.b", ["a.b"]),
        ("computed:either:a:b", ["a", "b"]),
        ("computed:request:Đăng ký tại:a", ["a"]),
        ("computed:marriage_age:nu", ["nu.ngay_sinh", "nu.gioi_tinh"]),
        ("computed:lives_with", ["me.noi_cu_tru", "cha.noi_cu_tru"]),
        ("computed:child_of_head:a", ["a", "me.ho_ten", "cha.ho_ten"]),
        ("computed:acts_for::Thay tổ chức", []),
        ("computed:organisation:name", []),
        ("computed:same", []),
        ("computed:magic:a", []),
    ],
)
def test_what_a_source_reads(source: str, read: list[str]) -> None:
    assert fields_read(source) == read


def test_a_rule_has_as_many_arguments_as_it_has() -> None:
    assert [is_rule(f"computed:{rest}") for rest in ("same:a", "same", "same:a:b", "fee", "fee:x", "magic")] == [
        True, False, False, True, False, False,
    ]  # fmt: skip


def test_a_key_is_made_of_the_words_and_of_whose_the_group_is() -> None:
    both = form(field("me.ho_ten"), field("me.dan_toc"), field("ghi_chu", group="b"), field("x.y", group="b"))

    def key(label: str, group: str = "a", taken: tuple[str, ...] = ()) -> str:
        return new_key(label, group=group, form=both, taken=taken)

    assert key("Quê quán") == "me.que_quan"
    assert key("Quê quán", "b") == "que_quan"
    assert key("Quê quán", "mới") == "que_quan"
    assert key("Quê quán", taken=("me.que_quan", "me.que_quan_2")) == "me.que_quan_3"
    assert key("2 người làm chứng", "b") == "truong_2_nguoi_lam_chung"
    assert key("???", "b") == "truong"
    assert len(key("rất dài " * 30, "b")) <= 40


def test_a_paper_of_the_law_has_no_place_for_what_the_office_adds() -> None:
    assert template_for(BIRTH) == "forms/1.001193.typ"
    assert [draws(BIRTH, each) for each in ("me.ho_ten", "tre.ho_ten", "tre.nhom_mau", "nhom_mau")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert draws("9.000001", "bat_ky")
