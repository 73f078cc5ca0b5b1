"""Hand the result over; cancel a mistaken intake."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.undoing import settle_everything
from motcua.dossiers.commands.waits import COUNTED, recount
from motcua.dossiers.models import Delivery, Dossier, Proof
from motcua.dossiers.rules.collecting import check_can_collect
from motcua.dossiers.states import State
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


@transaction.atomic
def deliver(
    *,
    dossier: Dossier,
    to_name: str,
    proof: Proof,
    shown: str,
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Hand the result over to who may collect it (rules/collecting.py). Lateness never stands in the way."""
    dossier = locked(dossier, version=version)
    rules.check("deliver", dossier, by=by, at=at)
    if not to_name.strip():
        raise Denied(_("Ghi tên người nhận kết quả."))
    check_can_collect(dossier, proof=proof, shown=shown, on=local(at).date())
    note = shown.strip()[:400] if proof == Proof.MANDATE else ""
    Delivery.objects.create(dossier=dossier, to_name=to_name.strip(), proof=proof, mandate_note=note, by=by, at=at)
    dossier.state, dossier.ended_at = State.DELIVERED, at
    return changed(
        dossier, "delivered", by=by, at=at, fields=["state", "ended_at"], proof=proof, late=dossier.is_late(at)
    )


@transaction.atomic
def cancel(*, dossier: Dossier, reason: str, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Cancel a mistaken intake the same day. The code is not used again; the record stays."""
    dossier = locked(dossier, version=version)
    rules.check("cancel", dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao hủy để sau này tra lại được."))
    settle_everything(dossier, _("Hủy tiếp nhận nhầm."), by=by, at=at)
    recount(dossier)
    dossier.state, dossier.ended_at = State.CANCELLED, at
    return changed(dossier, "cancelled", by=by, at=at, fields=["state", "ended_at", *COUNTED], reason=reason.strip())
