"""What is asked of the person: the conversation of the form, what nothing could fill, and the value being corrected.

A question stays in its place once it is answered, so that nothing jumps and the answer can be seen and changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import VisitItem
from motcua.forms import values as forms
from motcua.forms.definition import DECLARATION, FieldDefinition, FieldType, FormDefinition, Source
from motcua.forms.queries import definition_of
from motcua.forms.values import Kept
from motcua.web.counter.looks import Option, Question
from motcua.web.words import named

_NUMBERS = {FieldType.INT, FieldType.MONEY}


def of_item(item: VisitItem, *, edit: str, errors: Mapping[str, str], show_errors: bool) -> tuple[Question, ...]:
    """Return the questions of one procedure in the order of a conversation."""
    form, values = definition_of(item.form), item.form.values
    prefix = f"f.{item.pk}."
    return tuple(
        replace(
            _question(field, values, prefix, errors.get(field.id, ""), show_errors=show_errors),
            wished=field.id in item.change_asked,
        )
        for field in asked_fields(form, values, edit=edit.removeprefix(prefix))
    )


def asked_fields(form: FormDefinition, values: Kept, *, edit: str = "") -> Iterator[FieldDefinition]:
    """Yield what has been or has to be asked, and the field that is being corrected."""
    spoken = {name for name in form.conversation if name != DECLARATION}
    open_now = {field.id for field in forms.open_questions(form, values)}
    order = [form.field(name) for name in form.conversation] + [f for f in form.fields if f.id not in spoken]
    for field in order:
        if field.id == DECLARATION:
            continue
        kept = values.get(field.id, {})
        asked = kept.get("source") == Source.ASKED and not kept.get("prefilled")
        if field.id == edit or field.id in open_now or asked or (field.id in spoken and forms.holds(field, values)):
            yield field


def _question(field: FieldDefinition, values: Kept, prefix: str, error: str, *, show_errors: bool) -> Question:
    value = forms.value_of(values, field.id)
    answered = value is not None and not error
    return Question(
        name=prefix + field.id,
        label=named(field.label),
        kind=_kind(field),
        value=forms.shown(field, value),
        hint="",
        required=field.required or field.ask or forms.is_required(field, values),
        answered=answered,
        error=error if show_errors or value is not None else "",
        options=_options(field, value),
        suggestions=field.options if field.type is FieldType.CHOICE_OR_TEXT and len(field.options) > 9 else (),
    )


def _kind(field: FieldDefinition) -> str:
    if field.type in {FieldType.BOOL, FieldType.CHOICE}:
        return "choice"
    if field.type is FieldType.CHOICE_OR_TEXT:
        return "choice_or_text"
    if field.type in _NUMBERS:
        return "number"
    return "long" if field.type is FieldType.LONG_TEXT else "text"


def _options(field: FieldDefinition, value: Any) -> tuple[Option, ...]:
    if field.type is FieldType.BOOL:
        return (
            Option("true", _("Có"), value is True, "1"),
            Option("false", _("Không"), value is False, "2"),
        )
    return tuple(
        Option(option, named(option), value == option, str(place) if place < 10 else "")
        for place, option in enumerate(field.options, start=1)
    )
