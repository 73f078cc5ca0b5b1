"""A procedure is edited: a draft, part by part, seen as the counter would see it, published by a second person."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.models import Role
from motcua.forms import editions, papers
from motcua.forms.offers import waiting_offers
from motcua.lib.outcomes import Denied
from motcua.procedures import commands, rules
from motcua.procedures.checks import Fault
from motcua.procedures.differences import differences
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin
from motcua.procedures.ownership import can_edit
from motcua.web.attempt import attempt
from motcua.web.manage.editions import preview
from motcua.web.manage.editions.fields import field_edits
from motcua.web.manage.editions.forms import PARTS, PartForms
from motcua.web.manage.history import told
from motcua.web.shell import PostRequest, at_desk


def _procedure(code: str) -> Procedure:
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _draft(code: str, request: PostRequest) -> ProcedureVersion:
    """Return the office's draft, or with `?of=shipped` the one that came with the project."""
    origin = VersionOrigin.SHIPPED if _of(request) == "shipped" else VersionOrigin.OFFICE
    rows = ProcedureVersion.objects.drafts().filter(procedure__code=code, origin=origin)
    found = rows.select_related("procedure", "proposed_by__user", "edited_by__user").first()
    if found is None:
        raise Http404
    return found


def _of(request: PostRequest) -> str:
    return str(request.POST.get("of") or request.GET.get("of", ""))


@require_safe
@at_desk(Role.ADMIN)
def drafts(request: PostRequest) -> HttpResponse:
    """List what waits for a second person."""
    rows = ProcedureVersion.objects.drafts().select_related("procedure", "proposed_by__user", "edited_by__user")
    today = request.at.date()
    listed = [
        (row, len(editions.faults_of(row)), rules.can_publish(row, by=request.post, on=today))
        for row in rows.order_by("valid_from", "procedure__code")
    ]
    return render(request, "manage/drafts.html", {"drafts": listed, "offers": waiting_offers()})


@require_safe
@at_desk(Role.ADMIN)
def draft(request: PostRequest, code: str) -> HttpResponse:
    """Show a draft whole: what differs, what is wrong, how the counter would look, and the acts."""
    return _drawn(request, _draft(code, request))


def _drawn(request: PostRequest, row: ProcedureVersion, *, problem: str = "", status: int = 200) -> HttpResponse:
    found = editions.faults_of(row)
    answer = rules.can_publish(row, by=request.post, on=request.at.date())
    if answer.allowed and found:
        answer = replace(answer, allowed=False, reason=_("Còn %(n)d chỗ sai: sửa hết rồi công bố.") % {"n": len(found)})
    shipped = row.origin == VersionOrigin.SHIPPED
    context: dict[str, Any] = {
        "draft": row,
        "shipped": shipped,
        "procedure": row.procedure,
        "parts": [] if shipped else [(part, _of_part(found, key)) for key, part in PARTS.items()],
        "faults": [(fault, _anchor(fault)) for fault in found],
        "changes": _changes(row, request),
        "answer": answer,
        "edit": can_edit(by=request.post, on=request.at.date()),
        "problem": problem,
        "key": uuid.uuid4(),
        "other_key": uuid.uuid4(),
        "history": told("procedure", row.procedure.code),
    }
    context |= preview.preview(row, request)
    return render(request, "manage/draft.html", context, status=status)


def _of_part(found: list[Fault], key: str) -> list[Fault]:
    return [fault for fault in found if fault.place.partition(".")[0] == key]


def _anchor(fault: Fault) -> str:
    """Return the part in which a fault is mended."""
    key = fault.place.partition(".")[0]
    return key if key in PARTS else "time"


def _changes(row: ProcedureVersion, request: PostRequest) -> list[Any]:
    """Return what differs from the version that the draft would follow, form included, in words."""
    try:
        base = rules.base_of(row.procedure, on=request.at.date())
    except Denied:
        return []
    form = differences(editions.form_of(base), editions.form_of(row))
    return [*differences(base.definition, row.definition), *form]


def _acted(request: PostRequest, name: str, act: Callable[[], object]) -> str:
    """Do an act once, however often its page sends it; return why not, or nothing."""
    denied = attempt(request, act, name=f"procedure.{name}")
    return denied.reason if denied else ""


@require_POST
@at_desk(Role.ADMIN)
def propose(request: PostRequest, code: str) -> HttpResponse:
    """Begin a draft, or go on with the open one; with `of=shipped` propose what came with the project again."""
    row = _procedure(code)
    begin = editions.give_back if _of(request) == "shipped" else commands.propose
    why_not = _acted(request, "propose", lambda: begin(procedure=row, by=request.post, at=request.at))
    if why_not:
        messages.error(request, why_not)
        return redirect("manage:procedure", code)
    response = redirect("manage:draft", code)
    response["Location"] += "?of=shipped" if _of(request) == "shipped" else ""
    return response


