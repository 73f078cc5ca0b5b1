"""The papers of a dossier: what they say is gathered here, what they look like stands in templates/papers.

A paper is issued once; asking for it again gives the very bytes that were issued.
"""

import datetime as dt
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from motcua import printing
from motcua.accounts import manners
from motcua.accounts.models import Post
from motcua.agencies.commands import next_number
from motcua.documents.commands import store
from motcua.documents.models import StoredFile
from motcua.dossiers import keeping
from motcua.dossiers.legal_sets import legal_set_on
from motcua.dossiers.models import Decision, Dossier, Handover, Paper, PaperKind
from motcua.dossiers.numbering import shown_pickup_code
from motcua.forms.papers import form_pdf
from motcua.lib.clock import local
from motcua.lib.money import in_words, vnd
from motcua.lib.outcomes import Denied
from motcua.people.models import Mandate, MandatePaper
from motcua.people.queries import shown_number
from motcua.worktime.explanation import limit_in_words

PDF = "application/pdf"
_SIGNS = {PaperKind.RECEIPT: "TTPVHCC", PaperKind.ROUTING_SLIP: "PKS-TTPVHCC"}


def _moment(moment: dt.datetime | None) -> dict[str, str] | None:
    if moment is None:
        return None
    here = local(moment)
    return {"hour": f"{here:%H}", "minute": f"{here:%M}", "date": f"{here:%d/%m/%Y}"}


def _heading(dossier: Dossier, at: dt.datetime, number: str) -> dict[str, Any]:
    day = local(at)
    return {
        "parent": dossier.units["competent"][1],
        "agency": dossier.units["intake"][1],
        "number": number,
        "place": dossier.competent_agency.short_name,
        "day": f"{day:%d}",
        "month": f"{day:%m}",
        "year": f"{day:%Y}",
        "phone": dossier.intake_agency.phone,
    }


def _principal(mandate: Mandate | None) -> dict[str, str] | None:
    """Return for whom the dossier was handed in, named as they were, and on which paper (form 01)."""
    if mandate is None:
        return None
    person, organisation = mandate.principal, mandate.organisation
    said = {
        "name": mandate.principal_name,
        "id_number": organisation.code if organisation else shown_number(person),
        "address": organisation.address if organisation else person.address if person else "",
        "phone": person.phone if person else "",
        "email": person.email if person else "",
    }
    return said | {"paper": paper_of(mandate)}


def paper_of(mandate: Mandate) -> str:
    """Return the authorisation paper in words, or the ground on which the law asks for none."""
    if mandate.paper == MandatePaper.BY_LAW:
        return mandate.ground
    words = str(MandatePaper(mandate.paper).label) if mandate.paper else ""
    return ", ".join(part for part in (words, mandate.paper_note) if part)


