"""Hand the result over, in the way it is wanted; change that way; cancel a mistaken intake."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from motcua.accounts.models import Post
from motcua.dossiers import returning, rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.undoing import settle_everything
from motcua.dossiers.commands.waits import COUNTED, recount
from motcua.dossiers.models import Delivery, Dossier, Proof, ReturnWay
from motcua.dossiers.returning import Wish
from motcua.dossiers.rules import collecting
from motcua.dossiers.states import State
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


@transaction.atomic
def deliver(
    *,
    dossier: Dossier,
    to_name: str,
    proof: str = "",
    shown: str = "",
    relation: str = "",
    way: str = ReturnWay.DIRECT,
    reference: str = "",
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Hand the result over: at the counter to who may collect it (rules/collecting.py), by post, or as a file.

    At the counter: known by what they `shown`, `relation` where it is somebody else. Sent: `reference` is the item's
    number, or where the file went. Lateness never stands in the way.
    """
    dossier = locked(dossier, version=version)
    rules.check("deliver", dossier, by=by, at=at)
    if not to_name.strip():
        raise Denied(_("Ghi tên người nhận kết quả."))
    delivery = Delivery(dossier=dossier, way=way, to_name=to_name.strip(), by=by, at=at)
    if way == ReturnWay.DIRECT:
        collecting.check_can_collect(dossier, proof=proof, shown=shown, on=local(at).date())
        collecting.check_who(dossier, to_name=to_name, relation=relation, proof=proof)
        delivery.proof, delivery.relation = proof, relation.strip()[:80]
        delivery.mandate_note = shown.strip()[:400] if proof == Proof.MANDATE else ""
    else:
        collecting.check_can_send(dossier, way=way, reference=reference)
        delivery.reference = reference.strip()[:120]
    delivery.save(force_insert=True)
    dossier.state, dossier.ended_at = State.DELIVERED, at
    with override("vi"):
        told = {"way": way, "proof": delivery.proof, "how": returning.handed_over(delivery)}
    return changed(dossier, "delivered", by=by, at=at, fields=["state", "ended_at"], late=dossier.is_late(at), **told)


@transaction.atomic
def change_return(
    *,
    dossier: Dossier,
    way: str,
    address: str = "",
    reason: str = "",
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Change how the result is wanted, until it is handed over. A receipt that was printed stays as it was."""
    dossier = locked(dossier, version=version)
    rules.check("change_return", dossier, by=by, at=at)
    if way not in ReturnWay.values:
        raise Denied(_("Chọn cách nhận kết quả: trực tiếp, bưu chính hay trực tuyến."))
    wish, before = Wish(way, address.strip()[:400] if way == ReturnWay.POST else ""), returning.of_dossier(dossier)
    if way == ReturnWay.POST and not wish.address:
        raise Denied(_("Ghi địa chỉ để gửi kết quả qua bưu chính."))
    if wish == before:
        raise Denied(_("Hồ sơ đã đăng ký cách nhận này rồi."))
    dossier.return_way, dossier.return_address = wish.way, wish.address
    with override("vi"):
        told = {"to": returning.in_words(wish), "before": returning.in_words(before), "reason": reason.strip()}
    fields = ["return_way", "return_address"]
    return changed(dossier, "return_changed", by=by, at=at, fields=fields, **told)


@transaction.atomic
def cancel(*, dossier: Dossier, reason: str, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Cancel a mistaken intake the same day. The code is not used again; the record stays."""
    dossier = locked(dossier, version=version)
    rules.check("cancel", dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao hủy để sau này tra lại được."))
    settle_everything(dossier, gettext_lazy("Hủy tiếp nhận nhầm."), by=by, at=at)
    recount(dossier)
    dossier.state, dossier.ended_at = State.CANCELLED, at
    return changed(dossier, "cancelled", by=by, at=at, fields=["state", "ended_at", *COUNTED], reason=reason.strip())
