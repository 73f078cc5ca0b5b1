"""The vault in use: what may be used again, each use with its purpose, and what holds no more."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.models import DigitalCopy, Dossier, VaultItem, VaultUse, Visit
from motcua.dossiers.queries import vault as queries
from motcua.dossiers.queries.copies import Component
from motcua.dossiers.rules.vault import check_can_revoke, check_can_stand_for
from motcua.events.record import note_access, record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


def offered(owner: Visit | Dossier, component: Component, *, item_id: int, at: dt.datetime) -> VaultItem:
    """Return the item if it may stand in for this component today; Denied for every other."""
    day = local(at).date()
    own = queries.held_by(queries.owner_person(owner), on=day)
    found = next((each for each in queries.fitting(own, component.requirement) if each.pk == item_id), None)
    if found is None:
        raise Denied(_("Bản này không dùng lại được: đã hết giá trị, bị thay thế, bị thu hồi hoặc của người khác."))
    return found


def note_use(item: VaultItem, copy: DigitalCopy, *, purpose: str, by: Post, at: dt.datetime) -> VaultUse:
    """Record a use with its purpose, and that somebody looked (NĐ 356/2025/NĐ-CP; CN29)."""
    said = f"Dùng lại cho: {purpose}"
    note_access(subjects=[f"vault:{item.pk}"], purpose=said[:120], by=by, at=at)
    return VaultUse.objects.create(item=item, copy=copy, purpose=said[:400], by=by, at=at)


@transaction.atomic
def revoke(*, item: VaultItem, reason: str, by: Post, at: dt.datetime, instead: VaultItem | None = None) -> VaultItem:
    """Say that a document no longer holds, and which stands in its place: it is never offered again.

    What was done with it stays as it was.
    """
    row = VaultItem.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=item.pk)
    check_can_revoke(row, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao thu hồi, kèm số quyết định nếu có."))
    if instead is not None:
        check_can_stand_for(instead, row, on=local(at).date())
    row.revoked_at, row.revoked_by, row.revoke_reason = at, by, reason.strip()[:400]
    row.superseded_by = instead
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason", "superseded_by"])
    assert row.dossier is not None
    # The dossier is locked, so that nobody else appends to its story meanwhile.
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=row.dossier.pk)
    said: dict[str, Any] = {"title": row.title, "reason": row.revoke_reason}
    said |= {"instead": instead.title} if instead else {}
    record(stream=dossier.stream, name="dossier.vault_revoked", by=by, at=at, **said)
    return row
