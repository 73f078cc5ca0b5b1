"""The official form as a PDF: its values in words here, its looks in templates/forms, one template a form."""

import datetime as dt
from typing import Any

from motcua import printing
from motcua.forms.definition import DECLARATION, FormDefinition, Role
from motcua.forms.models import FilledForm
from motcua.forms.queries import definition_of
from motcua.forms.shipped import shipped_forms
from motcua.forms.values import Kept, holds, shown, value_of
from motcua.lib.clock import local

_ADDRESSEES = {"PKT": "Phòng Kinh tế"}


def form_pdf(filled: FilledForm, *, unit_name: str = "", place: str = "", at: dt.datetime) -> bytes:
    """Return the form as A4 pages, with what is known filled in and what is not ruled to be written by hand.

    `unit_name` is the authority it is addressed to, `place` where it is signed, `at` when.
    """
    form = definition_of(filled)
    template = form.code if form.code in shipped_forms() else "plain"
    return printing.render(f"forms/{template}.typ", form_data(filled, unit_name=unit_name, place=place, at=at))


def form_data(filled: FilledForm, *, unit_name: str, place: str, at: dt.datetime) -> dict[str, Any]:
    """Return what a form's template draws: every value in words, the addressee, who signs, where and when."""
    form, values, day = definition_of(filled), filled.values, local(filled.confirmed_at or at)
    return {
        "code": form.code,
        "title": form.title,
        "official_title": form.official_title,
        "addressee": f"{_ADDRESSEES.get(form.addressee, '')} {unit_name}".strip(),
        "applicant": filled.confirmed_by_name or _applicant(form, values),
        "place": place,
        "day": f"{day:%d}",
        "month": f"{day:%m}",
        "year": f"{day:%Y}",
        "values": {field.id: shown(field, value_of(values, field.id)) for field in form.fields},
        "groups": [
            {
                "title": group.title,
                "fields": [
                    {"id": field.id, "label": field.label}
                    for field in form.fields
                    if field.group == group.key and field.id != DECLARATION and holds(field, values)
                ],
            }
            for group in form.groups
        ],
    }


def _applicant(form: FormDefinition, values: Kept) -> str:
    own = [name for name, role in form.roles.items() if role == Role.VISITOR]
    return next((str(value) for name in own if (value := value_of(values, f"{name}.ho_ten"))), "")
