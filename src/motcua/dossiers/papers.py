"""The papers of a dossier: which there may be, what they say; what they look like stands in templates/papers.

A paper is issued once; asking for it again gives the very bytes that were issued (issuing.py).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import filings, issuing, keeping, legal_sets, notice_papers, returning
from motcua.dossiers.models import Consultation, Decision, Dossier, Paper, PaperKind
from motcua.dossiers.paper_parts import (
    LATE,
    book,
    competent_heading,
    heading,
    judged,
    matter,
    moment,
    signature,
    waits_for,
)
from motcua.forms.papers import form_data, template_of
from motcua.lib.clock import local
from motcua.lib.money import in_words, vnd
from motcua.lib.outcomes import Denied
from motcua.people.models import Mandate, MandatePaper
from motcua.people.queries import shown_number
from motcua.worktime.explanation import limit_in_words

PDF = issuing.PDF


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


def receipt_data(dossier: Dossier, *, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return what form 01 says (Giấy tiếp nhận hồ sơ và hẹn trả kết quả; TT 03/2025/TT-VPCP, phụ lục I)."""
    return {
        **heading(dossier, at),
        **matter(dossier),
        "principal": _principal(dossier.mandate),
        "filed": filings.written(dossier),
        "documents": [
            {"name": paper.name, "kind": paper.kind, "replaced_by": paper.replaced_by}
            for paper in dossier.documents.order_by("pk")
        ],
        "sets": 1,
        "limit": limit_in_words(dossier.limit) if dossier.limit else "",
        "received": moment(dossier.received_at),
        "promised": moment(dossier.promised_at),
        "waits": waits_for(dossier),
        "in_visit": dossier.in_visit and not dossier.slip_owed,
        "fee": f"{vnd(dossier.fee_due)} ({in_words(dossier.fee_due).lower()})" if dossier.fee_due else "",
        "exemption": dossier.fee_exemption,
        "return_at": returning.written(dossier),
        "book": book(dossier),
        "received_by": by.user.full_name,
    }


def routing_data(dossier: Dossier, *, at: dt.datetime) -> dict[str, Any]:
    """Return what the routing slip says (form 06 of TT 03/2025/TT-VPCP; form 05 of TT 01/2018), from the handovers.

    Every agency has its line with its own result, coordinating ones too (law.md 1.7): theirs come from consultations.
    """
    asked = list(dossier.consultations.select_related("asked_by__user", "asked_by__agency").prefetch_related("replies"))
    rows = _handovers(dossier) + [(each.asked_at, _consulted(each, at)) for each in asked]
    return {
        **heading(dossier, at),
        **matter(dossier),
        "handling": dossier.units["handling"][1],
        "coordinating": "; ".join(dict.fromkeys(each.asked_name for each in asked)),
        "received": moment(dossier.received_at),
        "promised": moment(dossier.promised_at),
        "rows": [row for _sent, row in sorted(rows, key=lambda each: each[0])],
    }


def _handovers(dossier: Dossier) -> list[tuple[dt.datetime, dict[str, Any]]]:
    rows = list(
        dossier.handovers.select_related("from_post__user", "from_post__agency", "to_agency", "confirmed_by__user")
    )
    return [
        (
            row.sent_at,
            {
                "giver": row.from_post.agency.name,
                "receiver": row.to_agency.name,
                "sent": moment(row.sent_at),
                "taken": moment(row.confirmed_at),
                "given_by": row.from_post.user.full_name,
                "taken_by": row.confirmed_by.user.full_name if row.confirmed_by else "",
                # What is judged is the step that ended with this handover: the one that the handover before it began.
                "result": judged(rows[place - 1].step_due_at, row.sent_at) if place else "",
                "note": row.note,
            },
        )
        for place, row in enumerate(rows)
    ]


def _consulted(asked: Consultation, at: dt.datetime) -> dict[str, Any]:
    """Return the line of an agency that was asked: judged by its first reply; silence past the day is late."""
    first = next(iter(asked.replies.all()), None)
    silent = LATE if (asked.closed_at or at) > asked.reply_due_at else ""
    return {
        "giver": asked.asked_by.agency.name,
        "receiver": asked.asked_name,
        "sent": moment(asked.asked_at),
        "taken": moment(first.at) if first else None,
        "given_by": asked.asked_by.user.full_name,
        "taken_by": first.given_by if first else "",
        "result": judged(asked.reply_due_at, first.at) if first else silent,
        "note": "Lấy ý kiến: đã trả lời" if first else "Lấy ý kiến: chưa trả lời",
    }


