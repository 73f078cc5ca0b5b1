"""The small forms of verbs that need words; each knows the dossier and the day it is drawn for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post, Role
from motcua.accounts.queries import colleagues
from motcua.dossiers.checklist import failed_lines, reason_of
from motcua.dossiers.commands.handover import agency_of_role
from motcua.dossiers.models import Dossier


class VerbForm(forms.Form):
    """A form that a verb needs; it knows the dossier and the day it is drawn for."""

    def __init__(self, *args: Any, dossier: Dossier, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier, self.day = dossier, day
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and first values."""


class HandOverForm(VerbForm):
    """To whom, and a word to them."""

    to = forms.ModelChoiceField(queryset=Post.objects.none(), required=False, label=gettext_lazy("Giao cho"))
    note = forms.CharField(label=gettext_lazy("Lời nhắn"), max_length=400, required=False)

    def prepare(self) -> None:
        """Offer the posts of the next step."""
        dossier = self.dossier
        step = dossier.procedure_version.definition.step_after(dossier.step)
        field: Any = self.fields["to"]
        if step is None:
            return
        field.empty_label = _("Bất kỳ ai: %(role)s") % {"role": str(Role(step.role).label).lower()}
        field.queryset = colleagues(agency_of_role(step.role, dossier), step.role, on=self.day)


class AssignForm(VerbForm):
    """To which case officer."""

    to = forms.ModelChoiceField(
        queryset=Post.objects.none(),
        label=gettext_lazy("Phân công cho"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn người thụ lý.")},
    )

    def prepare(self) -> None:
        """Offer the case officers of the handling unit."""
        field: Any = self.fields["to"]
        field.queryset = colleagues(self.dossier.handling_agency, Role.CASE, on=self.day)


class DraftForm(VerbForm):
    """The words of the result; its lines come from the form."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung kết quả"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Các dòng của tờ khai được đưa vào dự thảo; chỉ ghi thêm điều cần nói."),
    )


class ReasonForm(VerbForm):
    """Why; the citizen or a colleague will read it."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Xin ghi lý do bằng một câu.")},
    )


class RefusalForm(ReasonForm):
    """Why it is not taken in, on what ground, and where to go instead (form 03)."""

    legal_basis = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), max_length=400, required=False)
    instead = forms.CharField(
        label=gettext_lazy("Người dân cần đến đâu, làm gì"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare(self) -> None:
        """Begin with what did not pass the check of a dossier filed online."""
        if failed := failed_lines(self.dossier):
            self.initial["reason"] = "; ".join(map(reason_of, failed))


def long_text(label: Any, *, missing: Any = "", hint: Any = "", most: int = 1000, rows: int = 3) -> forms.CharField:
    """Return a field for a few lines; `missing` is what is said when nothing stands in it (empty: it may)."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(missing),
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else None,
    )


class AskSupplementForm(VerbForm):
    """Everything that is missing, at one time: each thing a line, why, and how to mend it."""

    items = long_text(
        gettext_lazy("Cần bổ sung, mỗi thứ một dòng"),
        missing=gettext_lazy("Xin ghi đủ những gì cần bổ sung, mỗi thứ một dòng."),
        hint=gettext_lazy("Ghi đủ trong một lần: chỉ được yêu cầu bổ sung một lần khi giải quyết."),
        most=4000,
        rows=4,
    )
    reason = long_text(gettext_lazy("Lý do"), missing=gettext_lazy("Xin ghi vì sao cần bổ sung."), rows=2)
    guidance = long_text(gettext_lazy("Hướng dẫn người dân"), rows=2)

    def prepare(self) -> None:
        """Begin with what did not pass the check of a dossier filed online."""
        if failed := failed_lines(self.dossier):
            self.initial["items"] = "\n".join(line.words for line in failed)
            self.initial["reason"] = _("Kiểm tra chưa đạt: %s") % "; ".join(map(reason_of, failed))


class SupplementForm(VerbForm):
    """What was brought."""

    answer = long_text(
        gettext_lazy("Người dân đã bổ sung"),
        missing=gettext_lazy("Xin ghi người dân đã bổ sung những gì."),
    )

    def prepare(self) -> None:
        """Begin with what was asked for: the officer strikes out what was not brought."""
        asked = next((each for each in self.dossier.supplement_requests.all() if each.is_open), None)
        self.fields["answer"].initial = "" if asked is None else "; ".join(asked.items)
