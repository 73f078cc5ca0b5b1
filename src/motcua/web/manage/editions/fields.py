"""The fields of a form as rows: how each is asked, what fills it; one is added, taken away, or moved."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.forms.definition import FieldDefinition, FieldType, FormDefinition
from motcua.forms.editions import FieldEdit
from motcua.forms.needs import why_needed
from motcua.forms.retyping import may_become, why_kept
from motcua.web.manage.editions.inputs import a_choice, a_line, a_number, a_tick, hidden, some_lines, split

_TYPES = [
    (FieldType.TEXT.value, gettext_lazy("Chữ, một dòng")),
    (FieldType.LONG_TEXT.value, gettext_lazy("Chữ, nhiều dòng")),
    (FieldType.CHOICE.value, gettext_lazy("Chọn một mục")),
    (FieldType.CHOICE_OR_TEXT.value, gettext_lazy("Chọn một mục hoặc ghi khác")),
    (FieldType.BOOL.value, gettext_lazy("Có hoặc không")),
    (FieldType.INT.value, gettext_lazy("Số")),
    (FieldType.MONEY.value, gettext_lazy("Số tiền")),
    (FieldType.DATE.value, gettext_lazy("Ngày")),
    (FieldType.PARTIAL_DATE.value, gettext_lazy("Ngày, tháng hoặc chỉ năm")),
    (FieldType.MOMENT.value, gettext_lazy("Giờ và ngày")),
    (FieldType.NAME.value, gettext_lazy("Họ, chữ đệm, tên")),
    (FieldType.ID_NUMBER.value, gettext_lazy("Số định danh")),
    (FieldType.PHONE.value, gettext_lazy("Số điện thoại")),
    (FieldType.EMAIL.value, gettext_lazy("Thư điện tử")),
    (FieldType.ADDRESS.value, gettext_lazy("Địa chỉ")),
    (FieldType.ETHNICITY.value, gettext_lazy("Dân tộc")),
    (FieldType.NATIONALITY.value, gettext_lazy("Quốc tịch")),
]
_LAST = 1000


def _type_of(form: FormDefinition, field: FieldDefinition) -> forms.ChoiceField:
    """Return the input for the type of a field that is there: what it may become, or the reason why nothing."""
    open_to = (field.type, *may_become(form, field))
    chosen = a_choice(gettext_lazy("Loại"), [row for row in _TYPES if row[0] in open_to])
    chosen.disabled = len(open_to) == 1
    chosen.help_text = why_kept(form, field) if chosen.disabled else ""
    return chosen


class FieldForm(forms.Form):
    """A field of the form: how it is asked, and what fills it."""

    id = hidden()
    label = a_line(gettext_lazy("Lời hỏi"))
    number = a_number(gettext_lazy("Thứ tự"), least=1, most=999)
    type = a_choice(gettext_lazy("Loại"), _TYPES)
    group = a_choice(gettext_lazy("Thuộc nhóm"), [("", "")])
    sources = some_lines(gettext_lazy("Điền từ"), rows=2)
    options = some_lines(gettext_lazy("Các mục để chọn"), rows=2)
    required = a_tick(gettext_lazy("Bắt buộc"))
    ask = a_tick(gettext_lazy("Luôn hỏi thành lời"))

    def __init__(self, *args: Any, of: FormDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(group.key, group.title) for group in of.groups]
        self.fields["group"] = a_choice(gettext_lazy("Thuộc nhóm"), groups)
        if self.initial.get("id"):
            self.fields["type"] = _type_of(of, of.field(self.initial["id"]))

    def clean(self) -> dict[str, Any]:
        """Return what was said; a new field without words is none."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("id") and not said.get("label", "").strip():
            self.add_error("label", _("ghi lời hỏi của trường mới, hoặc xóa hết những gì đã ghi ở khung này."))
        return said


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[FieldForm]
else:
    _Rows = forms.BaseFormSet


class FieldRows(_Rows):
    """The fields of a form; which of them something else needs cannot be taken away, and says why."""

    def add_fields(self, form: FieldForm, index: int | None) -> None:
        """Add the tick that takes a field away, with the reason where it may not be."""
        super().add_fields(form, index)
        away = form.fields.get("DELETE")
        if away is None:
            return
        away.label = _("Bỏ trường này")
        away.help_text = why_needed(self.form_kwargs["of"], form.initial.get("id", ""))
        away.widget.attrs["disabled"] = bool(away.help_text)


def form_begins(form: FormDefinition) -> list[Mapping[str, Any]]:
    """Return the rows as they stand."""
    return [
        {
            "id": field.id,
            "number": place,
            "label": field.label,
            "type": field.type.value,
            "group": field.group,
            "required": field.required,
            "ask": field.ask,
            "sources": "\n".join(field.sources),
            "options": "\n".join(field.options),
        }
        for place, field in enumerate(form.fields, start=1)
    ]


def field_edits(rows: Sequence[Mapping[str, Any]], *, move: str = "") -> tuple[list[FieldEdit], int]:
    """Return what was said of the fields, in their new order, and the place of the one that was moved.

    `move` is `up:` or `down:` and the field's id. A new field stands before who has its number; without one, last.
    """
    edits = [
        FieldEdit(
            id=row["id"],
            label=row["label"].strip(),
            required=row["required"],
            ask=row["ask"],
            sources=tuple(split(row["sources"], "\n")),
            options=tuple(split(row["options"], "\n")),
            type=FieldType(row["type"]),
            group=row["group"],
        )
        for row in sorted(rows, key=lambda row: (row["number"] or _LAST, bool(row["id"])))
    ]
    way, _colon, moved = move.partition(":")
    at = next((place for place, each in enumerate(edits) if moved and each.id == moved), 0)
    to = min(max(at + {"up": -1, "down": 1}.get(way, 0), 0), len(edits) - 1)
    edits.insert(to, edits.pop(at))
    return edits, to + 1
