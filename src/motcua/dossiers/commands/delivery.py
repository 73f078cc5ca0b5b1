"""Hand the result over; cancel a mistaken intake."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.models import Delivery, Dossier, Proof
from motcua.dossiers.states import State
from motcua.lib import codes
from motcua.lib.outcomes import Denied


def _check_proof(dossier: Dossier, proof: Proof, shown: str) -> None:
    """See that what the receiver showed is this dossier's: its pick-up code, its code on the slip, or the ID number."""
    digits = "".join(shown.split())
    expected = {
        Proof.CODE: codes.normalise(shown) == dossier.pickup_code,
        Proof.SLIP: digits in {dossier.code, dossier.pickup_code} or codes.normalise(shown) == dossier.pickup_code,
        Proof.ID: bool(dossier.applicant_id_number) and digits == dossier.applicant_id_number,
    }
    if not expected[proof]:
        raise Denied(_("Không khớp với hồ sơ này: xem lại giấy tờ người nhận đưa, hoặc chọn cách xác nhận khác."))


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
    """Hand the result to the applicant, known by code, slip or ID card. Lateness never stands in the way."""
    dossier = locked(dossier, version=version)
    rules.check("deliver", dossier, by=by, at=at)
    if not to_name.strip():
        raise Denied(_("Ghi tên người nhận kết quả."))
    _check_proof(dossier, proof, shown)
    Delivery.objects.create(dossier=dossier, to_name=to_name.strip(), proof=proof, by=by, at=at)
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
    dossier.state, dossier.ended_at = State.CANCELLED, at
    return changed(dossier, "cancelled", by=by, at=at, fields=["state", "ended_at"], reason=reason.strip())
