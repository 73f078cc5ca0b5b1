"""Draft, return, approve or reject, number and seal."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Delegation, Post, Role
from motcua.agencies.commands import next_number
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, in_place_of, locked
from motcua.dossiers.commands.handover import HOLDING, agency_of_role, send, settle
from motcua.dossiers.models import Decision, Dossier, Outcome
from motcua.dossiers.queries.due_times import punctuality_of
from motcua.dossiers.rules.consulting import replies_to_build_on
from motcua.dossiers.states import State
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import FeeBasis


def _latest(dossier: Dossier) -> Decision:
    return dossier.decisions.select_for_update().order_by("-version")[0]


def _next_step_sent(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Send on to the next step; the records clerk's step is the last before the counter."""
    step = dossier.procedure_version.definition.step_after(dossier.step)
    assert step is not None  # a workflow in which the result would be lost is never published
    send(dossier, step, by=by, at=at, to=None, note="")


@transaction.atomic
def draft(
    *, dossier: Dossier, content: dict[str, Any], by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Write a draft of the result; each draft is a new version, the one before stays."""
    dossier = locked(dossier, version=version)
    rules.check("draft", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    last = dossier.decisions.order_by("-version").first()
    number_ = 1 if last is None else last.version + 1
    Decision.objects.create(dossier=dossier, version=number_, draft=content, drafted_by=by, drafted_at=at)
    dossier.holder = by
    return changed(dossier, "drafted", by=by, at=at, fields=HOLDING, draft=number_)


@transaction.atomic
def return_for_correction(
    *, dossier: Dossier, reason: str, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Return the draft to its author with words."""
    dossier = locked(dossier, version=version)
    under = rules.check("return_for_correction", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi cần sửa gì để người soạn biết."))
    decision = _latest(dossier)
    decision.returned_by, decision.returned_at, decision.return_reason = by, at, reason.strip()
    decision.save(update_fields=["returned_by", "returned_at", "return_reason"])
    author = decision.drafted_by
    steps = dossier.procedure_version.definition.steps
    step = next(step for step in steps if step.role == Role.CASE)
    send(dossier, step, by=by, at=at, to=author, note=reason.strip()[:400])
    said: dict[str, Any] = {"draft": decision.version, "reason": reason.strip()} | in_place_of(under)
    return changed(dossier, "returned", by=by, at=at, fields=HOLDING, **said)


def _decide(
    dossier: Dossier, outcome: Outcome, reasons: str, *, under: Delegation | None, by: Post, at: dt.datetime
) -> Dossier:
    decision = _latest(dossier)
    decision.outcome, decision.reasons, decision.decided_by, decision.decided_at = outcome, reasons, by, at
    decision.delegation, decision.on_behalf_of = under, under.from_post if under else None
    fields = ["outcome", "reasons", "decided_by", "decided_at", "delegation", "on_behalf_of"]
    decision.save(update_fields=fields)
    decision.replies.set(replies_to_build_on(dossier))
    _next_step_sent(dossier, by=by, at=at)
    name = "approved" if outcome == Outcome.APPROVED else "rejected"
    said: dict[str, Any] = {"draft": decision.version, "reasons": reasons} | in_place_of(under)
    return changed(dossier, name, by=by, at=at, fields=HOLDING, **said)


@transaction.atomic
def approve(*, dossier: Dossier, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Approve and sign; the dossier goes on to the records clerk."""
    dossier = locked(dossier, version=version)
    under = rules.check("approve", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    return _decide(dossier, Outcome.APPROVED, "", under=under, by=by, at=at)


@transaction.atomic
def reject(*, dossier: Dossier, reasons: str, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Reject with reasons: a signed result that is numbered and handed over like any other (law.md 1.3, move 10)."""
    dossier = locked(dossier, version=version)
    under = rules.check("reject", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    if not reasons.strip():
        raise Denied(_("Ghi rõ lý do từ chối để người dân biết."))
    return _decide(dossier, Outcome.REJECTED, reasons.strip(), under=under, by=by, at=at)


def _is_certification(dossier: Dossier) -> bool:
    return any(item.basis is FeeBasis.PAGE for item in dossier.procedure_version.definition.fees.items)


def _result_number(dossier: Dossier, outcome: str, at: dt.datetime) -> str:
    """Return the result's number: by unit, year and kind (a certification book, other results, refusals).

    One number for one paper in however many copies (TT 01/2020/TT-BTP; law.md 1.4).
    """
    year = local(at).year
    unit = dossier.signing_agency
    if outcome == Outcome.REJECTED:
        serial = next_number(scope=f"refusal:{unit.code}", period=str(year))
        return f"{serial}/{year}/TB-{unit.code_qd20 or unit.code}"
    if _is_certification(dossier):
        serial = next_number(scope=f"certification:{unit.code}:{dossier.procedure_code}", period=str(year))
        return f"{serial:04d}, quyển số 01/{year} - SCT/BS"
    serial = next_number(scope=f"result:{unit.code}", period=str(year))
    return f"{serial}/{year}/KQ-{unit.code_qd20 or unit.code}"


@transaction.atomic
def number(*, dossier: Dossier, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Number and seal the decided result: it is ready, and here being on time is judged (QĐ 766; law.md 1.6)."""
    dossier = locked(dossier, version=version)
    rules.check("number", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    decision = _latest(dossier)
    dossier.state, dossier.ready_at = State.RESULT_READY, at
    dossier.punctuality = punctuality_of(dossier, at) or ""
    dossier.holder_role, dossier.holder_agency = Role.INTAKE, agency_of_role(Role.INTAKE, dossier)
    dossier.holder = None
    decision.number = practice.marked(_result_number(dossier, decision.outcome, at))
    decision.numbered_by, decision.numbered_at = by, at
    decision.save(update_fields=["number", "numbered_by", "numbered_at"])
    fields = ["state", "ready_at", "punctuality", *HOLDING]
    return changed(
        dossier, "result_ready", by=by, at=at, fields=fields, number=decision.number, late=dossier.is_late(at)
    )
