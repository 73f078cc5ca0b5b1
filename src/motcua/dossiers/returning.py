"""How the result is wanted: said once for a basket, kept with each dossier; in words for papers, pages, registers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.models import Delivery, Dossier, ReturnWay, Visit, VisitItem
from motcua.dossiers.visit_rules import is_filed_online
from motcua.procedures.definition import Definition


@dataclass(frozen=True, slots=True)
class Wish:
    """The way, and for the post where to."""

    way: str = ReturnWay.DIRECT
    address: str = ""


AT_THE_COUNTER = Wish()


def wish_of(visit: Visit) -> Wish:
    """Return what was said in a visit; unsaid, it is handed over at the counter, or online to whoever files online."""
    unsaid = ReturnWay.ONLINE if is_filed_online(visit) else ReturnWay.DIRECT
    return _wish(visit.return_way or unsaid, visit.return_address or address_of(visit))


def wish_for(visit: Visit, definition: Definition) -> Wish:
    """Return how the result of one procedure is wanted: who waits for it takes it along."""
    waits = definition.settled_at_once and not is_filed_online(visit)
    return AT_THE_COUNTER if waits else wish_of(visit)


def _wish(way: str, address: str) -> Wish:
    return Wish(way, address.strip()[:400] if way == ReturnWay.POST else "")


def address_of(visit: Visit) -> str:
    """Return where the person lives, as the card or the register says it today."""
    said = visit.person_data
    return str(said.get("address_today") or said.get("address") or "")


def is_asked(visit: Visit, items: Iterable[VisitItem]) -> bool:
    """Tell whether there is anything to ask: not of somebody who waits for every result."""
    basket = list(items)
    filed_online = bool(basket) and is_filed_online(visit)
    return filed_online or any(not item.procedure_version.definition.settled_at_once for item in basket)


def of_dossier(dossier: Dossier) -> Wish:
    """Return what a dossier keeps."""
    return Wish(dossier.return_way, dossier.return_address)


def in_words(wish: Wish) -> str:
    """Return a way as a page says it: Trực tiếp · Bưu chính, đến Thôn 2 …"""
    label = str(ReturnWay(wish.way).label)
    return _("%(way)s, đến %(address)s") % {"way": label, "address": wish.address} if wish.address else label


def written(dossier: Dossier) -> str:
    """Return what form 01 says after «Đăng ký nhận kết quả tại»: the unit, or the other way; Vietnamese."""
    with override("vi"):
        unit = dossier.units["intake"][1]
        return f"{unit} (trực tiếp)" if dossier.return_way == ReturnWay.DIRECT else in_words(of_dossier(dossier))


def handed_over(delivery: Delivery) -> str:
    """Return how a result was handed over: to whom, known by what; the item's number; where it was sent."""
    said = {"name": delivery.to_name, "reference": delivery.reference}
    if delivery.way == ReturnWay.POST:
        return _("Gửi bưu chính cho %(name)s, số hiệu %(reference)s") % said
    if delivery.way == ReturnWay.ONLINE:
        return _("Gửi bản điện tử cho %(name)s: %(reference)s") % said
    known = [str(delivery.get_proof_display()).lower(), delivery.mandate_note]
    said |= {"known": ", ".join(filter(None, known)), "relation": delivery.relation}
    if delivery.relation:
        return _("Trao tận tay %(name)s (%(relation)s), nhận biết bằng %(known)s") % said
    return _("Trao tận tay %(name)s, nhận biết bằng %(known)s") % said
