"""What goes into the vault: copies that an officer signed, results that the office issued."""

import datetime as dt

from django.db import transaction

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Decision, DigitalCopy, Dossier, Outcome, VaultItem, VaultKind, VaultSource
from motcua.dossiers.validity import valid_to
from motcua.lib.clock import local


def _keep(item: VaultItem) -> VaultItem:
    """Keep an item; what stood for the same component of the same dossier before is superseded by it."""
    before = VaultItem.objects.select_for_update().filter(
        dossier=item.dossier, kind=item.kind, key=item.key, superseded_by=None
    )
    old = before.first()
    if old is not None and old.file_id == item.file_id:
        return old
    if old is not None:
        # Set aside first, so that one component never has two current items.
        old.superseded_by = old
        old.save(update_fields=["superseded_by"])
    item.save(force_insert=True)
    if old is not None:
        old.superseded_by = item
        old.save(update_fields=["superseded_by"])
    return item


def keep_copy(dossier: Dossier, copy: DigitalCopy, *, at: dt.datetime) -> VaultItem | None:
    """Keep a copy that an officer signed; what itself came from the vault is not put in again."""
    if copy.signed is None:
        return None
    papers = dossier.procedure_version.definition.requirements
    months = next((each.valid_months for each in papers if each.key == copy.key), None)
    day = local(at).date()
    return _keep(
        VaultItem(
            person=dossier.submitter,
            kind=VaultKind.PAPER,
            key=copy.key,
            title=copy.name,
            procedure_code=dossier.procedure_code,
            file=copy.signed,
            pages=len(copy.pages),
            source=VaultSource.SIGNED,
            issued_on=day,
            valid_to=valid_to(day, months=months, typed=copy.valid_to),
            dossier=dossier,
            created_at=at,
        )
    )


@transaction.atomic
def keep_result(dossier: Dossier, file: StoredFile, *, at: dt.datetime) -> VaultItem | None:
    """Keep a granted result when its paper is issued; a rejection is no document to be used again."""
    results = dossier.procedure_version.definition.results
    decision = Decision.objects.filter(dossier=dossier).exclude(number="").order_by("-version").first()
    if decision is None or decision.outcome != Outcome.APPROVED or not results:
        return None
    day = local(decision.numbered_at or at).date()
    return _keep(
        VaultItem(
            person=dossier.submitter,
            kind=VaultKind.RESULT,
            key=results[0].code[:60],
            title=results[0].name[:400],
            procedure_code=dossier.procedure_code,
            file=file,
            source=VaultSource.ISSUED,
            issued_on=day,
            valid_to=valid_to(day, months=results[0].valid_months),
            dossier=dossier,
            created_at=at,
        )
    )
