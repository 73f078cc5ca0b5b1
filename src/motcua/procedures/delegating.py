"""Competence lent by one agency to another: taken in row by row, ended with a reason, each with its history."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures import rules
from motcua.procedures.models import CompetenceDelegation
from motcua.worktime.deadlines import Limit
from motcua.worktime.explanation import limit_in_words


@dataclass(frozen=True, slots=True)
class Competence:
    """What a decision says of one procedure."""

    from_agency: Agency
    to_agency: Agency
    procedure_code: str
    decision: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    limit: Limit | None = None
    signature: str = ""


def as_recorded(row: CompetenceDelegation) -> dict[str, Any]:
    """Return what the history keeps of one, in Vietnamese."""
    with override("vi"):
        limit = limit_in_words(row.limit) if row.limit else None
    return {
        "from": row.from_agency.name,
        "to": row.to_agency.name,
        "procedures": row.procedure_code,
        "decision": row.decision,
        "signature": row.signature,
        "limit": limit,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }


@transaction.atomic
def lend_competence(said: Competence, *, by: Post, at: dt.datetime) -> str:
    """Take one in: "new", "changed" or "same". One that has begun changes its last day only."""
    on = local(at).date()
    # The receiving agency's row is locked: two decisions about one procedure wait for each other.
    Agency.objects.select_for_update(of=("self",)).get(pk=said.to_agency.pk)
    rules.check_can_lend(said.from_agency, said.to_agency, said.procedure_code, by=by, on=on)
    rules.check_period(said.from_agency, said.to_agency, said.starts_on, said.ends_on)
    if not said.decision.strip():
        raise Denied(_("Ghi số, ngày của quyết định ủy quyền."))
    row = _kept(said)
    new = row is None
    row = row or CompetenceDelegation(
        from_agency=said.from_agency,
        to_agency=said.to_agency,
        procedure_code=said.procedure_code,
        starts_on=said.starts_on,
    )
    before = {} if new else as_recorded(row)
    _put(row, said)
    after = as_recorded(row)
    if before == after:
        return "same"
    if not new:
        rules.check_can_change_competence(before, after, starts_on=row.starts_on, on=on)
    rules.check_one_competence(row)
    row.save()
    name = "lent" if new else "changed"
    record_change(name, kind="competence", key=row.pk, by=by, at=at, before=before, after=after)
    return "new" if new else "changed"


def _kept(said: Competence) -> CompetenceDelegation | None:
    rows = CompetenceDelegation.objects.select_for_update(of=("self",)).select_related("from_agency", "to_agency")
    return rows.filter(
        from_agency=said.from_agency,
        to_agency=said.to_agency,
        procedure_code=said.procedure_code,
        starts_on=said.starts_on,
        revoked_at=None,
    ).first()


def _put(row: CompetenceDelegation, said: Competence) -> None:
    row.decision, row.signature, row.ends_on = said.decision.strip(), said.signature.strip(), said.ends_on
    row.limit_kind = said.limit.kind if said.limit else ""
    row.limit_value = said.limit.value if said.limit else 0


@transaction.atomic
def end_competence(row: CompetenceDelegation, *, reason: str, by: Post, at: dt.datetime) -> None:
    """Take competence back at once; dossiers received under it keep what they were received under."""
    row = CompetenceDelegation.objects.select_for_update(of=("self",)).get(pk=row.pk)
    rules.check_can_lend(row.from_agency, row.to_agency, row.procedure_code, by=by, on=local(at).date())
    if row.revoked_at is not None:
        raise Denied(_("Ủy quyền này đã được thu hồi."))
    if not reason.strip():
        raise Denied(_("Ghi vì sao thu hồi."), about="reason")
    row.revoked_at, row.revoke_reason = at, reason.strip()
    row.save(update_fields=["revoked_at", "revoke_reason"])
    record_change("revoked", kind="competence", key=row.pk, by=by, at=at, reason=row.revoke_reason)
