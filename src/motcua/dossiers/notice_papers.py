"""What the office's notices say: forms 02 to 05, and the note of a result handed over; each from its row."""

from typing import Any

from motcua.dossiers.models import Apology, Delivery, Dossier, Refusal, ReturnWay, StopNotice, SupplementRequest
from motcua.dossiers.paper_parts import competent_heading, heading, matter, moment, signature


def supplement_data(dossier: Dossier, asked: SupplementRequest) -> dict[str, Any]:
    """Return what form 02 says: all that is missing, why, whom to ask (NĐ 118/2025/NĐ-CP art. 17.2a as amended)."""
    return {
        **heading(dossier, asked.asked_at),
        **matter(dossier),
        "items": list(asked.items),
        "reason": asked.reason,
        "guidance": asked.guidance,
        "close_on": f"{asked.close_on:%d/%m/%Y}" if asked.close_on else "",
        "signed_by": asked.asked_by.user.full_name,
    }


def refusal_data(dossier: Dossier, refusal: Refusal) -> dict[str, Any]:
    """Return what form 03 says: not taken in, why, on what ground, what to do instead."""
    return {
        **heading(dossier, refusal.at),
        **matter(dossier),
        "reason": refusal.reason,
        "legal_basis": refusal.legal_basis,
        "instead": refusal.instead,
        "signed_by": refusal.by.user.full_name,
    }


def apology_data(dossier: Dossier, apology: Apology) -> dict[str, Any]:
    """Return what form 04 says; it is signed by who approved it (law.md 1.3, move 11)."""
    assert apology.approved_at is not None
    return {
        **competent_heading(dossier, apology.approved_at),
        **matter(dossier),
        "received": moment(dossier.received_at),
        "received_at_unit": dossier.units["intake"][1],
        "promised": moment(apology.due_before),
        "reason": apology.reason,
        "new_due": moment(apology.new_due_at),
        **signature(dossier, apology.approved_by, apology.delegation),
    }


def stop_data(dossier: Dossier, notice: StopNotice) -> dict[str, Any]:
    """Return what form 05 of TT 03/2025/TT-VPCP says (art. 7): at whose wish it stopped, if anybody asked, and why."""
    return {
        **heading(dossier, notice.at),
        **matter(dossier),
        "received": moment(dossier.received_at or dossier.submitted_at),
        "asked_by": notice.asked_by_name,
        "stopped": moment(notice.at),
        "reason": notice.reason,
        "signed_by": notice.by.user.full_name,
    }


def delivery_data(dossier: Dossier, delivery: Delivery) -> dict[str, Any]:
    """Return what the note of a delivered result says: what, to whom, known by what, when (law.md 1.3, move 13)."""
    decision = dossier.decisions.exclude(outcome="").order_by("-version").first()
    return {
        **heading(dossier, delivery.at),
        **matter(dossier),
        "result": dossier.procedure_version.definition.results[0].name,
        "result_number": decision.number if decision else "",
        "to_name": delivery.to_name,
        "way": str(ReturnWay(delivery.way).label),
        "direct": delivery.way == ReturnWay.DIRECT,
        "proof": str(delivery.get_proof_display()).lower(),
        "mandate": delivery.mandate_note,
        "relation": delivery.relation,
        "reference": delivery.reference,
        "address": dossier.return_address if delivery.way == ReturnWay.POST else "",
        "received": moment(dossier.received_at),
        "promised": moment(dossier.promised_at),
        "delivered": moment(delivery.at),
        "signed_by": delivery.by.user.full_name,
    }
