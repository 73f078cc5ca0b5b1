"""The result desk: who may be handed what; lateness never stands in the way."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.accounts.models import Role
from motcua.dossiers import commands, returning, rules
from motcua.dossiers.judgement import by_hour
from motcua.dossiers.models import Dossier, PaperKind
from motcua.dossiers.queries import finding
from motcua.dossiers.queries import results as queries
from motcua.dossiers.queries.watch import originals_of
from motcua.dossiers.states import State
from motcua.lib import money
from motcua.people import masking
from motcua.web import papers_shown, words
from motcua.web.attempt import attempt
from motcua.web.counter.delivery_form import DeliveryForm
from motcua.web.counter.looks import PromiseWords, ResultRow
from motcua.web.shell import PostRequest, at_desk, scoped_dossiers

_DESK = (Role.INTAKE, Role.CASHIER)


@require_http_methods(["GET", "POST"])
@at_desk(*_DESK)
def results(request: PostRequest) -> HttpResponse:
    """Show what waits to be handed over; a search is a POST that writes nothing: names stay out of addresses."""
    text = _number_of_card(request.POST.get("q", "")) if request.method == "POST" else ""
    chosen = finding.find(text, post=request.post) if text.strip() else queries.waiting(request.post)
    rows = [_row(row, request) for row in chosen[: queries.MANY]]
    ready = queries.waiting(request.post).count()
    summary = ngettext("%(n)d kết quả chờ người đến nhận", "%(n)d kết quả chờ người đến nhận", ready) % {"n": ready}
    template = "counter/results.html#list" if request.htmx else "counter/results.html"
    return render(request, template, {"rows": rows, "q": text, "summary": summary})


def _number_of_card(text: str) -> str:
    """Return the identity number when a whole card was scanned into the box; any other text as it is."""
    return text.split("|", 1)[0].strip() if "|" in text else text


def _row(row: Dossier, request: PostRequest) -> ResultRow:
    ready = row.state == State.RESULT_READY
    return ResultRow(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        deliver_url=reverse("counter:deliver", args=[row.code]),
        name=row.applicant_name,
        number=masking.id_number(row.applicant_id_number),
        procedure=words.named(row.procedure_name),
        state=row.state,
        promised_at=row.promised_at,
        ready=ready,
        tone=""
        if ready
        else words.clock_mark(row.promised_at, request.at, by_day=not (row.in_visit or by_hour(row.limit_kind))).tone,
    )


@require_http_methods(["GET", "POST"])
@at_desk(*_DESK)
def deliver(request: PostRequest, code: str) -> HttpResponse:
    """Hand one result over."""
    rows = scoped_dossiers(request.post).select_related("payment", "intake_agency", "handling_agency", "mandate")
    dossier = rows.filter(code=code).first()
    if dossier is None:
        raise Http404
    if request.method == "GET":
        return _draw(request, dossier, DeliveryForm(dossier=dossier))
    # Of a whole card only the number is kept: its text is not drawn again beside a mistake.
    form = DeliveryForm(
        {**request.POST.dict(), "shown": _number_of_card(request.POST.get("shown", ""))}, dossier=dossier
    )
    if not form.is_valid():
        return _draw(request, dossier, form, status=422)

    def hand_over() -> None:
        commands.deliver(dossier=dossier, by=request.post, at=request.at, **form.said())

    if denied := attempt(request, hand_over, name="deliver"):
        form.add_error(form.about(), denied.reason)
        return _draw(request, dossier, form, status=422)
    return redirect("counter:results")


def _draw(request: PostRequest, dossier: Dossier, form: DeliveryForm, *, status: int = 200) -> HttpResponse:
    said = words.promise_of(dossier, now=dossier.submitted_at, read_at=request.at)
    late = dossier.is_late(request.at)
    context = {
        "dossier": dossier,
        "behalf": dossier.mandate.principal_name if dossier.mandate else "",
        "form": form,
        "wanted": returning.in_words(returning.of_dossier(dossier)),
        "late": late,
        "originals": originals_of(dossier),
        "answer": rules.can("deliver", dossier, by=request.post, at=request.at),
        "promise": PromiseWords(said, words.named(dossier.slip_reason), tone="late" if late else ""),
        "fee": money.vnd(dossier.fee_due) if dossier.fee_due else "",
        "papers": papers_shown.looks(dossier, kinds=(PaperKind.RESULT,)),
        "pay_url": reverse("counter:done", args=[dossier.visit_id]) if dossier.visit_id else "",
        "owes": bool(dossier.fee_due) and not hasattr(dossier, "payment"),
        "key": uuid.uuid4(),
    }
    return render(request, "counter/delivery.html", context, status=status)
