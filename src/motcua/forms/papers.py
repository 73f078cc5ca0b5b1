"""The official form as a PDF: its values in words here, its looks in templates/forms, one template a form."""

import datetime as dt
from typing import Any

from motcua import printing
from motcua.forms.definition import DECLARATION, FieldDefinition, FieldType, FormDefinition, Role
from motcua.forms.models import FilledForm
from motcua.forms.printed import draws, template_for
from motcua.forms.queries import definition_of
from motcua.forms.shipped import shipped_forms
from motcua.forms.values import Kept, holds, shown, value_of
from motcua.lib import practice
from motcua.lib.clock import local

_ADDRESSEES = {"PKT": "Phòng Kinh tế"}
_WIDE = {FieldType.ADDRESS, FieldType.LONG_TEXT}
_ONE_COLUMN = 34  # letters of a label and its value that fit in half a line
_COMMITTEE = "Ủy ban nhân dân "


def form_pdf(filled: FilledForm, *, unit_name: str = "", place: str = "", at: dt.datetime) -> bytes:
    """Return the form as A4 pages, with what is known filled in and what is not ruled to be written by hand.

    `unit_name` is the authority it is addressed to, `place` where it is signed, `at` when.
    """
    data = form_data(filled, unit_name=unit_name, place=place, at=at)
    return printing.render(template_of(filled), data, practice=practice.is_on())


def template_of(filled: FilledForm) -> str:
    """Return the template that draws this form."""
    return template_for(definition_of(filled).code)


def form_data(filled: FilledForm, *, unit_name: str, place: str, at: dt.datetime) -> dict[str, Any]:
    """Return what a form's template draws: every value in words, the addressee, who signs, where and when."""
    form, values, day = definition_of(filled), filled.values, local(filled.confirmed_at or at)
    return {
        "code": form.code,
        "title": form.title,
        "official_title": form.official_title,
        "addressee": _addressee(form.addressee, unit_name),
        "signature": filled.signature.read().decode() if filled.signature else "",
        "applicant": filled.confirmed_by_name or _applicant(form, values),
        "place": place,
        "day": f"{day:%d}",
        "month": f"{day:%m}",
        "year": f"{day:%Y}",
        "values": {field.id: shown(field, value_of(values, field.id)) for field in form.fields},
        "more": _more(form, values),
        "declared": any(field.id == DECLARATION for field in form.fields),
        "groups": [
            {
                "title": group.title,
                "fields": [
                    {
                        "id": field.id,
                        "label": field.label,
                        "wide": _is_wide(field, values),
                        "tick": field.type is FieldType.BOOL,
                    }
                    for field in form.fields
                    if field.group == group.key and field.id != DECLARATION and _is_drawn(field, values)
                ],
            }
            for group in form.groups
        ],
    }


def _more(form: FormDefinition, values: Kept) -> list[dict[str, str]]:
    """Return what the office asks beyond the law's own form: it stands on the paper that is signed all the same."""
    shipped = shipped_forms().get(form.code)
    known = {field.id for field in shipped.fields} if shipped else set()
    added = [field for field in form.fields if field.id not in known and not draws(form.code, field.id)]
    return [{"id": field.id, "label": field.label} for field in added if holds(field, values)]


def _is_drawn(field: FieldDefinition, values: Kept) -> bool:
    """Tell whether a field has a line: one that may stay open where it stands is not ruled for nothing."""
    is_owed = field.required or field.shown_if is None
    return holds(field, values) and (is_owed or value_of(values, field.id) is not None)


def _is_wide(field: FieldDefinition, values: Kept) -> bool:
    words = shown(field, value_of(values, field.id))
    return field.type in _WIDE or max(len(field.label) + len(words), len(field.label) + 12) > _ONE_COLUMN


def _addressee(kind: str, unit_name: str) -> str:
    """Return whom a form is addressed to: the authority, an office of it, or the commune's police."""
    if kind == "CONG_AN" and unit_name.startswith(_COMMITTEE):
        return f"Công an {unit_name.removeprefix(_COMMITTEE)}"
    return f"{_ADDRESSEES.get(kind, '')} {unit_name}".strip()


def _applicant(form: FormDefinition, values: Kept) -> str:
    roles = form.roles.items()
    own = [name for name, role in roles if role == Role.VISITOR] or [name for name, role in roles if role == Role.SELF]
    return next((str(value) for name in own if (value := value_of(values, f"{name}.ho_ten"))), "")
