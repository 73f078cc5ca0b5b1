"""The forms that come with the project, and the plain one for every other procedure. No database."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from motcua.forms.definition import FieldDefinition, FieldType, FormDefinition, Group, Role

DATA = Path(__file__).parent / "data"


class FormError(Exception):
    """A form's data file cannot be taken; the sentence names file and key."""


def read_form(path: Path) -> FormDefinition:
    """Read and check one data file."""
    try:
        form = FormDefinition.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise FormError(f"{path.name}: khóa «{key}»: {first['msg']}. Sửa tệp rồi nạp lại.") from None
    known = {field.id for field in form.fields}
    named = [*form.conversation, *form.quantities.values(), *filter(None, [form.subject])]
    unknown = [name for name in named if name not in known]
    if unknown:
        raise FormError(f"{path.name}: nhắc đến trường «{unknown[0]}» mà biểu mẫu không có.")
    return form


@cache
def shipped_forms() -> dict[str, FormDefinition]:
    """Return the shipped forms by procedure code."""
    return {path.stem: read_form(path) for path in sorted(DATA.glob("*.yaml"))}


def plain_form(code: str, name: str) -> FormDefinition:
    """Return the form of a procedure that has none of its own: who asks, and for what."""
    facts = (
        ("so_dinh_danh", "Số định danh cá nhân", FieldType.ID_NUMBER, ("card",), False),
        ("ho_ten", "Họ, chữ đệm, tên", FieldType.NAME, ("card", "population"), True),
        ("ngay_sinh", "Ngày, tháng, năm sinh", FieldType.PARTIAL_DATE, ("card", "population"), False),
        ("noi_cu_tru", "Nơi cư trú", FieldType.ADDRESS, ("population", "card", "earlier"), False),
        ("sdt", "Số điện thoại", FieldType.PHONE, ("earlier",), False),
    )
    fields = [
        FieldDefinition(id=f"nyc.{key}", label=label, type=type_, group="nyc", sources=sources, required=required)
        for key, label, type_, sources, required in facts
    ]
    wish = FieldDefinition(
        id="noi_dung", label="Nội dung đề nghị", type=FieldType.LONG_TEXT, group="ket", required=True,
        sources=(f"default:{name}",),
    )  # fmt: skip
    promise = FieldDefinition(
        id="cam_doan", label="Cam đoan khai đúng sự thật", type=FieldType.BOOL, group="ket", required=True, ask=True,
        checks=("must_be_true",),
    )  # fmt: skip
    return FormDefinition(
        code=code,
        title=name,
        official_title="Đơn đề nghị giải quyết thủ tục hành chính",
        roles={"nyc": Role.VISITOR},
        groups=(Group(key="nyc", title="Người yêu cầu"), Group(key="ket", title="Đề nghị và cam đoan")),
        conversation=("cam_doan",),
        fields=(*fields, wish, promise),
    )


def content_of(form: FormDefinition) -> tuple[dict[str, Any], str]:
    """Return a form as JSON and its digest."""
    content: dict[str, Any] = form.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content, hashlib.sha256(text.encode()).hexdigest()
