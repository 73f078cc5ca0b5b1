"""The parts of a draft as forms: one table of editors, each reads its part of a definition and writes it back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Role
from motcua.forms.definition import FormDefinition
from motcua.lib.vietnamese import fold
from motcua.procedures import words
from motcua.procedures.definition import Definition, FeeBasis
from motcua.web.manage.editions.fields import FieldForm, FieldRows, form_begins
from motcua.web.manage.editions.inputs import a_choice, a_day, a_line, a_number, a_tick, hidden, some_lines, split
from motcua.worktime.deadlines import LimitKind

Said = Mapping[str, Any]
_KINDS = [
    (LimitKind.SAME_DAY.value, gettext_lazy("Trong ngày làm việc")),
    (LimitKind.WORKING_HOURS.value, gettext_lazy("Giờ làm việc")),
    (LimitKind.WORKING_DAYS.value, gettext_lazy("Ngày làm việc")),
    (LimitKind.CALENDAR_DAYS.value, gettext_lazy("Ngày (cả ngày nghỉ)")),
]
_BASES = [
    (FeeBasis.CASE.value, gettext_lazy("mỗi vụ việc")),
    (FeeBasis.COPY.value, gettext_lazy("mỗi bản")),
    (FeeBasis.PAGE.value, gettext_lazy("mỗi trang")),
]
_MOST = 100_000_000


class TimeForm(forms.Form):
    """When the version holds, its time limit, slip and supplement."""

    valid_from = a_day(label=gettext_lazy("Hiệu lực từ ngày"))
    decision = a_line(gettext_lazy("Theo quyết định số"), most=120)
    kind = a_choice(
        gettext_lazy("Thời hạn tính theo"), [*_KINDS, ("", gettext_lazy("Theo đợt, không có hạn"))], required=False
    )
    value = a_number(gettext_lazy("Bao nhiêu"))
    verification = a_line(gettext_lazy("Khi phải xác minh"))
    slip_rule = a_choice(gettext_lazy("Giấy hẹn"), list(words.SLIP_RULES.items()))
    settled_at_once = a_tick(gettext_lazy("Giải quyết ngay trong lần đến"))
    clock = a_choice(gettext_lazy("Khi yêu cầu bổ sung"), list(words.SUPPLEMENT_CLOCKS.items()))
    close_after = a_number(gettext_lazy("Không bổ sung thì kết thúc sau (ngày làm việc)"), least=1)
    legal_basis = a_line(gettext_lazy("Văn bản cho dừng hoặc tính lại thời hạn"))


class CaseForm(forms.Form):
    """A case with a limit of its own."""

    key = hidden()
    name = a_line(gettext_lazy("Trường hợp"), required=True)
    kind = a_choice(gettext_lazy("Tính theo"), _KINDS)
    value = a_number(gettext_lazy("Bao nhiêu"))
    hours = a_line(
        gettext_lazy("Giờ của từng bước"),
        hint=gettext_lazy("Theo thứ tự các bước, như 1; 4; 2; 1. Để trống: như quy trình thường."),
    )

    def clean_hours(self) -> list[float]:
        """Return the hours of the steps as numbers; what is none is said."""
        said = split(self.cleaned_data["hours"].replace(",", "."), ";")
        if not all(re.fullmatch(r"\d{1,4}(\.\d+)?", each) for each in said):
            raise forms.ValidationError(_("ghi số giờ của từng bước, cách nhau bằng dấu chấm phẩy, như 1; 4; 2; 1."))
        return [float(each) for each in said]


class FeesForm(forms.Form):
    """Who sets the fees, and who pays none."""

    set_by = a_line(gettext_lazy("Mức thu do"), hint=gettext_lazy("Văn bản hoặc cơ quan đặt mức thu."))
    cap_per_copy = a_number(gettext_lazy("Mỗi bản nhiều nhất (đồng)"), most=_MOST)
    exemptions = some_lines(gettext_lazy("Diện được miễn"), hint=gettext_lazy("Mỗi diện một dòng."))


class FeeForm(forms.Form):
    """A line of the fee schedule."""

    source = hidden()
    name = a_line(gettext_lazy("Khoản thu"), required=True)
    basis = a_choice(gettext_lazy("Tính theo"), _BASES)
    amount = forms.IntegerField(
        label=gettext_lazy("Mức (đồng)"),
        min_value=0,
        max_value=_MOST,
        required=False,
        help_text=gettext_lazy("Để trống: nhập tại quầy."),
    )
    channel = a_choice(gettext_lazy("Cách nộp"), list(words.CHANNELS.items()))
    from_page = a_number(gettext_lazy("Từ trang"), least=1)
    to_page = a_number(gettext_lazy("Đến trang"), least=1)
    condition = a_line(gettext_lazy("Điều kiện"))


class PaperForm(forms.Form):
    """A paper of the dossier."""

    key = hidden()
    name = a_line(gettext_lazy("Giấy tờ"), required=True)
    kind = a_choice(gettext_lazy("Cách nộp"), list(words.PAPER_KINDS.items()))
    originals = a_number(gettext_lazy("Số bản chính"))
    copies = a_number(gettext_lazy("Số bản sao"))
    required = a_tick(gettext_lazy("Luôn phải có"))
    condition = a_line(gettext_lazy("Chỉ khi"))
    replaceable_by = a_line(gettext_lazy("Không cần nếu đã có"), hint=", ".join(words.STANDS_FOR_PAPER))
    note = a_line(gettext_lazy("Ghi chú"))


class ChecksForm(forms.Form):
    """What else the one-stop checks of a dossier filed online; the papers are on the list by themselves."""

    checks = some_lines(
        gettext_lazy("Kiểm tra thêm trước khi tiếp nhận"),
        hint=gettext_lazy("Mỗi mục một dòng. Đúng thủ tục, đúng thẩm quyền và từng giấy tờ đã có sẵn trong danh sách."),
        rows=6,
    )


class StepForm(forms.Form):
    """A step of the internal workflow."""

    number = a_number(gettext_lazy("Bước"), least=1, most=99, required=True)
    role = a_choice(gettext_lazy("Vai trò"), [row for row in Role.choices if row[0] != Role.ADMIN])
    name = a_line(gettext_lazy("Việc"), required=True)
    who = a_line(gettext_lazy("Người làm"))
    hours = forms.FloatField(label=gettext_lazy("Giờ làm việc"), min_value=0, max_value=10_000)
    then = a_number(gettext_lazy("Xong thì đến bước"), least=1, most=99)
    gives_result = a_tick(gettext_lazy("Bước trả kết quả"))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a draft: its forms, how they begin, and what of the definition they make."""

    key: str
    title: str | Promise
    icon: str
    plain: type[forms.Form] | None
    row: type[forms.Form] | None
    row_title: str | Promise
    begins: Callable[[Definition, FormDefinition], tuple[Said, list[Said]]]
    makes: Callable[[Definition, Said, Sequence[Said]], dict[str, Any]]


