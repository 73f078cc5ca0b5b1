"""The forms that come with the project; forms.derived makes the others. No database."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from motcua.forms.definition import FormDefinition

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
    unknown = [name for name in named_fields(form) if name not in known]
    if unknown:
        raise FormError(f"{path.name}: nhắc đến trường «{unknown[0]}» mà biểu mẫu không có.")
    return form


def named_fields(form: FormDefinition) -> list[str]:
    """Return the fields that a form speaks of outside their own definition."""
    conditions = [field.condition.field for field in form.fields if field.condition]
    return [
        *form.conversation,
        *form.quantities.values(),
        *filter(None, [form.subject, form.own_matter]),
        *conditions,
    ]


@cache
def shipped_forms() -> dict[str, FormDefinition]:
    """Return the shipped forms by procedure code."""
    return {path.stem: read_form(path) for path in sorted(DATA.glob("*.yaml"))}


def content_of(form: FormDefinition) -> tuple[dict[str, Any], str]:
    """Return a form as JSON and its digest."""
    content: dict[str, Any] = form.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content, hashlib.sha256(text.encode()).hexdigest()
