"""The form of a procedure is edited in its draft and published with it."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.accounts.models import Post
from motcua.forms import editions
from motcua.forms.commands import begun
from motcua.forms.definition import FieldType, FormDefinition
from motcua.forms.editing import together_faults
from motcua.forms.models import FormOrigin, FormVersion
from motcua.forms.queries import definition_of
from motcua.forms.seed import load_form, load_forms
from motcua.procedures.models import ProcedureVersion
from tests.factories.dossiers import MORNING
from tests.factories.procedures import definition
from tests.procedures.editing import FEE, TODAY, edits, proposed, refusal, told

pytestmark = pytest.mark.django_db


def test_a_form_is_edited_and_published_with_its_version(kien: Post, oanh: Post) -> None:
    draft = proposed(kien)
    load_form(ProcedureVersion.objects.get(number=1), on=TODAY)
    said = edits(editions.form_of(draft), sdt="Điện thoại để báo")
    rows = [said[-1], *said[:-1]]
    phone = next(each for each in rows if each.id == "nyc.sdt")
    rows[rows.index(phone)] = editions.FieldEdit(phone.id, phone.label, required=True, ask=True, sources=(), options=())

    draft = editions.edit_form(draft, edits=rows, by=kien, at=MORNING)

    assert editions.faults_of(draft) == []
    published = editions.publish(draft, by=oanh, at=MORNING)
    form = definition_of(begun(procedure_version=published, at=MORNING))
    field = form.field("nyc.sdt")
    assert (field.label, field.required, field.ask, field.sources) == ("Điện thoại để báo", True, True, ())
    assert form.fields[0].id == "cam_doan"
    assert form.conversation == ("cam_doan", "nyc.sdt")
    changes = told()[1][2]
    assert changes["Trường nyc.sdt «Điện thoại để báo» · nhãn"] == ["Số điện thoại", "Điện thoại để báo"]
    assert FormVersion.objects.latest("number").origin == FormOrigin.OFFICE
    assert load_forms(on=TODAY) == 0


def test_a_question_that_is_asked_no_more_leaves_the_conversation(kien: Post) -> None:
    draft = proposed(kien)
    form = editions.form_of(draft)
    rows = [
        editions.FieldEdit(each.id, each.label, required=each.required, ask=False, sources=each.sources, options=())
        for each in edits(form)
    ]

    assert editions.edited(form, rows).conversation == ()


def test_a_form_whose_fields_are_others_by_now_is_not_saved(kien: Post) -> None:
    draft = proposed(kien)

    assert refusal(editions.edit_form, draft, edits=edits(editions.form_of(draft))[1:], by=kien) == (
        "Biểu mẫu vừa đổi ở nơi khác: mở lại trang rồi sửa tiếp."
    )
    assert editions.edit_form(draft, edits=edits(editions.form_of(draft)), by=kien, at=MORNING).form_draft is None


def test_a_derived_form_follows_what_its_fee_counts(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE | {"items": [{"name": "bản sao", "basis": "COPY", "amount": 8000}]})
    load_form(ProcedureVersion.objects.get(number=1), on=TODAY)
    published = editions.publish(draft, by=oanh, at=MORNING)

    assert definition_of(begun(procedure_version=published, at=MORNING)).quantities == {"copies": "sl.ban_sao"}
    assert FormVersion.objects.latest("number").origin == FormOrigin.SHIPPED


def test_a_fee_that_counts_what_nobody_is_asked_is_a_fault_and_so_is_a_count_in_words(kien: Post) -> None:
    counted = FEE | {"items": [{"name": "bản sao", "basis": "COPY", "amount": 8000}]}
    form = editions.form_of(proposed(kien))
    wrong = form.model_copy(update={"quantities": {"copies": "noi_dung"}})

    assert [(str(each), each.place) for each in together_faults(definition(fees=counted), form)] == [
        ("Phí tính theo số bản mà biểu mẫu không hỏi số bản: thu theo vụ việc.", "fees")
    ]
    assert [str(each) for each in together_faults(definition(), wrong)] == [
        "Trường «Nội dung đề nghị» đếm copies mà không phải là số."
    ]


def retyped(form: FormDefinition, name: str, to: FieldType, **said: Any) -> list[editions.FieldEdit]:
    return [replace(each, type=to, **said) if each.id == name else each for each in edits(form)]


def test_a_field_becomes_a_choice_and_what_is_under_way_keeps_its_version(kien: Post, oanh: Post) -> None:
    draft = proposed(kien)
    load_form(ProcedureVersion.objects.get(number=1), on=TODAY)
    before = begun(procedure_version=ProcedureVersion.objects.get(number=1), at=MORNING)
    form = editions.form_of(draft)

    draft = editions.edit_form(draft, edits=retyped(form, "nyc.sdt", FieldType.TEXT), by=kien, at=MORNING)
    wished = retyped(editions.form_of(draft), "nyc.sdt", FieldType.CHOICE, sources=(), options=())
    draft = editions.edit_form(draft, edits=wished, by=kien, at=MORNING)

    assert [str(each) for each in editions.faults_of(draft)] == [
        "Trường «Số điện thoại» là lựa chọn mà chưa có mục nào: ghi các mục, mỗi mục một dòng."
    ]
    wished = retyped(editions.form_of(draft), "nyc.sdt", FieldType.CHOICE, sources=(), options=("Có máy", "Không có"))
    published = editions.publish(editions.edit_form(draft, edits=wished, by=kien, at=MORNING), by=oanh, at=MORNING)
    after = definition_of(begun(procedure_version=published, at=MORNING)).field("nyc.sdt")
    assert (after.type, after.options) == ("CHOICE", ("Có máy", "Không có"))
    assert definition_of(before).field("nyc.sdt").type == "PHONE"
    assert told()[1][2] == {"Trường nyc.sdt «Số điện thoại» · loại": ["số điện thoại", "chữ, một dòng"]}


def test_what_is_no_choice_any_more_loses_its_options(kien: Post) -> None:
    form = editions.form_of(proposed(kien))
    wished = retyped(form, "nyc.sdt", FieldType.CHOICE_OR_TEXT, options=("Có máy", "Không có"))
    form = editions.edited(form, wished)
    assert form.field("nyc.sdt").options == ("Có máy", "Không có")

    after = editions.edited(form, retyped(form, "nyc.sdt", FieldType.TEXT)).field("nyc.sdt")

    assert (after.type, after.options) == ("TEXT", ())


def test_a_type_that_would_make_unreadable_what_was_said_is_refused(kien: Post) -> None:
    draft = proposed(kien)
    form = editions.form_of(draft)

    assert refusal(editions.edit_form, draft, edits=retyped(form, "nyc.sdt", FieldType.DATE), by=kien) == (
        "«Số điện thoại»: Không đổi sang loại này được: điều đã ghi ở trường này không đọc được theo loại ấy."
    )
    assert refusal(editions.edit_form, draft, edits=retyped(form, "cam_doan", FieldType.TEXT), by=kien) == (
        "«Cam đoan khai đúng sự thật»: Không đổi loại được: người dân cam đoan bằng trường này."
    )
    assert editions.form_of(draft) == form