def _key(said: Said, taken: set[str]) -> str:
    """Return a row's key: its own, or one made from its name that nobody has."""
    made = said.get("key") or "_".join(fold(str(said["name"])).split())[:40] or "muc"
    made = "".join(letter if letter.isalnum() else "_" for letter in made)
    key, place = made, 2
    while not said.get("key") and key in taken:
        key, place = f"{made}_{place}", place + 1
    taken.add(key)
    return key


def _keyed(rows: Sequence[Said]) -> list[dict[str, Any]]:
    taken = {str(row["key"]) for row in rows if row.get("key")}
    return [{**row, "key": _key(row, taken)} for row in rows]


def _time_begins(definition: Definition, _form: FormDefinition) -> tuple[Said, list[Said]]:
    limit, supplement = definition.time_limit, definition.supplement
    plain = definition.model_dump(mode="json", include={"valid_from", "decision", "slip_rule", "settled_at_once"})
    plain |= {"kind": limit.kind.value if limit.kind else "", "value": limit.value, "verification": limit.verification}
    plain |= supplement.model_dump(mode="json")
    rows = [
        {
            "key": case.key,
            "name": case.name,
            "kind": case.time_limit.kind.value if case.time_limit.kind else "",
            "value": case.time_limit.value,
            "hours": "; ".join(f"{each:g}" for each in case.hours),
        }
        for case in definition.cases
    ]
    return plain, [*rows]


def _time_makes(definition: Definition, plain: Said, rows: Sequence[Said]) -> dict[str, Any]:
    old = {case.key: case.time_limit.model_dump(mode="json") for case in definition.cases}
    limit = definition.time_limit.model_dump(mode="json")
    cases = [
        {
            "key": row["key"],
            "name": row["name"],
            "time_limit": old.get(row["key"], {}) | {"kind": row["kind"], "value": row["value"]},
            "hours": row["hours"],
        }
        for row in _keyed(rows)
    ]
    return {
        **{name: plain[name] for name in ("valid_from", "decision", "slip_rule", "settled_at_once")},
        "time_limit": limit
        | {"kind": plain["kind"] or None, "value": plain["value"], "verification": plain["verification"]},
        "supplement": {name: plain[name] for name in ("clock", "close_after", "legal_basis")},
        "cases": cases,
    }


def _fees_begins(definition: Definition, _form: FormDefinition) -> tuple[Said, list[Said]]:
    fees = definition.fees
    plain = {"set_by": fees.set_by, "cap_per_copy": fees.cap_per_copy, "exemptions": "\n".join(fees.exemptions)}
    return plain, [item.model_dump(mode="json") for item in fees.items]


def _fees_makes(definition: Definition, plain: Said, rows: Sequence[Said]) -> dict[str, Any]:
    items = [{**row, "from_page": row["from_page"] or 1} for row in rows]
    said = {**plain, "exemptions": split(plain["exemptions"], "\n"), "items": items}
    return {"fees": definition.fees.model_dump(mode="json") | said}


