"""Two rows that are one person: proposed, confirmed by another, undone; nothing of either is lost.

Dossiers and visits keep the row they were made with and show the name as it was. Numbers move to the kept row, so that
whoever looks for an old number finds the person of today. The gone row stays and says into whom it went.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.events.record import record
from motcua.lib.outcomes import Denied
from motcua.people import rules
from motcua.people.commands.citizen_accounts import follow_merge, follow_parting
from motcua.people.commands.remembering import remember_number
from motcua.people.models import NumberKind, Person, PersonMerge, PersonNumber


@transaction.atomic
def propose_merge(*, kept: Person, gone: Person, reason: str, by: Post, at: dt.datetime) -> PersonMerge:
    """Say that two rows are one person, and why; nothing moves until somebody else has looked."""
    kept, gone = _locked(kept, gone)
    rules.check_can_propose_merge(kept, gone, by=by)
    if not reason.strip():
        raise Denied(_("Ghi vì sao đây là một người: giấy tờ nào cho biết."), about="reason")
    merge = PersonMerge.objects.create(kept=kept, gone=gone, reason=reason.strip(), proposed_by=by, proposed_at=at)
    record(stream=kept.stream, name="person.merge_proposed", by=by, at=at, gone=gone.pk, reason=merge.reason)
    return merge


@transaction.atomic
def answer_merge(*, merge: PersonMerge, confirmed: bool, by: Post, at: dt.datetime) -> PersonMerge:
    """Confirm, and two rows become one; or say that they are two people, and the proposal is closed."""
    row = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    row.kept, row.gone = _locked(row.kept, row.gone)
    rules.check_can_answer_merge(row, by=by)
    row.answered_by, row.answered_at, row.confirmed = by, at, confirmed
    if confirmed:
        row.moved = _move(row.kept, row.gone, at=at) | follow_merge(kept=row.kept, gone=row.gone, by=by, at=at)
    row.save(update_fields=["answered_by", "answered_at", "confirmed", "moved"])
    name = "person.merged" if confirmed else "person.merge_refused"
    record(stream=row.kept.stream, name=name, by=by, at=at, gone=row.gone_id, reason=row.reason, moved=row.moved)
    return row


@transaction.atomic
def undo_merge(*, merge: PersonMerge, reason: str, by: Post, at: dt.datetime) -> PersonMerge:
    """They were two people after all: what moved goes back. What was learnt since stays with the kept row."""
    row = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    row.kept, row.gone = _locked(row.kept, row.gone)
    rules.check_can_undo_merge(row, by=by)
    if not reason.strip():
        raise Denied(_("Ghi vì sao tách lại."), about="reason")
    PersonNumber.objects.filter(pk__in=row.moved["numbers"], person=row.kept).update(person=row.gone)
    Person.objects.filter(pk__in=row.moved["absorbed"], merged_into=row.kept).update(merged_into=row.gone)
    follow_parting(gone=row.gone, moved=row.moved)
    row.gone.merged_into = None
    row.gone.save(update_fields=["merged_into"])
    row.undone_by, row.undone_at, row.undo_reason = by, at, reason.strip()
    row.save(update_fields=["undone_by", "undone_at", "undo_reason"])
    record(stream=row.kept.stream, name="person.merge_undone", by=by, at=at, gone=row.gone_id, reason=row.undo_reason)
    return row


def _locked(*persons: Person) -> list[Person]:
    """Return the rows locked, always in the same order, so that two desks do not wait for each other."""
    keys = [person.pk for person in persons]
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [rows[key] for key in keys]


def _move(kept: Person, gone: Person, *, at: dt.datetime) -> dict[str, list[int]]:
    """Move what belongs to a person, not to a row; return what moved."""
    for person in (kept, gone):
        remember_number(person, NumberKind.ID, person.id_number, source="earlier", at=at)
        remember_number(person, NumberKind.OLD_ID, person.old_id_number, source="earlier", at=at)
    numbers = list(PersonNumber.objects.filter(person=gone).values_list("pk", flat=True))
    absorbed = list(gone.absorbed.values_list("pk", flat=True))
    PersonNumber.objects.filter(pk__in=numbers).update(person=kept)
    Person.objects.filter(pk__in=absorbed).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    return {"numbers": numbers, "absorbed": absorbed}
