"""What can be done with a dossier: a table of verbs with their words and forms."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.accounts.queries import fetch_delegations
from motcua.dossiers import commands, rules
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import door
from motcua.dossiers.rules.delegated import lent_verbs
from motcua.dossiers.states import MOVES, State, find_move
from motcua.lib.outcomes import Answer
from motcua.web.office import drafts, online
from motcua.web.office.looks import Act
from motcua.web.office.rare_forms import (
    ApologyForm,
    ConfirmPaymentForm,
    ConsultForm,
    CorrectHandoverForm,
    ReopenForm,
    ReplyForm,
    RequestPaymentForm,
    WithdrawForm,
    WithoutReplyForm,
)
from motcua.web.office.return_form import ReturnForm
from motcua.web.office.verb_forms import (
    AskSupplementForm,
    AssignForm,
    DraftForm,
    HandOverForm,
    ReasonForm,
    RefusalForm,
    SupplementForm,
    VerbForm,
)


def _drafted(dossier: Dossier, said: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"lines": drafts.lines_of(dossier), "text": said["text"]}}


class Shown(StrEnum):
    """Where a verb of one's role stands on the page: a page must not fill with what is beside the main way."""

    ALWAYS = "always"
    # Where the table has the move from here: then the reason against it is worth reading.
    HERE = "here"
    POSSIBLE = "possible"


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
    shown: Shown = Shown.ALWAYS


# In the order of what one would rather do; the first of the main kind that is possible is the main act of the page.
VERBS: dict[str, Verb] = {
    "receive": Verb(gettext_lazy("Tiếp nhận"), "inbox", commands.receive, "main", "Alt+T", shown=Shown.HERE),
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
    "supplement": Verb(
        gettext_lazy("Nhận giấy tờ bổ sung"), "paper", commands.supplement, "main", form=SupplementForm,
        shown=Shown.HERE,
    ),
    "ask_supplement": Verb(
        gettext_lazy("Yêu cầu bổ sung"), "pause", commands.ask_supplement, form=AskSupplementForm,
        said=lambda _dossier, said: said | {"items": said["items"].splitlines()}, shown=Shown.HERE,
    ),
    "confirm_payment": Verb(
        gettext_lazy("Đã thực hiện nghĩa vụ tài chính"), "money", commands.confirm_payment, "main",
        form=ConfirmPaymentForm, shown=Shown.HERE,
    ),
    "record_reply": Verb(
        gettext_lazy("Ghi ý kiến trả lời"), "return", commands.record_reply, form=ReplyForm, shown=Shown.POSSIBLE
    ),
    "go_on_without_reply": Verb(
        gettext_lazy("Giải quyết không chờ ý kiến"), "play", commands.go_on_without_reply, form=WithoutReplyForm,
        shown=Shown.POSSIBLE,
    ),
    "consult": Verb(
        gettext_lazy("Hỏi ý kiến đơn vị khác"), "send", commands.consult, form=ConsultForm, shown=Shown.POSSIBLE
    ),
    "approve_apology": Verb(
        gettext_lazy("Ký xin lỗi và hẹn lại"), "seal", commands.approve_apology, "main", shown=Shown.POSSIBLE
    ),
    "decline_apology": Verb(
        gettext_lazy("Không đồng ý hẹn lại"), "return", commands.decline_apology, form=ReasonForm,
        shown=Shown.POSSIBLE,
    ),
    "propose_apology": Verb(
        gettext_lazy("Đề nghị xin lỗi, hẹn lại ngày trả"), "clock", commands.propose_apology, form=ApologyForm,
        shown=Shown.HERE,
    ),
    "request_payment": Verb(
        gettext_lazy("Tạm dừng chờ nghĩa vụ tài chính"), "pause", commands.request_payment, form=RequestPaymentForm,
        shown=Shown.POSSIBLE,
    ),
    "correct_handover": Verb(
        gettext_lazy("Chuyển nhầm: chuyển lại"), "return", commands.correct_handover, form=CorrectHandoverForm,
        shown=Shown.POSSIBLE,
    ),
    "reopen": Verb(gettext_lazy("Mở lại hồ sơ"), "history", commands.reopen, form=ReopenForm, shown=Shown.POSSIBLE),
    "change_return": Verb(
        gettext_lazy("Đổi cách nhận kết quả"), "hand", commands.change_return, form=ReturnForm, shown=Shown.POSSIBLE
    ),
    "withdraw": Verb(
        gettext_lazy("Dừng theo đề nghị của người dân"), "return", commands.withdraw, "danger", form=WithdrawForm,
        shown=Shown.HERE,
    ),
    "close": Verb(gettext_lazy("Đóng hồ sơ không bổ sung"), "x", commands.close, "danger", shown=Shown.HERE),
    "refuse": Verb(
        gettext_lazy("Không tiếp nhận (mẫu 03)"), "x", commands.refuse, "danger", form=RefusalForm, shown=Shown.HERE
    ),
    "cancel": Verb(gettext_lazy("Hủy tiếp nhận nhầm"), "trash", commands.cancel, "danger", form=ReasonForm),
}  # fmt: skip