@require_http_methods(["GET", "POST"])
@at_desk(Role.ADMIN)
def part(request: PostRequest, code: str, key: str) -> HttpResponse:
    """Edit one part of a draft; what cannot be understood is said beside its field, and everything typed stays."""
    chosen, row = PARTS.get(key), _draft(code, request)
    if chosen is None:
        raise Http404
    if request.method == "GET" and not (answer := can_edit(by=request.post, on=request.at.date())).allowed:
        return _drawn(request, row, problem=answer.reason, status=403)
    form = editions.form_of(row)
    forms = PartForms(chosen, row.definition, form, request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if request.method == "POST":
        problem, status = _save(request, row, forms), 422
        if not problem and forms.is_valid():
            return _saved(request, code, forms)
    found = _of_part(editions.faults_of(row), key)
    context = {
        "draft": row,
        "procedure": row.procedure,
        "part": chosen,
        "forms": forms,
        "rows": _rows(forms, found),
        "faults": [fault for fault in found if "." not in fault.place],
        "problem": problem,
        "errors": forms.errors() if request.method == "POST" else [],
        "seen": request.POST.get("seen") or _seen(row),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/draft_part.html", context, status=status)


def _saved(request: PostRequest, code: str, forms: PartForms) -> HttpResponse:
    """Go back to the draft, or, when a field was moved, to where it stands now."""
    messages.success(request, _("Đã ghi vào bản nháp; chưa áp dụng cho đến khi công bố."))
    if not request.POST.get("move"):
        return redirect("manage:draft", code)
    place = field_edits(forms.said()[1], move=request.POST["move"])[1]
    return redirect(f"{reverse('manage:draft_part', args=[code, forms.part.key])}#row-{place}")


def _rows(forms: PartForms, found: list[Fault]) -> list[tuple[Any, list[Fault]]]:
    """Return each row with the faults that stand beside it."""
    return [
        (each, [fault for fault in found if fault.place == f"{forms.part.key}.{place}"])
        for place, each in enumerate(forms.rows or [], start=1)
    ]


def _seen(row: ProcedureVersion) -> str:
    """Return what tells one state of a draft from another, so that two administrators do not undo each other's work."""
    return editions.digest_of(row)


def _save(request: PostRequest, row: ProcedureVersion, forms: PartForms) -> str:
    """Write a part into the draft; return why not, or nothing."""
    if not forms.is_valid():
        return ""

    def act() -> None:
        if request.POST.get("seen") != _seen(row):
            raise Denied(_("Bản nháp vừa được sửa ở nơi khác: mở lại phần này, xem rồi sửa tiếp."))
        plain, rows = forms.said()
        if forms.part.key == "form":
            edits = field_edits(rows, move=request.POST.get("move", ""))[0]
            editions.edit_form(row, edits=edits, removed=forms.removed(), by=request.post, at=request.at)
        else:
            changes = forms.part.makes(row.definition, plain, rows)
            commands.edit(row, changes=changes, by=request.post, at=request.at)

    return _acted(request, "edit", act)


@require_POST
@at_desk(Role.ADMIN)
def publish(request: PostRequest, code: str) -> HttpResponse:
    """Publish a draft; who wrote it is refused with the reason."""
    row = _draft(code, request)
    why_not = _acted(request, "publish", lambda: editions.publish(row, by=request.post, at=request.at))
    if why_not:
        return _drawn(request, row, problem=why_not, status=409)
    messages.success(request, _("Đã công bố, hiệu lực từ %(day)s.") % {"day": f"{row.valid_from:%d/%m/%Y}"})
    return redirect("manage:procedure", code)


@require_POST
@at_desk(Role.ADMIN)
def withdraw(request: PostRequest, code: str) -> HttpResponse:
    """Put a draft aside."""
    row = _draft(code, request)
    if why_not := _acted(request, "withdraw", lambda: editions.withdraw(row, by=request.post, at=request.at)):
        return _drawn(request, row, problem=why_not, status=409)
    messages.success(request, _("Đã rút bản nháp."))
    return redirect("manage:procedure", code)


@require_safe
@at_desk(Role.ADMIN)
def form_pdf(request: PostRequest, code: str) -> HttpResponse:
    """Return the draft's form as it would be printed for a person who does not exist."""
    row = _draft(code, request)
    filled = preview.specimen(row, request)
    place = request.post.authority.short_name
    pdf = papers.form_pdf(filled, unit_name=request.post.authority.name, place=place, at=request.at)
    headers = {"content-disposition": f'inline; filename="{code}-ban-nhap.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
