"""One receipt for several dossiers of one person in one visit, and the record of the papers that changed hands."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import issuing, returning
from motcua.dossiers.models import Dossier, Paper, PaperKind, SubmittedDocument, Visit
from motcua.dossiers.paper_parts import applicant, book, heading, matter, moment, waits_for
from motcua.lib.clock import local
from motcua.lib.money import vnd
from motcua.lib.outcomes import Denied
from motcua.worktime.explanation import limit_in_words


def accepted(visit: Visit) -> list[Dossier]:
    """Return the dossiers that this visit took in, in their order."""
    return list(
        visit.dossiers.filter(received_at__isnull=False)
        .select_related("submitter", "intake_agency", "competent_agency")
        .prefetch_related("documents")
        .order_by("pk")
    )


def basket_data(dossiers: list[Dossier], *, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return what the common receipt says: form 01 once, with a part for each dossier."""
    first = dossiers[0]
    return {
        **heading(first, at),
        "applicant": applicant(first),
        "dossiers": [_part(each) for each in dossiers],
        "return_at": "; ".join(dict.fromkeys(map(returning.written, dossiers))),
        "received_by": by.user.full_name,
        "qrs": [each.pickup_code for each in dossiers],
    }


def _part(dossier: Dossier) -> dict[str, Any]:
    exempt = f"miễn ({dossier.fee_exemption})" if dossier.fee_exemption else "không thu"
    return {
        **{name: value for name, value in matter(dossier).items() if name != "applicant"},
        "documents": [_document(each) for each in dossier.documents.all()],
        "limit": limit_in_words(dossier.limit) if dossier.limit else "",
        "received": moment(dossier.received_at),
        "promised": moment(dossier.promised_at),
        "waits": waits_for(dossier),
        "fee": vnd(dossier.fee_due) if dossier.fee_due else exempt,
        "book": book(dossier),
    }


def _document(row: SubmittedDocument) -> dict[str, Any]:
    notes = {"PRESENT": "xuất trình, đã trả lại"} if not row.kept_where else {}
    return {
        "name": row.name,
        "originals": row.originals or "",
        "copies": row.copies or "",
        "note": "thay bằng dữ liệu" if row.replaced_by else notes.get(row.kind, ""),
    }


def record_data(dossiers: list[Dossier], *, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return what the handover record says: who gave, who took, every paper with its numbers."""
    first = dossiers[0]
    return {
        **heading(first, at),
        "applicant": applicant(first),
        "handed": moment(first.submitted_at),
        "dossiers": [_part(each) for each in dossiers],
        "received_by": by.user.full_name,
    }


SAYS: dict[PaperKind, Callable[..., dict[str, Any]]] = {
    PaperKind.BASKET_RECEIPT: basket_data,
    PaperKind.HANDOVER_RECORD: record_data,
}


def issue(*, visit: Visit, kind: PaperKind, by: Post, at: dt.datetime) -> Paper:
    """Return a paper of a whole visit as it was issued, issuing it the first time it is asked for."""
    dossiers = accepted(visit)
    if len(dossiers) < 2:
        raise Denied(_("Giấy chung cần từ hai hồ sơ của một người trong một lượt: in giấy tiếp nhận của hồ sơ."))
    first = dossiers[0]
    order = issuing.Order(
        kind=kind,
        matter=visit,
        law_day=local(first.submitted_at).date(),
        intake=first.intake_agency,
        competent=first.competent_agency,
        training=first.training,
    )
    return issuing.issue(order, lambda: SAYS[kind](dossiers, by=by, at=at), by=by, at=at)
