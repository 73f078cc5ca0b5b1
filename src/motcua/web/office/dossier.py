"""A dossier: its story, its papers, its form with sources, its clock, and what may be done next."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from motcua.dossiers import filings, returning
from motcua.dossiers.models import Dossier, SubmittedDocument
from motcua.dossiers.papers import paper_of
from motcua.dossiers.queries import timeline
from motcua.dossiers.queries.apologies import apology_soon
from motcua.dossiers.queries.due_times import explained
from motcua.dossiers.states import ENDED, State
from motcua.forms.measures import measures_of
from motcua.forms.models import ConfirmedHow
from motcua.lib import money
from motcua.payments.models import Method
from motcua.people import dates
from motcua.people.models import Relation
from motcua.people.queries import shown_number
from motcua.web import papers_shown, words
from motcua.web.filled import groups_of
from motcua.web.office import clock_card, drafts, story, verbs
from motcua.web.office.desk import own_dossier
from motcua.web.office.looks import DocumentLook
from motcua.web.office.mandates import scan_of
from motcua.web.office.verb_forms import VerbForm
from motcua.web.shell import READERS, PostRequest, at_desk
from motcua.worktime.explanation import moment_in_words


@require_safe
@at_desk(*READERS)
def show(request: PostRequest, code: str) -> HttpResponse:
    """Show a dossier of the post's own authority."""
    return draw(request, own_dossier(request, code))


@require_safe
@at_desk(*READERS)
def why(request: PostRequest, code: str) -> HttpResponse:
    """Explain the due time, day by day."""
    dossier = own_dossier(request, code)
    context: dict[str, Any] = {"code": code, "reason": _("Thủ tục này không có thời hạn riêng.")}
    if dossier.clock_waits:
        context["reason"] = words.named(dossier.slip_reason)
    told = explained(dossier)
    if told is not None:
        context["explanation"] = told
    template = "office/explanation.html#body" if request.htmx else "office/explanation.html"
    return render(request, template, context)


