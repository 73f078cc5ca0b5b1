"""Papers of a whole visit: one receipt for everything one person handed in, and the record of what changed hands."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.dossiers import issuing, visit_papers
from motcua.dossiers.models import Dossier, PaperKind, Visit
from motcua.events.record import note_access
from motcua.lib.outcomes import Denied
from motcua.web.counter import page
from motcua.web.papers_shown import PaperLook, issued
from motcua.web.shell import PostRequest, at_desk

KINDS: dict[str, PaperKind] = {"receipt": PaperKind.BASKET_RECEIPT, "record": PaperKind.HANDOVER_RECORD}


def links(visit: Visit, rows: Sequence[Dossier]) -> tuple[PaperLook, ...]:
    """Return the common papers of a visit, from two accepted dossiers on."""
    if sum(row.received_at is not None for row in rows) < 2:
        return ()
    names = {"receipt": _("In một giấy tiếp nhận cho tất cả"), "record": _("In biên bản giao nhận")}
    known = {paper.kind: paper for paper in visit.papers.select_related("issued_by__user")}
    return tuple(
        PaperLook(name, reverse("counter:visit_paper", args=[visit.pk, kind]), issued(known.get(KINDS[kind])))
        for kind, name in names.items()
    )


@require_safe
@at_desk(Role.INTAKE, Role.CASHIER)
def paper(request: PostRequest, pk: UUID, kind: str) -> HttpResponse:
    """Return a paper of a visit as PDF; the access to its dossiers is noted."""
    if kind not in KINDS:
        raise Http404
    visit = page.own_visit(request, pk)
    try:
        printed = visit_papers.issue(visit=visit, kind=KINDS[kind], by=request.post, at=request.at)
    except Denied as denied:
        back = reverse("counter:done", args=[visit.pk])
        return render(request, "office/no_paper.html", {"sentence": denied.reason, "back": back}, status=409)
    streams = [each.stream for each in visit_papers.accepted(visit)]
    note_access(subjects=streams, purpose="In giấy tờ", by=request.post, at=request.at)
    headers = {"content-disposition": f'inline; filename="{kind}.pdf"'}
    return HttpResponse(issuing.file_of(printed).read(), content_type=issuing.PDF, headers=headers)
