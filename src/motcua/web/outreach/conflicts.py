"""What came from a tablet and could not be taken in by itself: the list, what stands against each, what is decided."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers import intakes
from motcua.dossiers.intakes import Intake
from motcua.events.record import note_access
from motcua.forms import commands as forms
from motcua.forms.definition import FieldDefinition
from motcua.forms.queries import definition_of
from motcua.forms.values import read, shown
from motcua.lib.clock import TZ, local
from motcua.lib.outcomes import Denied
from motcua.outreach import commands, queries, rules
from motcua.outreach.commands.settling import Settled
from motcua.outreach.models import OfflineIntake, Reason
from motcua.people import masking
from motcua.people.models import Person
from motcua.procedures.definition import RequirementKind
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import version_in_force
from motcua.web.attempt import attempt
from motcua.web.outreach import offer, reading
from motcua.web.shell import PostRequest, at_desk


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that was said on the tablet; `asked`: it may be set right here."""

    name: str
    label: str
    value: str
    shown: str
    asked: bool


@require_safe
@at_desk(Role.INTAKE)
def waiting(request: PostRequest) -> HttpResponse:
    """List what waits for a person, the longest first; names in short."""
    rows = [(row, masking.name(row.who)) for row in queries.waiting(request.post.agency)]
    return render(request, "outreach/waiting.html", {"rows": rows})


def _row(request: PostRequest, pk: int) -> OfflineIntake:
    rows = OfflineIntake.objects.of_centre(request.post.agency)
    row: OfflineIntake = get_object_or_404(rows.select_related("device__agency__authority", "post__user"), pk=pk)
    return row


@require_safe
@at_desk(Role.INTAKE)
def look(request: PostRequest, pk: int) -> HttpResponse:
    """Show one, whole: who looks is written down."""
    row = _row(request, pk)
    subject = row.dossier.code if row.dossier else row.code
    note_access(subjects=[subject], purpose="outreach", by=request.post, at=request.at)
    return _draw(request, row)


def _draw(request: PostRequest, row: OfflineIntake, problem: str = "", *, status: int = 200) -> HttpResponse:
    version = version_in_force(row.procedure_code, on=local(row.taken_at).date())
    context = {
        "row": row,
        "due": rules.due_said(row),
        "reason": Reason(row.reason).label if row.reason else "",
        "procedure": version.definition.short_name if version else row.procedure_code,
        "cells": _cells(row, version, request),
        "to_tick": _to_tick(row, version, request),
        "entered": request.POST.get("entered", row.payload.get("entered") or ""),
        "owes_entered": version is not None and bool(intakes.owed(Intake(version, Person())).open_lines),
        "papers": _papers(row, version),
        **_wish(row, version, request),
        "answer": rules.can_settle(row, by=request.post),
        "why_owed": rules.is_duplicate(row) or row.reason in {Reason.REVOKED, Reason.DUPLICATE},
        "typed": request.POST,
        "problem": problem,
        "refusing": request.resolver_match is not None and request.resolver_match.url_name == "refuse",
        "moment": f"{local(row.taken_at):%Y-%m-%dT%H:%M}",
        "key": request.POST.get("key") or uuid.uuid4(),
    }
    return render(request, "outreach/conflict.html", context, status=status)


def _wish(row: OfflineIntake, version: ProcedureVersion | None, request: PostRequest) -> dict[str, Any]:
    """Return how the result is wanted, in words and to be set right; nothing of a matter that is waited for."""
    ways = offer.ways(version.definition) if version else []
    said = {name: str(row.payload.get(name, "")) for name in ("return_way", "return_address")}
    label = dict(ways).get(said["return_way"], "")
    typed = {name: request.POST.get(name, value) for name, value in said.items()}
    return {"ways": ways, "wish": ", ".join(filter(None, [label, said["return_address"]])), "wanted": typed}