def _of_role(verb: str, role: str) -> bool:
    return any(move.verb == verb and role in move.roles for move in MOVES)


def _is_shown(name: str, dossier: Dossier, role: str, answer: Answer) -> bool:
    """Tell whether a verb of this role stands on the page.

    Before acceptance the main way is not spoken of: there is nothing yet to pass on.
    """
    before = dossier.received_at is None and dossier.ended_at is None
    if VERBS[name].shown is Shown.ALWAYS and not before:
        return True
    move = find_move(name, State(dossier.state), accepted=dossier.received_at is not None)
    here = move is not None and role in move.roles
    return answer.allowed if VERBS[name].shown is Shown.POSSIBLE else here


def bound(verb: str, data: QueryDict, dossier: Dossier, day: dt.date) -> VerbForm | None:
    """Return the verb's form with what was sent, or None for a verb that needs no words."""
    return _form(verb, dossier, day, data)


def _form(verb: str, dossier: Dossier, day: dt.date, data: QueryDict | None = None) -> VerbForm | None:
    """Return the verb's form; its fields have ids of their own, for several forms stand on a page."""
    form = VERBS[verb].form
    return form(data, dossier=dossier, day=day, auto_id=f"{verb}-{dossier.pk}-%s") if form else None


Sent = tuple[str, VerbForm]
# How many possible acts are read at a glance.
NEAR = 4


def acts(
    dossier: Dossier, *, by: Post, at: dt.datetime, sent: Sent | None = None, among: Collection[str] = ()
) -> list[Act]:
    """Return the acts of this post's role: the possible ones first, then the others with the reason why not.

    `sent` is a verb with its form as it came back: it stands open, with everything that was typed. `among` names the
    verbs that are asked for (empty: every one).
    """
    fetch_delegations(by)
    lent = lent_verbs(dossier, by=by)
    own = [name for name in among or VERBS if name in lent or _of_role(name, by.role)]
    answers = {name: rules.can(name, dossier, by=by, at=at) for name in own}
    found = [
        _act(name, dossier, answer, day=at.date(), sent=sent)
        for name, answer in answers.items()
        if name in lent or _is_shown(name, dossier, by.role, answer)
    ]
    if _of_role("deliver", by.role) and dossier.state in {State.RESULT_READY, State.IN_PROGRESS}:
        answer = rules.can("deliver", dossier, by=by, at=at)
        url = reverse("counter:deliver", args=[dossier.code])
        found.append(Act("deliver", _("Trả kết quả"), "hand", "main", url, answer, href=url, key="Alt+T"))
    if dossier.received_at is None and _of_role("receive", by.role):
        url = reverse("counter:take_up", args=[dossier.code])
        answer = door.can_take_up(dossier, by=by, at=at)
        found.insert(0, Act("take_up", _("Làm tiếp ở quầy"), "play", "main", url, answer))
        found[:0] = online.acts(dossier, by=by, at=at)
    found.sort(key=lambda act: not act.answer.allowed)
    main = next((act.name for act in found if act.answer.allowed and act.kind == "main"), "")
    found.sort(key=lambda act: act.name != main)
    return [replace(act, kind="") if act.kind == "main" and act.name != main else act for act in found]


def grouped(acts: Sequence[Act]) -> tuple[list[Act], list[Act]]:
    """Return what stands on the page at once, the main act first, and what is folded away with its reasons.

    A form that came back stands open among the first; what is not possible is folded, never gone.
    """
    possible = [act for act in acts if act.answer.allowed]
    near = [act for act in acts if act.opened or act in possible[:NEAR]]
    return near, [act for act in acts if act not in near]


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
