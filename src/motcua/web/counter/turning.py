"""F8 and F9: the person goes home with form 02 or form 03; what is missing is ticked already, nothing typed is lost."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.commands import accepting, turning, visit_answers
from motcua.dossiers.models import Dossier, PaperKind, SupplementRequest, Visit, VisitItem
from motcua.dossiers.states import State
from motcua.forms.queries import definition_of
from motcua.forms.values import value_of
from motcua.lib.outcomes import Denied
from motcua.web import papers_shown, words
from motcua.web.attempt import attempt
from motcua.web.counter import page, reading_answers
from motcua.web.counter.fees_and_papers import how_it_is_brought
from motcua.web.counter.looks import Turned
from motcua.web.shell import PostRequest, at_desk, scoped_dossiers

_LONG = {"rows": 2}


class SupplementForm(forms.Form):
    """What is asked, why, and how to mend it (form 02)."""

    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Cần bổ sung, sửa"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Chưa chọn cần bổ sung gì: tích vào giấy tờ còn thiếu, hoặc ghi thêm một dòng.")
        },
    )
    more = forms.CharField(
        label=gettext_lazy("Điều khác, mỗi điều một dòng"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs=_LONG),
        error_messages={"required": gettext_lazy("Xin ghi vì sao cần bổ sung: người dân được đọc lý do này.")},
    )
    guidance = forms.CharField(
        label=gettext_lazy("Hướng dẫn"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, sentences: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted: Any = self.fields["wanted"]
        wanted.choices = list(sentences)
        # Something must be asked: a tick, or a line of one's own.
        wanted.required = not str(self.data.get("more", "")).strip()

    def asked(self) -> list[str]:
        """Return everything that is asked, a sentence each."""
        sentences: Any = self.fields["wanted"]
        known = dict(sentences.choices)
        more = (line.strip() for line in self.cleaned_data["more"].splitlines())
        return [*(known[key] for key in self.cleaned_data["wanted"]), *filter(None, more)]


class RefusalForm(forms.Form):
    """Why it is not taken in, on what ground, and where to go instead (form 03)."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do không tiếp nhận"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
        error_messages={"required": gettext_lazy("Xin ghi vì sao không tiếp nhận: người dân được đọc lý do này.")},
    )
    legal_basis = forms.CharField(label=gettext_lazy("Căn cứ pháp lý"), max_length=400, required=False)
    instead = forms.CharField(
        label=gettext_lazy("Người dân cần đến đâu, làm gì"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
    )


@page.acting
def begin(request: PostRequest, visit: Visit, kind: str) -> HttpResponse:
    """Keep what was typed last and open the small page, for the first matter of the basket that lacks something."""
    visit_answers.answer(visit, said=reading_answers.read(request.POST), by=request.post, at=request.at)
    rows = page.basket(visit)
    if not rows:
        raise Denied(_("Chưa chọn việc cần làm."))
    errors = accepting.errors_of(rows, at=request.at)
    lacking = (row for row in rows if missing_of(visit, row, errors.get(row.pk, {})))
    return redirect(f"counter:{kind}", visit.pk, next(lacking, rows[0]).pk)


def missing_of(visit: Visit, item: VisitItem, errors: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (key, sentence) of what is missing or wrong: required papers that were not ticked, open questions."""
    return [(key, sentence) for key, sentence, lacks in _askable(visit, item, errors) if lacks]


def _askable(visit: Visit, item: VisitItem, errors: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return (key, sentence, is it missing) of everything that form 02 could ask for."""
    definition, said = item.procedure_version.definition, accepting.intake_as_seen(visit, item)
    papers = [
        (f"paper.{each.key}", f"{each.name} ({how})" if (how := how_it_is_brought(each)) else each.name, each.required)
        for each in definition.requirements
        if each.key not in said.met
    ]
    fields = {field.id: words.named(field.label) for field in definition_of(item.form).fields}
    said_so_far = {name: value_of(item.form.values, name) for name in errors}
    asked = {
        name: _("%(label)s: %(wrong)s") % {"label": fields[name], "wrong": sentence}
        if said_so_far[name] is not None
        else _("Thông tin còn thiếu: %(label)s") % {"label": fields[name]}
        for name, sentence in errors.items()
    }
    return papers + [(f"field.{name}", sentence, True) for name, sentence in asked.items()]


def _item(visit: Visit, key: int) -> VisitItem:
    row = next((row for row in page.basket(visit) if row.pk == key), None)
    if row is None:
        raise Http404
    return row


def _turned_already(visit: Visit, key: int) -> HttpResponse | None:
    """Return the way to what came of it when this matter is no longer open here."""
    item = VisitItem.objects.filter(pk=key, visit__centre=visit.centre).select_related("visit", "form").first()
    if item is None or item.visit.ended_at is None:
        return None
    dossier = Dossier.objects.filter(form=item.form).first()
    return None if dossier is None else redirect("counter:turned", dossier.code)


@dataclass(frozen=True, slots=True)
class Page:
    """The small page for one matter of a visit, with its form."""

    request: PostRequest
    visit: Visit
    item: VisitItem
    form: forms.Form
    kind: str

    def draw(self, *, problem: str = "") -> HttpResponse:
        """Draw it, with everything that was typed."""
        others = [
            (words.named(row.procedure_version.procedure.short_name), self._url(row))
            for row in page.basket(self.visit)
            if row.pk != self.item.pk
        ]
        context = {
            "visit": self.visit,
            "name": self.visit.person_data.get("full_name", ""),
            "procedure": words.named(self.item.procedure_version.procedure.short_name),
            "form": self.form,
            "others": others,
            "refusing": self.kind == "refusal",
            "problem": problem,
            "key": self.request.POST.get("key") or uuid.uuid4(),
        }
        status = 409 if problem else 422 if self.form.is_bound else 200
        return render(self.request, "counter/turning.html", context, status=status)

    def _url(self, row: VisitItem) -> str:
        return reverse(f"counter:{self.kind}", args=[self.visit.pk, row.pk])


@require_http_methods(["GET", "POST"])
@at_desk(Role.INTAKE)
def supplement(request: PostRequest, pk: UUID, item: int) -> HttpResponse:
    """Say what is asked for, and send the person home with form 02."""
    visit = page.own_visit(request, pk)
    if back := _turned_already(visit, item):
        return back
    row = _item(visit, item)
    errors = accepting.errors_of([row], at=request.at).get(row.pk, {})
    sentences = [(key, sentence) for key, sentence, _lacks in _askable(visit, row, errors)]
    form = SupplementForm(request.POST or None, initial=_first_words(visit, row, errors), sentences=sentences)
    small = Page(request, visit, row, form, "supplement")
    if request.method == "GET" or not form.is_valid():
        return small.draw()
    said = {name: form.cleaned_data[name] for name in ("reason", "guidance")} | {"items": form.asked()}
    return _turn(small, said)


def _first_words(visit: Visit, item: VisitItem, errors: Mapping[str, str]) -> dict[str, Any]:
    missing = missing_of(visit, item, errors)
    papers = {key for key, _sentence in missing if key.startswith("paper.")}
    notes = [
        f"{each.name}: {note}"
        for each in item.procedure_version.definition.requirements
        if f"paper.{each.key}" in papers and (note := each.condition or each.note)
    ]
    come = _("Mang các giấy tờ trên cùng phiếu này đến quầy; không phải làm lại từ đầu.")
    return {
        "wanted": [key for key, _sentence in missing],
        "reason": _("Hồ sơ chưa đủ thành phần theo quy định của thủ tục.")
        if papers
        else _("Thông tin trong tờ khai chưa đủ hoặc chưa chính xác."),
        "guidance": "\n".join([*notes, come])[:1000],
    }


@require_http_methods(["GET", "POST"])
@at_desk(Role.INTAKE)
def refusal(request: PostRequest, pk: UUID, item: int) -> HttpResponse:
    """Say why this is not taken in, and where to go instead (form 03)."""
    visit = page.own_visit(request, pk)
    if back := _turned_already(visit, item):
        return back
    row = _item(visit, item)
    basis = "; ".join(row.procedure_version.definition.legal_basis)[:400]
    form = RefusalForm(request.POST or None, initial={"legal_basis": basis})
    small = Page(request, visit, row, form, "refusal")
    if request.method == "GET" or not form.is_valid():
        return small.draw()
    return _turn(small, form.cleaned_data)


_ACTS: dict[str, Callable[..., Dossier]] = {"supplement": turning.ask_for_more, "refusal": turning.turn_away}


def _turn(small: Page, said: Mapping[str, Any]) -> HttpResponse:
    request, item = small.request, small.item

    def act() -> None:
        _ACTS[small.kind](small.visit, item_id=item.pk, by=request.post, at=request.at, **said)

    if denied := attempt(request, act, name=small.kind):
        return small.draw(problem=denied.reason)
    return redirect("counter:turned", Dossier.objects.values_list("code", flat=True).get(form=item.form))


@require_safe
@at_desk(Role.INTAKE)
def turned(request: PostRequest, code: str) -> HttpResponse:
    """Show what the person takes home: what is asked and until when, or why not; the paper; the next person."""
    rows = scoped_dossiers(request.post).select_related("visit", "intake_agency")
    dossier = rows.filter(code=code, received_at=None).first()
    if dossier is None:
        raise Http404
    visit = Visit.objects.filter(officer=request.post, ended_at=None, parked_at=None).first()
    context = {"turned": _turned(dossier), "rest_url": page.url(visit) if visit else ""}
    return render(request, "counter/turned.html", context)


def _turned(dossier: Dossier) -> Turned:
    refused = dossier.state == State.REFUSED
    request = None if refused else dossier.supplement_requests.order_by("-id").first()
    return Turned(
        code=dossier.code,
        url=reverse("office:dossier", args=[dossier.code]),
        name=dossier.applicant_name,
        procedure=words.named(dossier.procedure_name),
        refused=refused,
        items=tuple(request.items) if request else (),
        reason=dossier.refusal.reason if refused else request.reason if request else "",
        more=dossier.refusal.instead if refused else request.guidance if request else "",
        come_back="" if refused else _come_back(request),
        # What the person takes home: form 03, or form 02 as it was asked last.
        papers=tuple(papers_shown.looks(dossier, kinds={PaperKind.REFUSAL if refused else PaperKind.SUPPLEMENT})[-1:]),
    )


def _come_back(request: SupplementRequest | None) -> str:
    if request is not None and request.close_on is not None:
        said = {"day": f"{request.close_on:%d/%m/%Y}"}
        return _("Mời quay lại trước hết ngày %(day)s, trong giờ làm việc.") % said
    return _("Mời quay lại bất cứ lúc nào trong giờ làm việc; hồ sơ giữ nguyên mã này.")