def draw(
    request: PostRequest,
    dossier: Dossier,
    *,
    sent: tuple[str, VerbForm] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the page; `sent` is a form that came back with something wrong."""
    decisions = list(dossier.decisions.all())
    results = dossier.procedure_version.definition.results
    acts = verbs.acts(dossier, by=request.post, at=request.at, sent=sent)
    lost = sent is not None and not any(act.opened and act.answer.allowed for act in acts)
    acts = [act for act in acts if act.answer.allowed or State(dossier.state) not in ENDED]
    near, rest = verbs.grouped(acts)
    context = {
        "dossier": dossier,
        "short_name": words.named(dossier.procedure_name),
        "problem": problem,
        "kept": _typed(sent[1]) if lost and sent else "",
        **clock_card.shown(dossier, request.at),
        "apology_until": _apology_until(request, dossier),
        "acts": acts,
        "near_acts": near,
        "other_acts": rest,
        "nothing_to_do": _nothing_to_do(dossier),
        "people": _people(dossier),
        "decision": drafts.shown(decisions, results[0].name if results else dossier.procedure_name),
        "groups": groups_of(dossier.form) if dossier.form else (),
        "measures": measures_of(dossier.form) if dossier.form else None,
        "confirmed": _confirmed(dossier),
        "documents": [_document(each) for each in dossier.documents.order_by("pk")],
        "papers": papers_shown.looks(dossier),
        "fee": _fee(dossier),
        "events": [story.told(event) for event in timeline.of(dossier)],
        "key": uuid.uuid4(),
    }
    return render(request, "office/dossier.html", context, status=status)


def _nothing_to_do(dossier: Dossier) -> str:
    if State(dossier.state) in ENDED:
        return _("Hồ sơ đã kết thúc.")
    return _("Vị trí của bạn xem được hồ sơ này, không xử lý.")


def _typed(form: VerbForm) -> str:
    """Return what was typed into a form whose act is no longer possible, so that it is not lost."""
    return " · ".join(str(form.data.get(name)) for name in form.fields if form.data.get(name) and name != "to")


def _apology_until(request: PostRequest, dossier: Dossier) -> str:
    until = apology_soon(dossier, by=request.post, at=request.at)
    return moment_in_words(until) if until is not None else ""


def _people(dossier: Dossier) -> list[tuple[str, ...]]:
    """Return name and words of each fact; a third says where what it names lies."""
    person = dossier.submitter
    pairs: list[tuple[str, ...]] = [
        (_("Số định danh"), dossier.applicant_id_number),
        (_("Ngày sinh"), dates.shown(person.date_of_birth)),
        (_("Nơi cư trú"), person.address),
        (_("Điện thoại"), dossier.applicant_phone),
        *_behalf(dossier),
        (_("Cách nộp"), filings.sentence_of(dossier)),
        (_("Nhận kết quả"), returning.in_words(returning.of_dossier(dossier))),
        (_("Việc của"), dossier.subject_name if dossier.subject_name != dossier.applicant_name else ""),
        (_("Cán bộ tiếp nhận"), dossier.created_by.user.full_name),
        (_("Nơi tiếp nhận"), dossier.units["intake"][1]),
        (_("Nơi giải quyết"), dossier.units["handling"][1]),
        *_lent(dossier),
    ]
    return [pair for pair in pairs if pair[1]]


def _behalf(dossier: Dossier) -> list[tuple[str, ...]]:
    """Return for whom it was handed in, named as then, and on which paper or ground."""
    mandate = dossier.mandate
    if mandate is None:
        return []
    days = [dates.shown(day.isoformat()) for day in (mandate.valid_from, mandate.valid_to) if day]
    number = mandate.organisation.code if mandate.organisation else shown_number(mandate.principal)
    return [
        (_("Nộp thay cho"), ", ".join(part for part in (mandate.principal_name, number) if part)),
        (_("Người đến là"), str(Relation(mandate.relation).label)),
        (_("Giấy ủy quyền"), paper_of(mandate) or _("chưa xem")),
        *scan_of(mandate, dossier),
        (_("Hiệu lực"), " – ".join(days)),
        (_("Phạm vi"), mandate.scope),
    ]


def _lent(dossier: Dossier) -> list[tuple[str, str]]:
    if dossier.received_under is None:
        return []
    return [(_("Theo ủy quyền của"), f"{dossier.units['competent'][1]}, {dossier.received_under.decision}")]


def _confirmed(dossier: Dossier) -> str:
    form = dossier.form
    if form is None or form.confirmed_at is None:
        return ""
    how = str(ConfirmedHow(form.confirmed_how).label).lower()
    said = {"name": form.confirmed_by_name, "how": how, "at": moment_in_words(form.confirmed_at)}
    return _("%(name)s xác nhận, %(how)s, %(at)s") % said


def _document(row: SubmittedDocument) -> DocumentLook:
    if row.replaced_by:
        mark = words.source_mark(row.replaced_by)
        return DocumentLook(row.name, mark.label, mark.icon)
    counts = [
        (row.originals, ngettext("%(n)d bản chính", "%(n)d bản chính", row.originals)),
        (row.copies, ngettext("%(n)d bản sao", "%(n)d bản sao", row.copies)),
    ]
    how = ", ".join(said % {"n": count} for count, said in counts if count)
    return DocumentLook(row.name, how or _("đã xem"), "paper")


def _fee(dossier: Dossier) -> str:
    if dossier.fee_exemption:
        return _("Miễn phí: %(why)s") % {"why": words.named(dossier.fee_exemption)}
    if not dossier.fee_due:
        return _("Không thu phí.")
    amount = money.vnd(dossier.fee_due)
    if hasattr(dossier, "payment"):
        method = str(Method(dossier.payment.method).label).lower()
        return _("Đã thu %(amount)s, %(method)s.") % {"amount": amount, "method": method}
    if State(dossier.state) in ENDED - {State.DELIVERED}:
        return _("Hồ sơ kết thúc khi chưa thu phí.")
    return _("Chưa thu %(amount)s.") % {"amount": amount}
