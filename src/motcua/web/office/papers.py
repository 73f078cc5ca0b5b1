"""Papers of a dossier: issued the first time they are asked for, the very same bytes ever after."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.dossiers import papers
from motcua.dossiers.models import PaperKind
from motcua.lib.outcomes import Denied
from motcua.web.office.desk import own_dossier
from motcua.web.shell import OFFICE, PostRequest, at_desk

KINDS: dict[str, PaperKind] = {
    "receipt": PaperKind.RECEIPT,
    "form": PaperKind.FORM,
    "routing": PaperKind.ROUTING_SLIP,
    "result": PaperKind.RESULT,
}


@require_safe
@at_desk(Role.INTAKE, Role.CASHIER, *OFFICE)
def paper(request: PostRequest, code: str, kind: str) -> HttpResponse:
    """Return a paper as PDF; the file is named by the dossier's code."""
    if kind not in KINDS:
        raise Http404
    dossier = own_dossier(request, code)
    try:
        issued = papers.issue(dossier=dossier, kind=KINDS[kind], by=request.post, at=request.at)
    except Denied as denied:
        return HttpResponse(denied.reason, content_type="text/plain; charset=utf-8", status=409)
    headers = {"content-disposition": f'inline; filename="{dossier.code}-{kind}.pdf"'}
    return HttpResponse(issued.file.read(), content_type=papers.PDF, headers=headers)
