"""Ask the applicant for what is missing, take what was brought, close what was not: on both sides of acceptance."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.models import Post
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.handover import HOLDING, settle
from motcua.dossiers.commands.waits import COUNTED, begin_pause, end_pause, recount, working_days_after
from motcua.dossiers.models import Dossier, PauseKind, StopNotice, SupplementRequest
from motcua.dossiers.states import State
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import SupplementClock


@transaction.atomic
def ask_supplement(
    *,
    dossier: Dossier,
    items: Sequence[str],
    reason: str,
    guidance: str = "",
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Ask for everything that is missing or wrong, at one time: each thing, why, and how to mend it (form 02).

    What it does to the clock is the procedure's rule: nothing, or it stands still until the supplement comes.
    """
    dossier = locked(dossier, version=version)
    rules.check("ask_supplement", dossier, by=by, at=at)
    wanted = [text for each in items if (text := each.strip())]
    if not wanted:
        raise Denied(_("Ghi đủ các giấy tờ, thông tin cần bổ sung, mỗi thứ một dòng."))
    if not reason.strip():
        raise Denied(_("Ghi vì sao cần bổ sung để người dân biết."))
    if rules.is_receiver(dossier, by=by):
        settle(dossier, by=by, at=at)
    asked = _asked(dossier, wanted, reason.strip(), guidance.strip(), by=by, at=at)
    policy = dossier.procedure_version.definition.supplement
    if asked.in_processing and policy.clock is not SupplementClock.NONE:
        begin_pause(dossier, PauseKind.SUPPLEMENT, reason=asked.reason, at=at, basis=policy.legal_basis)
    dossier.state = State.AWAITING_SUPPLEMENT
    said: dict[str, Any] = {
        "in_processing": asked.in_processing,
        "counts_overdue": asked.counts_overdue,
        "ordinal": asked.ordinal,
    }
    said |= {"items": wanted, "reason": asked.reason, "close_on": asked.close_on}
    return changed(dossier, "supplement_asked", by=by, at=at, fields=["state", *HOLDING], **said)


def _asked(
    dossier: Dossier, items: list[str], reason: str, guidance: str, *, by: Post, at: dt.datetime
) -> SupplementRequest:
    in_processing = dossier.received_at is not None
    ordinal = dossier.supplement_requests.filter(in_processing=in_processing).count() + 1
    days = dossier.procedure_version.definition.supplement.close_after
    return SupplementRequest.objects.create(
        dossier=dossier,
        ordinal=ordinal,
        in_processing=in_processing,
        items=items,
        reason=reason,
        guidance=guidance,
        counts_overdue=in_processing and ordinal > 1,
        asked_by=by,
        asked_at=at,
        close_on=working_days_after(dossier, local(at).date(), days) if days else None,
    )


def _open(dossier: Dossier) -> SupplementRequest:
    return dossier.supplement_requests.get(answered_at=None, lapsed_at=None)


@transaction.atomic
def supplement(*, dossier: Dossier, answer: str, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Take what was brought; the dossier goes back to where it was asked for, its due time counted again."""
    dossier = locked(dossier, version=version)
    rules.check("supplement", dossier, by=by, at=at)
    if not answer.strip():
        raise Denied(_("Ghi người dân đã bổ sung những gì."))
    asked = _open(dossier)
    asked.answer, asked.answered_by, asked.answered_at = answer.strip(), by, at
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
    end_pause(dossier, at=at)
    dossier.state = State.IN_PROGRESS if asked.in_processing else State.SUBMITTED
    if asked.in_processing:
        recount(dossier)
    said = {"answer": asked.answer, "ordinal": asked.ordinal, "due_at": dossier.due_at}
    return changed(dossier, "supplemented", by=by, at=at, fields=["state", *COUNTED], **said)


@transaction.atomic
def close(*, dossier: Dossier, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Close a dossier whose last day for a supplement has passed, with its notice (form 05) that says so.

    The code is not used again; the record stays.
    """
    dossier = locked(dossier, version=version)
    rules.check("close", dossier, by=by, at=at)
    asked = _open(dossier)
    asked.lapsed_at = at
    asked.save(update_fields=["lapsed_at"])
    end_pause(dossier, at=at)
    recount(dossier)
    StopNotice.objects.create(dossier=dossier, reason=_not_brought(asked), by=by, at=at)
    dossier.state, dossier.ended_at = State.CANCELLED, at
    return changed(dossier, "closed", by=by, at=at, fields=["state", "ended_at", *COUNTED], close_on=asked.close_on)


def _not_brought(asked: SupplementRequest) -> str:
    """Return why it is closed, as the notice says it: what was asked for, and until when."""
    assert asked.close_on is not None  # without a last day nothing is closed
    said = {"day": f"{asked.close_on:%d/%m/%Y}", "items": "; ".join(asked.items)}
    with override("vi"):
        return (_("Quá ngày %(day)s mà chưa bổ sung: %(items)s") % said)[:1000]