def result_data(dossier: Dossier, decision: Decision) -> dict[str, Any]:
    """Return what the result says: what was asked, what was decided, by whom, under which number."""
    at = decision.decided_at or decision.drafted_at
    return {
        **(competent_heading if dossier.elsewhere else heading)(dossier, at),
        "title": dossier.procedure_version.definition.results[0].name,
        "approved": decision.outcome == "APPROVED",
        "reasons": decision.reasons,
        "applicant": dossier.applicant_name,
        "subject": dossier.subject_name or dossier.applicant_name,
        "procedure": dossier.procedure_name,
        "code": dossier.code,
        "qr": dossier.pickup_code,
        "lines": decision.draft.get("lines", []),
        "text": decision.draft.get("text", ""),
        **signature(dossier, decision.decided_by, decision.delegation),
    }


def _final(dossier: Dossier) -> Decision:
    return dossier.decisions.select_related("decided_by__user").order_by("-version")[0]


def _filled_form(dossier: Dossier) -> dict[str, Any]:
    assert dossier.form is not None
    unit = dossier.signing_agency
    return form_data(dossier.form, unit_name=unit.name, place=unit.short_name, at=dossier.submitted_at)


@dataclass(frozen=True, slots=True)
class _Rule:
    """When a paper's time has come, what it says, and why it is not there yet.

    `due` gives the keys it is about; with each, where a dossier can have several, since when.
    """

    due: Callable[[Dossier], Mapping[int, dt.datetime | None]]
    says: Callable[[Dossier, int, Post, dt.datetime], dict[str, Any]]
    not_yet: Callable[[], str]


def _once(true: object) -> dict[int, dt.datetime | None]:
    return {0: None} if true else {}


def _each(rows: Any, moment_of: str) -> dict[int, dt.datetime | None]:
    return dict(rows.order_by(moment_of, "pk").values_list("pk", moment_of))


_RULES: dict[PaperKind, _Rule] = {
    PaperKind.RECEIPT: _Rule(
        lambda dossier: _once(dossier.received_at),
        lambda dossier, _about, by, at: receipt_data(dossier, by=by, at=at),
        lambda: _("Chưa có giấy tiếp nhận: hồ sơ chưa được tiếp nhận."),
    ),
    PaperKind.SUPPLEMENT: _Rule(
        lambda dossier: _each(dossier.supplement_requests, "asked_at"),
        lambda dossier, about, _by, _at: notice_papers.supplement_data(
            dossier, dossier.supplement_requests.select_related("asked_by__user").get(pk=about)
        ),
        lambda: _("Hồ sơ này không có yêu cầu bổ sung nào."),
    ),
    PaperKind.REFUSAL: _Rule(
        lambda dossier: _once(hasattr(dossier, "refusal")),
        lambda dossier, _about, _by, _at: notice_papers.refusal_data(dossier, dossier.refusal),
        lambda: _("Hồ sơ này không bị từ chối tiếp nhận."),
    ),
    PaperKind.APOLOGY: _Rule(
        lambda dossier: _each(dossier.apologies.filter(approved_at__isnull=False), "approved_at"),
        lambda dossier, about, _by, _at: notice_papers.apology_data(
            dossier, dossier.apologies.select_related("approved_by__user", "delegation__from_post__user").get(pk=about)
        ),
        lambda: _("Chưa có văn bản xin lỗi được duyệt cho hồ sơ này."),
    ),
    PaperKind.STOP_NOTICE: _Rule(
        lambda dossier: _each(dossier.stop_notices, "at"),
        lambda dossier, about, _by, _at: notice_papers.stop_data(
            dossier, dossier.stop_notices.select_related("by__user").get(pk=about)
        ),
        lambda: _("Hồ sơ này không có thông báo dừng giải quyết."),
    ),
    PaperKind.FORM: _Rule(
        lambda dossier: _once(dossier.form_id),
        lambda dossier, _about, _by, _at: _filled_form(dossier),
        lambda: _("Hồ sơ này không có tờ khai điện tử."),
    ),
    PaperKind.ROUTING_SLIP: _Rule(
        lambda dossier: _once(dossier.received_at),
        lambda dossier, _about, _by, at: routing_data(dossier, at=at),
        lambda: _("Chưa có phiếu kiểm soát: hồ sơ chưa được tiếp nhận."),
    ),
    PaperKind.RESULT: _Rule(
        lambda dossier: _once(dossier.ready_at),
        lambda dossier, _about, _by, _at: result_data(dossier, _final(dossier)),
        lambda: _("Chưa có kết quả để in: chờ ký, vào số và đóng dấu."),
    ),
    PaperKind.DELIVERY_NOTE: _Rule(
        lambda dossier: _each(dossier.deliveries, "at"),
        lambda dossier, about, _by, _at: notice_papers.delivery_data(
            dossier, dossier.deliveries.select_related("by__user").get(pk=about)
        ),
        lambda: _("Chưa trả kết quả cho người dân."),
    ),
}


