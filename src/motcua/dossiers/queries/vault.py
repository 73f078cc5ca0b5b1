"""What of the vault may stand in for a component: the same person's, still valid, neither superseded nor revoked."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from motcua.dossiers.models import Dossier, VaultItem, VaultKind, Visit
from motcua.dossiers.models.vault import VaultItemQuerySet
from motcua.lib import practice
from motcua.lib.vietnamese import fold
from motcua.people.models import Person
from motcua.procedures.definition import Requirement

# A title shorter than this says too little to be found in another's name.
_TELLING = 12
_EARLIER = "ho_so_truoc:"


def owner_person(owner: Visit | Dossier) -> Person | None:
    """Return whose vault is opened: who stands at the counter, or who handed the dossier in."""
    if isinstance(owner, Dossier):
        return owner.submitter
    number = owner.person_data.get("id_number") or ""
    return Person.objects.with_number(number).first() if number else None


def held_by(person: Person | None, *, on: dt.date) -> list[VaultItem]:
    """Return everything of a person that holds on a day, the latest first; rows that were merged are one person."""
    return [] if person is None else list(_of(person).good_on(on).select_related("dossier", "file"))


def ended_of(person: Person | None, *, on: dt.date) -> list[VaultItem]:
    """Return what ran out or was revoked, the latest first; what has a newer one in its place is not among them."""
    if person is None:
        return []
    rows = (
        _of(person).exclude(pk__in=_of(person).good_on(on)).filter(Q(superseded_by=None) | Q(revoked_at__isnull=False))
    )
    return list(rows.select_related("dossier", "superseded_by"))


def _of(person: Person) -> VaultItemQuerySet:
    kept = person.merged_into or person
    own: VaultItemQuerySet = VaultItem.objects.filter(Q(person=kept) | Q(person__merged_into=kept))
    return own.exclude(dossier__training=not practice.is_on())


def kept_here(dossier: Dossier) -> list[VaultItem]:
    """Return all that the dossier's authority ever kept of who handed it in, and what no dossier brought."""
    rows = _of(dossier.submitter).filter(Q(dossier=None) | Q(dossier__authority=dossier.authority))
    related = ("dossier", "superseded_by", "revoked_by__user")
    return list(rows.select_related(*related).prefetch_related("uses__by__user"))


def fitting(items: Sequence[VaultItem], requirement: Requirement) -> list[VaultItem]:
    """Return which of them may stand in for a component (MA_KQ_THAYTHE of the national data; law.md 1.11)."""
    return [item for item in items if _fits(item, requirement)]


def _fits(item: VaultItem, requirement: Requirement) -> bool:
    if item.kind == VaultKind.PAPER:
        return item.key == requirement.key and fold(item.title) == fold(requirement.name[:400])
    named = {item.key, f"{_EARLIER}{item.procedure_code}"}
    if named & set(requirement.replaceable_by):
        return True
    return len(item.title) >= _TELLING and fold(requirement.name).startswith(fold(item.title))