def receipt_data(dossier: Dossier, *, number: str, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return what form 01 says (Giấy tiếp nhận hồ sơ và hẹn trả kết quả; TT 03/2025/TT-VPCP, phụ lục I)."""
    person = dossier.submitter
    return {
        **_heading(dossier, at, number),
        "code": dossier.code,
        "pickup": shown_pickup_code(dossier.pickup_code),
        "applicant": {
            "name": dossier.applicant_name,
            "id_number": dossier.applicant_id_number,
            "address": person.address,
            "phone": dossier.applicant_phone,
            "email": person.email,
        },
        "principal": _principal(dossier.mandate),
        "subject": f"{dossier.procedure_name} (mã {dossier.procedure_code})",
        "documents": [
            {"name": paper.name, "kind": paper.kind, "replaced_by": paper.replaced_by}
            for paper in dossier.documents.order_by("pk")
        ],
        "sets": 1,
        "limit": limit_in_words(dossier.limit) if dossier.limit else "",
        "received": _moment(dossier.received_at),
        "promised": _moment(dossier.promised_at),
        "in_visit": dossier.in_visit and not dossier.slip_owed,
        "fee": f"{vnd(dossier.fee_due)} ({in_words(dossier.fee_due).lower()})" if dossier.fee_due else "",
        "exemption": dossier.fee_exemption,
        "return_at": dossier.units["intake"][1],
        "received_by": by.user.full_name,
    }


def _judged(step: Handover, ended_at: dt.datetime) -> str:
    """Say whether the step that a handover began ended early, on time or late, at its granularity: hours."""
    if step.step_due_at is None:
        return ""
    due, done = (local(moment).replace(minute=0, second=0, microsecond=0) for moment in (step.step_due_at, ended_at))
    return "Quá hạn" if done > due else "Đúng hạn" if done == due else "Trước hạn"


def routing_data(dossier: Dossier, *, number: str, at: dt.datetime) -> dict[str, Any]:
    """Return what the routing slip says (form 06 of TT 03/2025/TT-VPCP; form 05 of TT 01/2018), from the handovers."""
    handovers = dossier.handovers.select_related(
        "from_post__user", "from_post__agency", "to_agency", "confirmed_by__user"
    )
    rows = list(handovers)
    return {
        **_heading(dossier, at, number),
        "code": dossier.code,
        "handling": dossier.units["handling"][1],
        "received": _moment(dossier.received_at),
        "promised": _moment(dossier.promised_at),
        "rows": [
            {
                "giver": f"{row.from_post.agency.short_name}",
                "receiver": row.to_agency.short_name,
                "sent": _moment(row.sent_at),
                "taken": _moment(row.confirmed_at),
                "given_by": row.from_post.user.full_name,
                "taken_by": row.confirmed_by.user.full_name if row.confirmed_by else "",
                # What is judged is the step that ended with this handover: the one that the handover before it began.
                "result": _judged(rows[place - 1], row.sent_at) if place else "",
                "note": row.note,
            }
            for place, row in enumerate(rows)
        ],
    }


def result_data(dossier: Dossier, decision: Decision) -> dict[str, Any]:
    """Return what the result says: what was asked, what was decided, by whom, under which number."""
    at = decision.decided_at or decision.drafted_at
    return {
        **_heading(dossier, at, decision.number),
        "title": dossier.procedure_version.definition.results[0].name,
        "approved": decision.outcome == "APPROVED",
        "reasons": decision.reasons,
        "applicant": dossier.applicant_name,
        "subject": dossier.subject_name or dossier.applicant_name,
        "procedure": dossier.procedure_name,
        "code": dossier.code,
        "lines": decision.draft.get("lines", []),
        "text": decision.draft.get("text", ""),
        **_signature(decision),
    }


def _signature(decision: Decision) -> dict[str, str]:
    """Return the signature block; who signs in another's place signs under that one's title, by the decision named."""
    signer, lent = decision.decided_by, decision.delegation
    said = {"signer": signer.user.full_name if signer else "", "signer_title": signer.title if signer else ""}
    if lent is None:
        return said | {"for_title": "", "by_delegation": ""}
    for_title = f"{manners.mark_of(lent.manner)} {lent.from_post.title}"
    by_delegation = f"Theo ủy quyền của {lent.from_post.user.full_name}, {lent.decision}"
    return said | {"for_title": for_title, "by_delegation": by_delegation}


def _numbered(kind: PaperKind, dossier: Dossier, at: dt.datetime) -> str:
    sign = _SIGNS.get(kind)
    if sign is None:
        return ""
    year = local(at).year
    return f"{next_number(scope=f'paper:{dossier.intake_agency.code}:{kind}', period=str(year))}/{sign}"


def _content(
    kind: PaperKind, dossier: Dossier, number: str, *, by: Post, at: dt.datetime
) -> tuple[dict[str, Any], bytes]:
    legal = legal_set_on(local(dossier.submitted_at).date())
    pictures = {"qr": printing.qr_svg(dossier.pickup_code)}
    if kind == PaperKind.RECEIPT:
        data = receipt_data(dossier, number=number, by=by, at=at)
        return data, printing.render(legal.receipt_template, data, pictures)
    if kind == PaperKind.ROUTING_SLIP:
        data = routing_data(dossier, number=number, at=at)
        return data, printing.render(legal.routing_template, data, pictures)
    if kind == PaperKind.FORM:
        if dossier.form is None:
            raise Denied(_("Hồ sơ này không có tờ khai điện tử."))
        unit = dossier.competent_agency
        return {}, form_pdf(dossier.form, unit_name=unit.name, place=unit.short_name, at=dossier.submitted_at)
    if dossier.ready_at is None:
        raise Denied(_("Chưa có kết quả để in: chờ ký, vào số và đóng dấu."))
    decision = dossier.decisions.select_related("decided_by__user").order_by("-version")[0]
    data = result_data(dossier, decision)
    return data, printing.render("papers/result.typ", data, pictures)


def _stamp(kind: PaperKind, dossier: Dossier) -> int:
    """Return which version of a paper is due now: a routing slip grows with every handover, others are issued once."""
    return dossier.handovers.count() + 1 if kind == PaperKind.ROUTING_SLIP else 1


def issue(*, dossier: Dossier, kind: PaperKind, by: Post, at: dt.datetime) -> Paper:
    """Return the paper as it was issued, issuing it the first time it is asked for.

    The number is taken first and kept with the paper; drawing happens outside the write transaction.
    """
    version = _stamp(kind, dossier)
    kept = dossier.papers.select_related("file").filter(kind=kind, version=version).first()
    if kept is not None:
        return kept
    earlier = dossier.papers.filter(kind=kind).order_by("version").values_list("number", flat=True).first()
    number = earlier if earlier is not None else _numbered(kind, dossier, at)
    with translation.override("vi"):
        data, content = _content(kind, dossier, number, by=by, at=at)
    file = store(content, media_type=PDF, at=at)
    paper = _keep(dossier, kind, version, number, data, file, by=by, at=at)
    if kind == PaperKind.RESULT:
        keeping.keep_result(dossier, paper.file, at=at)
    return paper


def _keep(*what: Any, by: Post, at: dt.datetime) -> Paper:
    dossier, kind, version, number, data, file = what
    assert isinstance(file, StoredFile)
    legal = legal_set_on(local(dossier.submitted_at).date())
    # Someone may have issued it meanwhile: then theirs is the paper.
    paper, _new = Paper.objects.select_related("file").get_or_create(
        dossier=dossier,
        kind=kind,
        version=version,
        defaults={
            "legal_set": legal.name if kind in legal.numbers else "",
            "number": number,
            "file": file,
            "data": data,
            "issued_at": at,
            "issued_by": by,
        },
    )
    return paper
