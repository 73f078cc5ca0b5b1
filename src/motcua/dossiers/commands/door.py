"""Before acceptance: handed in under a code without a clock, accepted later with the same code, or refused (form 03).

law.md 1.3, moves 1 to 4; NĐ 118/2025/NĐ-CP art. 17.2a and 17.3 as amended.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import filings, numbering, rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.intake import (
    clock_of,
    documents_of,
    facts_of,
    first_event,
    give_codes,
    kept_answer,
    received_details,
)
from motcua.dossiers.intakes import Intake, as_it_stands
from motcua.dossiers.models import Dossier, Refusal, SubmittedDocument
from motcua.dossiers.rules import door
from motcua.dossiers.states import State
from motcua.events.record import remember_answer
from motcua.lib.outcomes import Denied


def submit(*, intake: Intake, by: Post, at: dt.datetime, key: str = "") -> Dossier:
    """Keep what was handed in and cannot be accepted yet: a code, the form as far as it is, the papers, no clock."""
    before = kept_answer(key)
    if before is not None:
        return before[0]
    door.check_can_submit(intake, by=by, at=at)
    facts = facts_of(intake, by=by, at=at)
    dossier = Dossier(state=State.SUBMITTED, submitted_at=at, moved_at=at, created_by=by, slip_owed=False, **facts)
    dossier.filing = intake.filing
    with transaction.atomic(savepoint=False):
        give_codes([dossier], by=by, at=at)
        remember_answer(key=key, act="submit", answer=[dossier.code], by=by, at=at)
        dossier.save(force_insert=True)
        SubmittedDocument.objects.bulk_create(documents_of(dossier, intake))
        details = {"procedure": dossier.procedure_code, "channel": dossier.channel, "units": dossier.units}
        details |= filings.told(intake.filing)
        first_event(dossier, "dossier.submitted", details, by=by, at=at).save(force_insert=True)
    return dossier


def keep_what_was_brought(dossier: Dossier, intake: Intake, *, by: Post, at: dt.datetime) -> list[str]:
    """Write into a locked dossier what a later visit says of it; return the changed fields. The caller saves."""
    facts = facts_of(intake, by=by, at=at)
    for name, value in facts.items():
        setattr(dossier, name, value)
    have = set(dossier.documents.values_list("key", flat=True))
    SubmittedDocument.objects.bulk_create(row for row in documents_of(dossier, intake) if row.key not in have)
    return list(facts)


@transaction.atomic
def bring(*, dossier: Dossier, intake: Intake, by: Post, at: dt.datetime) -> Dossier:
    """Keep what a person brought for a dossier that still cannot be accepted; it stays before acceptance."""
    dossier = locked(dossier)
    if dossier.state != State.SUBMITTED:
        raise Denied(_("Hồ sơ này không còn chờ tiếp nhận: mở hồ sơ để xem."))
    door.check_can_submit(intake, by=by, at=at)
    fields = keep_what_was_brought(dossier, intake, by=by, at=at)
    return changed(dossier, "brought", by=by, at=at, fields=fields)


@transaction.atomic
def receive(
    *, dossier: Dossier, intake: Intake | None = None, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Accept a dossier that was handed in before: everything is checked, the clock starts now, the code stays.

    `intake` is what a visit says of it now; without one the dossier is accepted as it stands.
    """
    dossier = locked(dossier, version=version)
    door.check_can_receive(dossier, by=by, at=at, intake=intake)
    said = intake or as_it_stands(dossier)
    fields = keep_what_was_brought(dossier, said, by=by, at=at)
    clock = clock_of(said, by=by, at=at)
    for name, value in clock.items():
        setattr(dossier, name, value)
    details = received_details(dossier)
    fields += [*clock, *numbering.enter_in_book(dossier, at=at)]
    return changed(dossier, "received", by=by, at=at, fields=fields, **details)


@transaction.atomic
def refuse(
    *,
    dossier: Dossier,
    reason: str,
    legal_basis: str = "",
    instead: str = "",
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Refuse at the door (form 03): why, on what ground, and where to go or what to do instead."""
    dossier = locked(dossier, version=version)
    rules.check("refuse", dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao không tiếp nhận: người dân được đọc lý do này."))
    words = {"reason": reason.strip(), "legal_basis": legal_basis.strip(), "instead": instead.strip()}
    Refusal.objects.create(dossier=dossier, by=by, at=at, **words)
    dossier.supplement_requests.filter(answered_at=None, lapsed_at=None).update(lapsed_at=at)
    dossier.state, dossier.ended_at = State.REFUSED, at
    return changed(dossier, "refused", by=by, at=at, fields=["state", "ended_at"], **words)