def _version(kind: PaperKind, dossier: Dossier) -> int:
    """Return which version of a paper is due now: a routing slip grows with every move of its way.

    A dossier that was reopened has a result for each decision that was numbered; others are issued once.
    """
    if kind == PaperKind.RESULT:
        return dossier.decisions.exclude(number="").count()
    if kind != PaperKind.ROUTING_SLIP:
        return 1
    confirmed = dossier.handovers.filter(confirmed_at__isnull=False).count()
    asked = dossier.consultations.count()
    answered = dossier.consultations.filter(replies__isnull=False).count()
    return dossier.handovers.count() + confirmed + asked + answered + 1


def _more(kind: PaperKind, dossier: Dossier) -> dict[str, str]:
    """Return what an order says beyond its kind: a number given before, a template of the form's own."""
    if kind == PaperKind.RESULT:
        return {"number": _final(dossier).number}
    if kind == PaperKind.FORM and dossier.form is not None:
        return {"template": template_of(dossier.form)}
    return {}


def issue(*, dossier: Dossier, kind: PaperKind, by: Post, at: dt.datetime, about: int = 0) -> Paper:
    """Return the paper as it was issued, issuing it the first time it is asked for; Denied when its time has not come.

    `about` names the supplement request, the apology, the delivery or the stop where a dossier can have several.
    """
    rule = _RULES[kind]
    if about not in rule.due(dossier):
        raise Denied(rule.not_yet())
    order = issuing.of_dossier(dossier, kind, about=about, version=_version(kind, dossier), **_more(kind, dossier))
    paper = issuing.issue(order, lambda: rule.says(dossier, about, by, at), by=by, at=at)
    if kind == PaperKind.RESULT:
        keeping.keep_result(dossier, issuing.file_of(paper), at=at)
    return paper


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that may be asked for: issued already as it is due now (`paper`), or the time for it has come."""

    kind: PaperKind
    title: str
    about: int = 0
    paper: Paper | None = None
    # The how manyth of its kind, and since when there is something to say; 0: a dossier has one
    ordinal: int = 0
    since: dt.datetime | None = None


def offers(dossier: Dossier) -> list[Offer]:
    """Return every paper of a dossier that exists or whose time has come, in the order of their numbers."""
    issued = {
        (paper.kind, paper.about): paper
        for paper in dossier.papers.select_related("issued_by__user").order_by("version")
    }
    found, sets = [], legal_sets.sets_of(dossier.intake_agency)
    for kind, rule in _RULES.items():
        due = rule.due(dossier)
        for place, (about, since) in enumerate(due.items(), start=1):
            try:
                title = _title(dossier, kind, sets)
            except Denied:
                continue
            paper = _as_due(dossier, issued.get((kind, about)))
            found.append(Offer(kind, title, about, paper, ordinal=place if len(due) > 1 else 0, since=since))
    return found


def _as_due(dossier: Dossier, last: Paper | None) -> Paper | None:
    """Return the paper that was issued last, or None when another version is due by now."""
    return last if last is not None and last.version == _version(PaperKind(last.kind), dossier) else None


def offer_of(dossier: Dossier, kind: PaperKind) -> Offer:
    """Return the offer of one paper whose time has come: for rooms above that have papers of their own."""
    issued = dossier.papers.select_related("issued_by__user").filter(kind=kind).first()
    sets = legal_sets.sets_of(dossier.intake_agency)
    return Offer(kind, _title(dossier, kind, sets), paper=issued)


def _title(dossier: Dossier, kind: PaperKind, sets: legal_sets.Sets) -> str:
    """Return what the paper is called under the dossier's circular; Denied when that knows none."""
    _set, form = legal_sets.form_on(kind, local(dossier.submitted_at).date(), sets)
    said = {"title": _(form.title), "number": form.number}
    return _("%(title)s (mẫu %(number)s)") % said if form.number else said["title"]