def _papers_begins(definition: Definition, _form: FormDefinition) -> tuple[Said, list[Said]]:
    rows = [paper.model_dump(mode="json") for paper in definition.requirements]
    return {}, [{**row, "replaceable_by": ", ".join(row["replaceable_by"])} for row in rows]


def _papers_makes(definition: Definition, _plain: Said, rows: Sequence[Said]) -> dict[str, Any]:
    """Return the papers; what the page does not ask of one stays what it was."""
    old = {paper.key: paper.model_dump(mode="json") for paper in definition.requirements}
    return {
        "requirements": [
            {
                **old.get(row["key"], {}),
                **row,
                "replaceable_by": split(row["replaceable_by"], ","),
                "originals": row["originals"] or 0,
                "copies": row["copies"] or 0,
            }
            for row in _keyed(rows)
        ]
    }


def _steps_begins(definition: Definition, _form: FormDefinition) -> tuple[Said, list[Said]]:
    return {}, [step.model_dump(mode="json") for step in definition.steps]


def _steps_makes(_definition: Definition, _plain: Said, rows: Sequence[Said]) -> dict[str, Any]:
    """Return the steps in their order, numbered from 1; where a step leads to follows its new number."""
    ordered = sorted(rows, key=lambda row: row["number"])
    now = {row["number"]: place for place, row in enumerate(ordered, start=1)}
    return {
        "steps": [
            {**row, "number": place, "then": now.get(row["then"], row["then"])}
            for place, row in enumerate(ordered, start=1)
        ]
    }


PARTS = {
    part.key: part
    for part in (
        Part(
            "time", gettext_lazy("Thời hạn, giấy hẹn, bổ sung"), "calendar", TimeForm, CaseForm,
            gettext_lazy("Trường hợp có thời hạn riêng"), _time_begins, _time_makes,
        ),
        Part(
            "fees", gettext_lazy("Phí và diện miễn"), "calc", FeesForm, FeeForm, gettext_lazy("Khoản thu"),
            _fees_begins, _fees_makes,
        ),
        Part(
            "papers", gettext_lazy("Giấy tờ phải có"), "book", None, PaperForm, gettext_lazy("Giấy tờ"),
            _papers_begins, _papers_makes,
        ),
        Part(
            "checks", gettext_lazy("Kiểm tra hồ sơ nộp trực tuyến"), "check", ChecksForm, None, "",
            lambda definition, _form: ({"checks": "\n".join(definition.checks)}, []),
            lambda _definition, plain, _rows: {"checks": split(plain["checks"], "\n")},
        ),
        Part(
            "steps", gettext_lazy("Quy trình: ai làm gì"), "users", None, StepForm, gettext_lazy("Bước"),
            _steps_begins, _steps_makes,
        ),
        Part(
            "form", gettext_lazy("Biểu mẫu"), "pen", None, FieldForm, gettext_lazy("Trường"),
            lambda _definition, form: ({}, form_begins(form)), lambda _definition, _plain, _rows: {},
        ),
    )
}  # fmt: skip


class PartForms:
    """The forms of a part, drawn from a draft or bound to what was posted."""

    def __init__(self, part: Part, definition: Definition, form: FormDefinition, posted: Any = None) -> None:
        plain, rows = part.begins(definition, form)
        self.part = part
        self.plain = part.plain(posted, initial=dict(plain)) if part.plain else None
        self.rows: Any = None
        if part.row:
            fields = part.row is FieldForm
            kind: Any = FieldRows if fields else forms.BaseFormSet
            options: dict[str, Any] = {"extra": 1, "can_delete": True, "can_delete_extra": not fields}
            made: Any = forms.formset_factory(part.row, kind, max_num=200, absolute_max=250, **options)
            self.rows = made(posted, initial=rows, prefix="row", form_kwargs={"of": form} if fields else {})

    def is_valid(self) -> bool:
        """Tell whether everything was understood; errors stand beside their fields."""
        understood = [each.is_valid() for each in (self.plain, self.rows) if each is not None]
        return all(understood)

    def said(self) -> tuple[Said, list[Said]]:
        """Return what was said, without rows that were taken away or left empty."""
        plain: Said = dict(self.plain.cleaned_data) if self.plain else {}
        rows: list[Said] = [
            {name: value for name, value in row.items() if name != "DELETE"}
            for row in (each.cleaned_data for each in self.rows or () if each not in self.rows.deleted_forms)
            if row and not row.get("DELETE")
        ]
        return plain, rows

    def removed(self) -> list[str]:
        """Return the ids of the rows that were taken away."""
        return [str(row.initial["id"]) for row in self.rows.deleted_forms if row.initial.get("id")]

    def errors(self) -> list[tuple[str, str]]:
        """Return (anchor, sentence) of every error, for the summary."""
        found = [("row-1", str(error)) for error in self.rows.non_form_errors()] if self.rows is not None else []
        for form in ([self.plain] if self.plain else []) + list(self.rows or []):
            for field in form:
                found += [(field.id_for_label, f"{field.label}: {error}") for error in field.errors]
        return found
