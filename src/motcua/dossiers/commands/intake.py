"""Take dossiers in: the moment from which the clock runs (NĐ 118/2025/NĐ-CP art. 17 as amended)."""

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.db import transaction

from motcua.accounts.models import Post, Role
from motcua.dossiers import intakes as said
from motcua.dossiers import numbering
from motcua.dossiers.following import tell
from motcua.dossiers.intakes import Intake
from motcua.dossiers.models import Dossier, SubmittedDocument
from motcua.dossiers.rules import door
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.events.record import answered, new_event, remember_answer
from motcua.lib.clock import local
from motcua.lib.vietnamese import fold
from motcua.people.queries import shown_number
from motcua.procedures.definition import RequirementKind


def _persons(intake: Intake) -> dict[str, Any]:
    person, mandate = intake.submitter, intake.mandate
    return {
        "submitter": person,
        "mandate": mandate,
        "representative": mandate.representative if mandate else None,
        "subject_name": intake.subject_name or (mandate.principal_name[:120] if mandate else ""),
        "applicant_name": person.full_name,
        "applicant_folded": fold(person.full_name),
        "applicant_id_number": shown_number(person),
        "applicant_phone": person.phone,
    }


def facts_of(intake: Intake, *, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return what a dossier keeps of what was handed in, clock or no clock."""
    definition = intake.version.definition
    units = said.units_of(by, intake, on=local(at).date())
    return {
        "procedure_version": intake.version,
        "procedure_code": definition.code,
        "procedure_name": definition.short_name,
        "case": intake.case,
        "channel": intake.channel,
        "return_way": intake.wish.way,
        "return_address": intake.wish.address,
        "authority": units.authority,
        "received_under": units.lent,
        "intake_agency": units.intake,
        "competent_agency": units.competent,
        "handling_agency": units.handling,
        "elsewhere": said.is_elsewhere(intake, by=by),
        "units": units.as_they_were(),
        "holder_role": Role.INTAKE,
        "holder_agency": units.intake,
        "holder": by,
        "form": intake.form,
        "visit": intake.visit,
        "quantities": dict(intake.quantities),
        "fee_exemption": intake.exemption,
        "duplicate_note": intake.duplicate_why,
        **_persons(intake),
    }


def clock_of(intake: Intake, *, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return what begins with acceptance: the clock, the promise, what is owed. The rules have been asked."""
    promise = said.promised(intake, by=by, at=at)
    return {
        "state": State.RECEIVED,
        "received_at": at,
        "fee_due": said.owed(intake).amount,
        "counted_from": promise.counted_from,
        "limit_kind": promise.limit.kind if promise.limit else "",
        "limit_value": promise.limit.value if promise.limit else 0,
        "limit_cutoff": promise.limit.cutoff if promise.limit else None,
        "promised_at": promise.promised_at,
        "due_at": promise.due_at,
        "in_visit": promise.in_visit,
        "slip_owed": promise.slip_owed,
        "slip_reason": promise.reason,
    }


def documents_of(dossier: Dossier, intake: Intake) -> list[SubmittedDocument]:
    """Return the rows for what was handed in, shown, or replaced by data; not yet saved."""
    return [
        SubmittedDocument(
            dossier=dossier,
            key=each.key,
            name=each.name[:400],
            kind=each.kind,
            originals=each.originals,
            copies=each.copies,
            replaced_by=intake.replaced.get(each.key, ""),
            seen_original=each.kind == RequirementKind.PRESENT and each.key not in intake.replaced,
        )
        for each in intake.version.definition.requirements
        if each.key in intake.met
    ]


def received_details(dossier: Dossier) -> dict[str, Any]:
    """Return what the event of an acceptance says."""
    details = {
        "procedure": dossier.procedure_code,
        "case": dossier.case,
        "channel": dossier.channel,
        "units": dossier.units,
        "due_at": dossier.due_at,
        "promised_at": dossier.promised_at,
        "slip_owed": dossier.slip_owed,
        "reason": dossier.slip_reason,
        "fee_due": dossier.fee_due,
        "exemption": dossier.fee_exemption,
    }
    if dossier.mandate is not None:
        details["mandate"] = {"for": dossier.mandate.principal_name, "paper": dossier.mandate.paper}
    return details | ({"duplicate_why": dossier.duplicate_note} if dossier.duplicate_note else {})


def first_event(dossier: Dossier, name: str, details: dict[str, Any], *, by: Post, at: dt.datetime) -> Event:
    """Return the event that a dossier's chain begins with, not yet saved."""
    return new_event(stream=dossier.stream, seq=1, previous_hash="", name=name, by=by, at=at, details=details)


def give_codes(
    dossiers: Sequence[Dossier], *, by: Post, at: dt.datetime, reserved: Sequence[numbering.Codes | None] = ()
) -> None:
    """Give each its codes, those reserved for it or the next; takes the lock of the unit's counter: call it late."""
    for dossier, kept in zip_longest(dossiers, reserved):
        codes = kept or numbering.next_codes(agency=by.agency, at=at)[0]
        dossier.code, dossier.pickup_code = codes


def kept_answer(key: str) -> list[Dossier] | None:
    """Return the dossiers that this key made before, or None."""
    codes = answered(key=key)
    if codes is None:
        return None
    kept = {dossier.code: dossier for dossier in Dossier.objects.filter(code__in=codes)}
    return [kept[code] for code in codes]


def take_in_all(*, intakes: Sequence[Intake], by: Post, at: dt.datetime, key: str = "") -> list[Dossier]:
    """Take a basket in: all of it or none, in one transaction; the same key gives the same dossiers again.

    Raises Denied with every reason. The unit's counter is locked late: desks beside it wait as little as can be.
    """
    before = kept_answer(key)
    if before is not None:
        return before
    for intake in intakes:
        door.check_can_take_in_all(intake, by=by, at=at)
    started = {"submitted_at": at, "moved_at": at, "created_by": by}
    dossiers = [Dossier(**started, **facts_of(each, by=by, at=at), **clock_of(each, by=by, at=at)) for each in intakes]
    with transaction.atomic(savepoint=False):
        give_codes(dossiers, by=by, at=at, reserved=[each.reserved for each in intakes])
        for dossier in dossiers:
            numbering.enter_in_book(dossier, at=at)
        remember_answer(key=key, act="receive", answer=[dossier.code for dossier in dossiers], by=by, at=at)
        for dossier in dossiers:
            dossier.save(force_insert=True)
        papers = [
            row for dossier, intake in zip(dossiers, intakes, strict=True) for row in documents_of(dossier, intake)
        ]
        SubmittedDocument.objects.bulk_create(papers)
        Event.objects.bulk_create(
            [first_event(each, "dossier.received", received_details(each), by=by, at=at) for each in dossiers]
        )
        tell(dossiers, "received", by=by, at=at)
    return dossiers


def take_in(*, intake: Intake, by: Post, at: dt.datetime, key: str = "") -> Dossier:
    """Take one new dossier in."""
    return take_in_all(intakes=[intake], by=by, at=at, key=key)[0]
