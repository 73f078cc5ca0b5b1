"""What is wrong with a form is said before it is published, each fault beside its field."""

from typing import Any

from motcua.forms.definition import FormDefinition
from motcua.forms.editing import form_faults
from motcua.forms.shipped import content_of, shipped_forms

COPIES = content_of(shipped_forms()["2.000815"])[0]


def faults(number: int = 0, **changes: Any) -> list[str]:
    fields = [dict(field) for field in COPIES["fields"]]
    fields[number] |= changes
    return form_faults(FormDefinition.model_validate(COPIES | {"fields": fields}))


def test_a_field_needs_a_label_and_a_group_of_the_form() -> None:
    assert faults(label="  ") == ["Trường «nyc.so_dinh_danh» chưa có nhãn: ghi lời hỏi."]
    assert faults(group="khac") == ["Trường «Số định danh người yêu cầu» thuộc nhóm «khac» không có trong biểu mẫu."]


def test_a_choice_needs_options_that_differ() -> None:
    assert faults(type="CHOICE") == [
        "Trường «Số định danh người yêu cầu» là lựa chọn mà chưa có mục nào: ghi các mục, mỗi mục một dòng."
    ]
    assert faults(type="CHOICE", options=["A", "A"]) == [
        "Trường «Số định danh người yêu cầu» có hai mục giống nhau: bỏ một mục."
    ]


def test_a_source_must_be_known() -> None:
    said = "Trường «Số định danh người yêu cầu»: "

    assert faults(sources=["card", "default:x", "computed:fee"]) == []
    assert faults(sources=["facebook"]) == [
        f"{said}không có nguồn «facebook»: chọn trong card, civil_registry, deaths, earlier, health, population, scan."
    ]
    assert faults(sources=["computed:magic"]) == [f"{said}không có cách tính «magic»."]
    assert faults(sources=["default:"]) == [f"{said}nguồn mặc định chưa có giá trị, viết như default:Việt Nam."]


def test_a_check_must_be_known() -> None:
    assert faults(checks=["magic:1"]) == [
        "Trường «Số định danh người yêu cầu» có kiểm tra «magic:1» không có trong hệ thống."
    ]


def test_a_field_that_is_demanded_must_be_possible_to_fill_at_the_counter() -> None:
    last = len(COPIES["fields"]) - 1

    assert faults(last, required=True) == [
        "Trường «Số, quyển số chứng thực» bắt buộc mà không ai điền được lúc tiếp nhận: bỏ bắt buộc hoặc đánh dấu hỏi."
    ]
    assert faults(last, required=True, ask=True) == []


def test_a_field_that_is_spoken_of_must_be_there_and_once() -> None:
    fields = COPIES["fields"]

    gone = FormDefinition.model_validate(COPIES | {"fields": [each for each in fields if each["id"] != "gt.so_ban"]})
    twice = FormDefinition.model_validate(COPIES | {"fields": [*fields, fields[0]]})

    assert form_faults(gone) == ["Biểu mẫu nhắc đến trường «gt.so_ban» mà không có: thêm trường hoặc bỏ chỗ nhắc."]
    assert form_faults(twice) == ["Có hai trường cùng tên «nyc.so_dinh_danh»: bỏ một trường."]
