"""A form that came with the project while the office has its own: compared, taken into a draft, or put aside."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.forms import offers
from motcua.forms.definition import FormDefinition
from motcua.forms.models import FormOffer
from motcua.procedures import rules
from motcua.procedures.models import Procedure
from motcua.procedures.ownership import can_edit
from motcua.web.attempt import attempt
from motcua.web.filled import groups_of
from motcua.web.manage.editions.preview import specimen_of
from motcua.web.manage.history import told
from motcua.web.shell import PostRequest, at_desk


def _offer(code: str) -> FormOffer:
    found = offers.waiting_offer(code)
    if found is None:
        raise Http404
    return found


@require_safe
@at_desk(Role.ADMIN)
def offer(request: PostRequest, code: str) -> HttpResponse:
    """Show what the new form would change of the office's, how it fills, and the two ways on."""
    return _drawn(request, _offer(code))


def _drawn(request: PostRequest, row: FormOffer, *, problem: str = "") -> HttpResponse:
    procedure = get_object_or_404(Procedure, code=row.procedure_code)
    today = request.at.date()
    context = {
        "procedure": procedure,
        "offer": row,
        "changes": offers.changes_of(row, rules.base_of(procedure, on=today)),
        "groups": groups_of(specimen_of(FormDefinition.model_validate(row.content), request)),
        "answer": offers.can_take_over(row, by=request.post, on=today),
        "edit": can_edit(by=request.post, on=today),
        "history": told("procedure", procedure.code),
        "problem": problem,
        "reason": request.POST.get("reason", ""),
        "key": uuid.uuid4(),
        "other_key": uuid.uuid4(),
    }
    return render(request, "manage/form_offer.html", context, status=422 if problem else 200)


@require_POST
@at_desk(Role.ADMIN)
def take_over(request: PostRequest, code: str) -> HttpResponse:
    """Put the new form into the office's draft."""

    def act(row: FormOffer) -> None:
        offers.take_over(row, by=request.post, at=request.at)

    done = _("Đã đưa biểu mẫu mới vào bản nháp; chưa áp dụng cho đến khi công bố.")
    return _acted(request, code, act, done) or redirect("manage:draft", code)


@require_POST
@at_desk(Role.ADMIN)
def put_aside(request: PostRequest, code: str) -> HttpResponse:
    """Keep the office's own form, with the reason."""

    def act(row: FormOffer) -> None:
        offers.put_aside(row, reason=request.POST.get("reason", "")[:400], by=request.post, at=request.at)

    done = _("Giữ biểu mẫu của đơn vị; bản mới này không báo lại nữa.")
    return _acted(request, code, act, done) or redirect("manage:procedure", code)


def _acted(request: PostRequest, code: str, act: Callable[[FormOffer], None], done: str) -> HttpResponse | None:
    """Do it once, however often its page sends it; return the page with the reason where it is refused."""
    row = offers.waiting_offer(code)
    if row is None:
        return None
    if denied := attempt(request, lambda: act(row), name="procedure.form_offer"):
        return _drawn(request, row, problem=denied.reason)
    messages.success(request, done)
    return None
