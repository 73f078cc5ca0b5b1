"""Papers of a dossier: issued the first time they are asked for, the very same bytes ever after."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.documents.models import DamagedFile
from motcua.dossiers import issuing, papers
from motcua.dossiers.models import Dossier, Paper, PaperKind
from motcua.lib.outcomes import Denied
from motcua.payments import papers as payment_papers
from motcua.web.office.desk import own_dossier
from motcua.web.papers_shown import NAMES
from motcua.web.shell import OFFICE, PostRequest, at_desk

logger = logging.getLogger(__name__)

KINDS: dict[str, PaperKind] = {name: kind for kind, name in NAMES.items()}


@require_safe
@at_desk(Role.INTAKE, Role.CASHIER, *OFFICE)
def paper(request: PostRequest, code: str, kind: str, about: int = 0) -> HttpResponse:
    """Return a paper as PDF; the file is named by the dossier's code."""
    if kind not in KINDS:
        raise Http404
    dossier = own_dossier(request, code)
    try:
        content = issuing.file_of(_paper(request, dossier, KINDS[kind], about)).read()
    except Denied as denied:
        return _sorry(request, dossier, denied.reason, status=409)
    except DamagedFile as damaged:
        logger.critical("file %s is damaged or gone", damaged)
        sentence = _("Tệp đã lưu của giấy này bị hỏng hoặc mất: báo quản trị lấy lại từ bản sao lưu.")
        return _sorry(request, dossier, sentence, status=500)
    headers = {"content-disposition": f'inline; filename="{dossier.code}-{kind}.pdf"'}
    return HttpResponse(content, content_type=papers.PDF, headers=headers)


def _paper(request: PostRequest, dossier: Dossier, kind: PaperKind, about: int) -> Paper:
    if kind != PaperKind.FEE_RECEIPT:
        return papers.issue(dossier=dossier, kind=kind, about=about, by=request.post, at=request.at)
    if not hasattr(dossier, "payment"):
        raise Denied(_("Chưa thu phí của hồ sơ này: thu xong mới có biên lai."))
    return payment_papers.issue(payment=dossier.payment, by=request.post, at=request.at)


def _sorry(request: PostRequest, dossier: Dossier, sentence: str, *, status: int) -> HttpResponse:
    """Say why there is no paper, with the way back to the dossier."""
    back = reverse("office:dossier", args=[dossier.code])
    return render(request, "office/no_paper.html", {"sentence": sentence, "back": back}, status=status)