def _cells(row: OfflineIntake, version: ProcedureVersion | None, request: PostRequest) -> list[Cell]:
    if version is None:
        return []
    form = definition_of(forms.begun(procedure_version=version, at=request.at))
    asked, said = offer.asked_of(form, at=request.at), row.payload.get("values", {})

    def cell(field: FieldDefinition) -> Cell:
        raw = str(said.get(field.id, ""))
        typed = request.POST.get(f"f.{field.id}", raw)
        return Cell(
            f"f.{field.id}", field.label, typed, shown(field, read(field, raw)[0]) if raw else "", field.id in asked
        )

    return [cell(field) for field in form.fields if field.id in said or field.id in asked]


def _to_tick(row: OfflineIntake, version: ProcedureVersion | None, request: PostRequest) -> list[tuple[str, str, bool]]:
    """Return the papers of the procedure, with those ticked that were handed in, or were ticked here just now."""
    said = request.POST.getlist("paper") if "papers" in request.POST else row.payload.get("papers") or []
    asked = version.definition.requirements if version else ()
    return [(each.key, each.name, each.key in said) for each in asked if each.kind != RequirementKind.FORM]


def _papers(row: OfflineIntake, version: ProcedureVersion | None) -> list[str]:
    handed = row.payload.get("papers") or []
    pages = row.payload.get("pages", {})
    known = {each.key: each.name for each in version.definition.requirements} if version else {}
    shots = {key: len(pages.get(key, [])) for key in handed}
    return [f"{known.get(key, key)} ({_('%(n)d ảnh') % {'n': shots[key]}})" for key in handed]


@require_POST
@at_desk(Role.INTAKE)
def settle(request: PostRequest, pk: int) -> HttpResponse:
    """Take it in after all."""
    row = _row(request, pk)
    return _done(request, row, lambda: commands.settle(row=row, how=_how(request, row), by=request.post, at=request.at))


@require_POST
@at_desk(Role.INTAKE)
def refuse(request: PostRequest, pk: int) -> HttpResponse:
    """Do not take it in."""
    row, why = _row(request, pk), request.POST.get("reason", "")
    return _done(request, row, lambda: commands.refuse(row=row, why=why, by=request.post, at=request.at))


def _done(request: PostRequest, row: OfflineIntake, act: Any) -> HttpResponse:
    if denied := attempt(request, act, name="outreach"):
        return _draw(request, row, denied.reason, status=422)
    now = _row(request, row.pk)
    if now.dossier is None:
        messages.success(request, _("Đã ghi không nhận hồ sơ %(code)s: báo lại người nộp.") % {"code": now.code})
        return redirect("outreach:waiting")
    messages.success(request, _("Đã tiếp nhận: %(code)s.") % {"code": now.dossier.code})
    return redirect("office:dossier", now.dossier.code)


def _how(request: PostRequest, row: OfflineIntake) -> Settled:
    said = request.POST
    values = {name.removeprefix("f."): str(value) for name, value in said.items() if name.startswith("f.") and value}
    person = None
    if not row.who:
        read = reading.person_of(request, on=local(row.taken_at).date())
        if "unread" in read:
            raise Denied(read["unread"])
        person = read["person"]
    return Settled(
        why=said.get("why", ""),
        moment=_moment(said.get("moment", ""), row),
        values=values,
        papers=frozenset(said.getlist("paper")) if "papers" in said else None,
        entered=reading.number(request, "entered"),
        person=person,
        wish=reading.wish_of(request) if "return_way" in said else {},
    )


def _moment(said: str, row: OfflineIntake) -> dt.datetime | None:
    """Return the moment that was typed; None for the one that stands there already."""
    if not said or said == f"{local(row.taken_at):%Y-%m-%dT%H:%M}":
        return None
    try:
        return dt.datetime.strptime(said, "%Y-%m-%dT%H:%M").replace(tzinfo=TZ)
    except ValueError:
        raise Denied(_("Ghi lúc tiếp nhận theo ngày và giờ, thí dụ 25/11/2026 09:10.")) from None
