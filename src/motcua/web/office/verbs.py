"""What can be done with a dossier: a table of verbs with their words, and the small forms of those that need some."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post, Role
from motcua.accounts.queries import colleagues
from motcua.dossiers import commands, rules
from motcua.dossiers.commands.handover import agency_of_role
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import MOVES, State
from motcua.lib.outcomes import Answer
from motcua.web.office import drafts
from motcua.web.office.looks import Act


class VerbForm(forms.Form):
    """A form that a verb needs; it knows the dossier and the day it is drawn for."""

    def __init__(self, *args: Any, dossier: Dossier, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(dossier, day)

    def prepare(self, dossier: Dossier, day: dt.date) -> None:
        """Fill in choices and first values."""


class HandOverForm(VerbForm):
    """To whom, and a word to them."""

    to = forms.ModelChoiceField(queryset=Post.objects.none(), required=False, label=gettext_lazy("Giao cho"))
    note = forms.CharField(label=gettext_lazy("Lời nhắn"), max_length=400, required=False)

    def prepare(self, dossier: Dossier, day: dt.date) -> None:
        """Offer the posts of the next step."""
        step = dossier.procedure_version.definition.step_after(dossier.step)
        field: Any = self.fields["to"]
        if step is None:
            return
        field.empty_label = _("Bất kỳ ai: %(role)s") % {"role": str(Role(step.role).label).lower()}
        field.queryset = colleagues(agency_of_role(step.role, dossier), step.role, on=day)


class AssignForm(VerbForm):
    """To which case officer."""

    to = forms.ModelChoiceField(
        queryset=Post.objects.none(),
        label=gettext_lazy("Phân công cho"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn người thụ lý.")},
    )

    def prepare(self, dossier: Dossier, day: dt.date) -> None:
        """Offer the case officers of the handling unit."""
        field: Any = self.fields["to"]
        field.queryset = colleagues(dossier.handling_agency, Role.CASE, on=day)


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


def _drafted(dossier: Dossier, said: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"lines": drafts.lines_of(dossier), "text": said["text"]}}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb as the office sees it; `said` turns its form's data into what the command takes."""

    label: str | Promise
    icon: str
    act: Callable[..., Dossier]
    kind: str = ""
    key: str = ""
    form: type[VerbForm] | None = None
    said: Callable[[Dossier, dict[str, Any]], dict[str, Any]] = lambda _dossier, said: said


# In the order of what one would rather do; the first of the main kind that is possible is the main act of the page.
VERBS: dict[str, Verb] = {
    "receive": Verb(gettext_lazy("Tiếp nhận"), "inbox", commands.receive, "main", "Alt+T"),
    "approve": Verb(gettext_lazy("Ký duyệt"), "seal", commands.approve, "main", "Alt+K"),
    "number": Verb(gettext_lazy("Vào số, đóng dấu"), "seal", commands.number, "main", "Alt+S"),
    "confirm_handover": Verb(
        gettext_lazy("Xác nhận đã nhận hồ sơ"), "check", commands.confirm_handover, "main", "Alt+N"
    ),
    "hand_over": Verb(gettext_lazy("Chuyển bước tiếp theo"), "send", commands.hand_over, "main", form=HandOverForm),
    "draft": Verb(gettext_lazy("Soạn dự thảo kết quả"), "pen", commands.draft, "main", form=DraftForm, said=_drafted),
    "assign": Verb(gettext_lazy("Phân công"), "users", commands.assign, "main", form=AssignForm),
    "return_for_correction": Verb(
        gettext_lazy("Trả lại để sửa"), "return", commands.return_for_correction, form=ReasonForm
    ),
    "reject": Verb(
        gettext_lazy("Từ chối, có lý do"), "x", commands.reject, "danger", form=ReasonForm,
        said=lambda _dossier, said: {"reasons": said["reason"]},
    ),
    "refuse": Verb(gettext_lazy("Không tiếp nhận (mẫu 03)"), "x", commands.refuse, "danger", form=RefusalForm),
    "cancel": Verb(gettext_lazy("Hủy tiếp nhận nhầm"), "trash", commands.cancel, "danger", form=ReasonForm),
}  # fmt: skip


# What is done before acceptance is not spoken of afterwards.
_AT_THE_DOOR = frozenset({"receive", "refuse"})


def _of_role(verb: str, role: str) -> bool:
    return any(move.verb == verb and role in move.roles for move in MOVES)


def bound(verb: str, data: QueryDict, dossier: Dossier, day: dt.date) -> VerbForm | None:
    """Return the verb's form with what was sent, or None for a verb that needs no words."""
    return _form(verb, dossier, day, data)


def _form(verb: str, dossier: Dossier, day: dt.date, data: QueryDict | None = None) -> VerbForm | None:
    """Return the verb's form; its fields have ids of their own, for several forms stand on a page."""
    form = VERBS[verb].form
    return form(data, dossier=dossier, day=day, auto_id=f"{verb}-{dossier.pk}-%s") if form else None


Sent = tuple[str, VerbForm]


def acts(dossier: Dossier, *, by: Post, at: dt.datetime, sent: Sent | None = None) -> list[Act]:
    """Return the acts of this post's role: the possible ones first, then the others with the reason why not.

    `sent` is a verb with its form as it came back: it stands open, with everything that was typed.
    """
    found = [
        _act(name, dossier, rules.can(name, dossier, by=by, at=at), day=at.date(), sent=sent)
        for name in VERBS
        if _of_role(name, by.role) and (name not in _AT_THE_DOOR or dossier.received_at is None)
    ]
    if _of_role("deliver", by.role) and dossier.state in {State.RESULT_READY, State.IN_PROGRESS}:
        answer = rules.can("deliver", dossier, by=by, at=at)
        url = reverse("counter:deliver", args=[dossier.code])
        found.append(Act("deliver", _("Trả kết quả"), "hand", "main", url, answer, href=url, key="Alt+T"))
    found.sort(key=lambda act: not act.answer.allowed)
    main = next((act.name for act in found if act.answer.allowed and act.kind == "main"), "")
    return [replace(act, kind="") if act.kind == "main" and act.name != main else act for act in found]


def _act(name: str, dossier: Dossier, answer: Answer, *, day: dt.date, sent: Sent | None) -> Act:
    verb = VERBS[name]
    opened = sent is not None and sent[0] == name
    form: VerbForm | None = sent[1] if sent and opened else None
    if form is None and answer.allowed:
        form = _form(name, dossier, day)
    return Act(
        name=name,
        label=str(verb.label),
        icon=verb.icon,
        kind=verb.kind,
        url=reverse("office:act", args=[dossier.code, name]),
        answer=answer,
        form=form,
        opened=opened,
        key=verb.key,
    )
