"""Drafts that wait for a signature: each large, with what changed; one key signs, one returns with words."""

import uuid
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.accounts.queries import fetch_delegations
from motcua.dossiers import rules
from motcua.dossiers.judgement import by_hour
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox as queries
from motcua.web import delegations, words
from motcua.web.office import drafts, verbs
from motcua.web.office.desk import FOR_RULES, note_looked_at
from motcua.web.office.looks import Approval
from motcua.web.promised import calls_to_sign
from motcua.web.shell import PostRequest, at_desk

_SHOWN = 10
_RELATED = (
    "procedure_version__procedure", "authority", "intake_agency", "handling_agency", "competent_agency",
    "received_under", "holder__user", "created_by__user",
)  # fmt: skip
_VERBS = ("approve", "return_for_correction", "reject")


@require_safe
@at_desk(Role.APPROVER, Role.HEAD)
def approvals(request: PostRequest) -> HttpResponse:
    """Show what waits to be signed, the nearest due first; what would be signed for another says for whom."""
    fetch_delegations(request.post)
    waiting = queries.waiting_for_decision(request.post, at=request.at)
    rows = list(waiting.select_related(*_RELATED).prefetch_related(*FOR_RULES)[:_SHOWN])
    note_looked_at(request, rows)
    n = waiting.count()
    context = {
        "calls": calls_to_sign(request.post, request.at),
        "rows": [_approval(row, request, first=place == 0) for place, row in enumerate(rows)],
        "summary": ngettext("%(n)d hồ sơ chờ ký", "%(n)d hồ sơ chờ ký", n) % {"n": n},
    }
    return render(request, "office/approvals.html", context)


def _approval(row: Dossier, request: PostRequest, *, first: bool) -> Approval:
    results = row.procedure_version.definition.results
    decision = drafts.shown(list(row.decisions.all()), results[0].name if results else row.procedure_name)
    if decision is None:
        raise ValueError(row.code)
    every = verbs.acts(row, by=request.post, at=request.at, among=_VERBS)
    under = rules.by_delegation("return_for_correction", row, by=request.post, at=request.at)
    return Approval(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        name=row.applicant_name,
        procedure=words.named(row.procedure_name),
        due_at=row.due_at,
        decision=decision,
        dossier=row,
        key=str(uuid.uuid4()),
        by_day=not by_hour(row.limit_kind),
        behalf=delegations.behalf(under),
        # A key signs what stands on top; below it the same key would be ambiguous.
        acts=tuple(
            act if first else replace(act, key="") for act in every if act.name in _VERBS and act.answer.allowed
        ),
    )
