"""After acceptance: code and promise, what is to be paid, what may be printed, and the next person."""

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers import returning
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Dossier, PaperKind, Visit
from motcua.dossiers.numbering import shown_pickup_code
from motcua.dossiers.states import State
from motcua.forms.measures import Measures, measures_of
from motcua.lib import money
from motcua.lib.outcomes import Answer, Denied
from motcua.payments import commands as payments
from motcua.payments.models import Method
from motcua.web import papers_shown, promised, rated, words
from motcua.web.counter import page, visit_papers
from motcua.web.counter.looks import DoneDossier, Payment, PromiseWords
from motcua.web.shell import PostRequest, at_desk

_AT_COUNTER = (Role.INTAKE, Role.CASHIER)
# What is printed for the person at the counter.
_PAPERS = (PaperKind.RECEIPT, PaperKind.FORM, PaperKind.FEE_RECEIPT)


@require_safe
@at_desk(*_AT_COUNTER)
def show(request: PostRequest, pk: UUID) -> HttpResponse:
    """Show what came of a visit."""
    visit = page.own_visit(request, pk)
    if visit.ended_at is None:
        return redirect("counter:visit", visit.pk)
    turned = Dossier.objects.filter(visit=visit, received_at=None).first()
    if turned is not None and turned.filing_id and turned.state == State.SUBMITTED:
        return redirect("counter:filed", visit.pk)
    if turned is not None:
        return redirect("counter:turned", turned.code)
    return _draw(request, visit)


def _dossiers(visit: Visit) -> list[Dossier]:
    return list(
        Dossier.objects.filter(visit=visit)
        .select_related("payment", "form", "service_promise__programme")
        .order_by("id")
    )


def _draw(request: PostRequest, visit: Visit, *, problem: str = "", status: int = 200) -> HttpResponse:
    rows = _dossiers(visit)
    if not rows:
        raise Http404
    context: dict[str, Any] = {
        "visit": visit,
        "name": visit.person_data.get("full_name", ""),
        "dossiers": [_look(row, request) for row in rows],
        "payment": _payment(rows),
        "measures": _measures(rows),
        "papers": visit_papers.links(visit, rows),
        "problem": problem,
        "key": uuid.uuid4(),
        "again": request.post.role == Role.INTAKE,
        "rating": _rating(request, visit),
    }
    return render(request, "counter/done.html", context, status=status)


def _rating(request: PostRequest, visit: Visit) -> str:
    """Return the picture by which the person rates on their own phone; none once they have, or to practise."""
    served = rated.of_visit(visit)
    return "" if visit.training or served.is_rated else rated.picture(request, served.ref)


def _look(row: Dossier, request: PostRequest) -> DoneDossier:
    said = words.promise_of(row, now=request.at)
    return DoneDossier(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        pickup_code=shown_pickup_code(row.pickup_code),
        procedure=words.named(row.procedure_name),
        promise=PromiseWords(said, words.named(row.slip_reason), reverse("office:why", args=[row.code])),
        slip_words=_("Có giấy hẹn.") if row.slip_owed else _("Không cần giấy hẹn."),
        fee=_fee(row),
        papers=tuple(papers_shown.looks(row, kinds=_PAPERS)),
        service=promised.of_dossier(row),
        wanted=_("Nhận kết quả: %(how)s") % {"how": returning.in_words(returning.of_dossier(row))},
    )


def _fee(row: Dossier) -> str:
    if row.fee_exemption:
        return _("Miễn phí: %(why)s") % {"why": words.named(row.fee_exemption)}
    if not row.fee_due:
        return _("Không thu phí")
    if hasattr(row, "payment"):
        paid = {"amount": money.vnd(row.payment.amount), "method": Method(row.payment.method).label.lower()}
        return _("Đã thu %(amount)s, %(method)s") % paid + f" · {row.payment.number}"
    return _("Chưa thu %(amount)s") % {"amount": money.vnd(row.fee_due)}


def _payment(rows: list[Dossier]) -> Payment | None:
    """Return what is still owed; a free basket meets no payment screen."""
    owing = sum(row.fee_due for row in payments.unpaid(rows))
    return Payment(owing, money.vnd(owing), money.in_words(owing), Answer(allowed=True)) if owing else None


def _measures(rows: list[Dossier]) -> Measures | None:
    kept = [measures_of(row.form) for row in rows if row.form is not None]
    return sum(kept, Measures()) if kept else None


@require_POST
@at_desk(*_AT_COUNTER)
def pay(request: PostRequest, pk: UUID) -> HttpResponse:
    """Record that the basket was paid, in cash or by transfer: once."""
    visit = page.own_visit(request, pk)
    try:
        method = Method(request.POST.get("method", ""))
    except ValueError:
        return _draw(request, visit, problem=_("Xin chọn tiền mặt hay chuyển khoản."), status=422)
    try:
        payments.pay(dossiers=_dossiers(visit), method=method, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, visit, problem=denied.reason, status=409)
    return redirect("counter:done", visit.pk)


@require_POST
@at_desk(Role.INTAKE)
def again(request: PostRequest, pk: UUID) -> HttpResponse:
    """Begin another visit with the same person, without scanning the card again."""
    before = page.own_visit(request, pk)
    data = {name: value for name, value in before.person_data.items() if name not in {"others", "aside", "behalf"}}
    visit = visits.start(person_data=data, by=request.post, at=request.at)
    return redirect(page.url(visit))
