"""What several papers say alike: the heading, moments, the applicant, whether a step ended early, on time or late."""

import datetime as dt
from typing import Any

from motcua.accounts import manners
from motcua.accounts.models import Delegation, Post
from motcua.dossiers import judgement
from motcua.dossiers.judgement import READINGS, Punctuality
from motcua.dossiers.models import Dossier
from motcua.dossiers.numbering import shown_pickup_code
from motcua.lib.clock import local
from motcua.worktime.deadlines import LimitKind

LATE = READINGS[Punctuality.LATE].column


def moment(of: dt.datetime | None) -> dict[str, str] | None:
    """Return a moment as the forms write it: hour, minute, date."""
    if of is None:
        return None
    here = local(of)
    return {"hour": f"{here:%H}", "minute": f"{here:%M}", "date": f"{here:%d/%m/%Y}"}


def heading(dossier: Dossier, at: dt.datetime) -> dict[str, Any]:
    """Return the head of a paper of the one-stop unit: the units as they were, place and day."""
    said = {
        "parent": dossier.units.get("signing", dossier.units["competent"])[1],
        "agency": dossier.units["intake"][1],
        "phone": dossier.intake_agency.phone,
        **place_and_day(dossier, at),
    }
    own = dossier.intake_agency.authority
    return said | {"parent": own.name, "place": own.short_name} if dossier.elsewhere and own else said


def waits_for(dossier: Dossier) -> str:
    """Return what stands in the place of the promise while the competent agency has not received the dossier."""
    words = "tính từ khi {} nhận hồ sơ (Nghị định 309/2026/NĐ-CP, Điều 17)"
    return words.format(dossier.units["competent"][1]) if dossier.clock_waits else ""


def competent_heading(dossier: Dossier, at: dt.datetime) -> dict[str, Any]:
    """Return the head of a paper that the competent agency itself issues."""
    above = dossier.signing_agency.parent
    return {
        "parent": above.name if above else "",
        "agency": dossier.units.get("signing", dossier.units["competent"])[1],
        "phone": dossier.signing_agency.phone or dossier.intake_agency.phone,
        **place_and_day(dossier, at),
    }


def place_and_day(dossier: Dossier, at: dt.datetime) -> dict[str, str]:
    """Return where and on which day a paper is made out."""
    day = local(at)
    return {"place": dossier.signing_agency.short_name, "day": f"{day:%d}", "month": f"{day:%m}", "year": f"{day:%Y}"}


def applicant(dossier: Dossier) -> dict[str, str]:
    """Return who handed it in, as the dossier keeps it."""
    person = dossier.submitter
    return {
        "name": dossier.applicant_name,
        "id_number": dossier.applicant_id_number,
        "address": person.address,
        "phone": dossier.applicant_phone,
        "email": person.email,
    }


def matter(dossier: Dossier) -> dict[str, Any]:
    """Return what every paper says of the dossier: its code, its QR, who, about what."""
    return {
        "code": dossier.code,
        "qr": dossier.pickup_code,
        "pickup": shown_pickup_code(dossier.pickup_code),
        "applicant": applicant(dossier),
        "subject": f"{dossier.procedure_name} (mã {dossier.procedure_code})",
    }


def book(dossier: Dossier) -> dict[str, str]:
    """Return its line in the register: which book, which ordinal; empty while it stands in none."""
    if dossier.book_ordinal is None:
        return {"name": "", "ordinal": ""}
    return {"name": f"{dossier.book_sector}/{dossier.book_year}", "ordinal": str(dossier.book_ordinal)}


def signature(dossier: Dossier, signer: Post | None, lent: Delegation | None) -> dict[str, str]:
    """Return the signature block; who signs in another's place signs under that one's title, by the decision named.

    A deputy does so by their own office.
    """
    said = {"signer": signer.user.full_name if signer else "", "signer_title": signer.title if signer else ""}
    competence = dossier.received_under
    if lent is None and competence is not None:
        by_delegation = f"Theo ủy quyền của {competence.from_agency.name}, {competence.decision}"
        return said | {"for_title": competence.signature, "by_delegation": by_delegation}
    if lent is None:
        return said | {"for_title": manners.above(said["signer_title"]), "by_delegation": ""}
    for_title = f"{manners.mark_of(lent.manner)} {lent.from_post.title}"
    by_delegation = f"Theo ủy quyền của {lent.from_post.user.full_name}, {lent.decision}"
    return said | {"for_title": for_title, "by_delegation": by_delegation}


def judged(due: dt.datetime | None, ended_at: dt.datetime) -> str:
    """Say whether a step ended early, on time or late; steps are promised in hours."""
    if due is None:
        return ""
    return READINGS[judgement.judged(LimitKind.WORKING_HOURS, due_at=due, ready_at=ended_at)].column
