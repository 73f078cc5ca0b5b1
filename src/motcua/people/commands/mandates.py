"""Organisations the office has met, and who acts for whom."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from motcua.lib.vietnamese import fold, nfc
from motcua.people.models import Mandate, MandatePaper, Organisation, Person
from motcua.people.representation import Row
from motcua.people.rules import Acting


@dataclass(frozen=True, slots=True)
class SaidOfOrganisation:
    """What was said about an organisation; what is empty was not said."""

    code: str
    name: str
    address: str = ""
    representative_title: str = ""


@transaction.atomic(savepoint=False)
def remember_organisation(
    said: SaidOfOrganisation, *, representative: Person | None = None, at: dt.datetime
) -> Organisation:
    """Return the organisation with this code, made or updated; what was not said stays as it was."""
    fields = {
        "name": nfc(said.name),
        "folded_name": fold(said.name),
        "address": nfc(said.address),
        "representative_title": nfc(said.representative_title),
        "representative": representative,
    }
    row, created = Organisation.objects.select_for_update().get_or_create(
        code=said.code, defaults={**fields, "created_at": at, "updated_at": at}
    )
    changed = [name for name, value in fields.items() if value and value != getattr(row, name)]
    if not created and changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.updated_at = at
        row.save(update_fields=[*changed, "updated_at"])
    return row


def give_mandate(
    *,
    principal: Person | Organisation,
    representative: Person,
    acting: Acting,
    row: Row,
    scope: str,
    file_id: int | None = None,
    at: dt.datetime,
) -> Mandate:
    """Keep that one acts for the other: on the paper that was shown, or on the ground that `row` of the table gives.

    Names stay as they are now. Whether the paper is enough was asked before (rules.check_can_represent).
    """
    organisation = principal if isinstance(principal, Organisation) else None
    person = principal if isinstance(principal, Person) else None
    by_law = row.paper == MandatePaper.BY_LAW
    shown = acting.paper if acting.paper_note.strip() or file_id else ""
    return Mandate.objects.create(
        principal=person,
        organisation=organisation,
        representative=representative,
        principal_name=organisation.name if organisation else person.full_name if person else "",
        representative_name=representative.full_name,
        relation=acting.relation,
        scope=scope[:400],
        paper=row.paper if by_law else shown,
        paper_note=acting.paper_note.strip(),
        file_id=file_id,
        valid_from=acting.valid_from,
        valid_to=acting.valid_to,
        ground=f"{row.words} ({row.basis})"[:400] if by_law else "",
        created_at=at,
    )
