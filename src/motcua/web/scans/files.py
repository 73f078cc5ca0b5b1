"""Files going out: pictures that we drew may be shown; everything else is an attachment that runs nothing here."""

import logging

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.documents import digitising
from motcua.documents.models import DamagedFile
from motcua.dossiers.models import DigitalCopy, Visit
from motcua.web.files import SAFE, attached
from motcua.web.scans.owners import READERS, Place, place_of
from motcua.web.scans.page import draw
from motcua.web.shell import PostRequest, at_desk

logger = logging.getLogger(__name__)


def _copy(place: Place, key: int) -> DigitalCopy:
    rows = DigitalCopy.objects.select_related("file", "signed")
    if isinstance(place.owner, Visit):
        found = rows.filter(item__visit=place.owner, pk=key).first()
    else:
        found = rows.filter(document__dossier=place.owner, pk=key).first()
    if found is None:
        raise Http404
    return found


@require_safe
@at_desk(*READERS)
def picture(request: PostRequest, kind: str, name: str, copy: int, place: int) -> HttpResponse:
    """Return a page as a PNG drawn by us, small or to be read."""
    pages = digitising.from_data(_copy(place_of(request, kind, name), copy).pages)
    if place >= len(pages):
        raise Http404
    show = digitising.picture if request.GET.get("large") else digitising.thumbnail
    try:
        content = show(pages[place])
    except DamagedFile as damaged:
        logger.critical("file %s is damaged or gone", damaged)
        raise Http404 from None
    return HttpResponse(content, content_type="image/png", headers=SAFE | {"Cache-Control": "private, max-age=600"})


@require_safe
@at_desk(*READERS)
def download(request: PostRequest, kind: str, name: str, copy: int) -> HttpResponse:
    """Return the signed copy, or what of the vault was used: always as an attachment."""
    place = place_of(request, kind, name)
    found = _copy(place, copy)
    file = found.signed or (found.file if found.reused_id else None)
    if file is None:
        raise Http404
    try:
        content = file.read()
    except DamagedFile as damaged:
        logger.critical("file %s is damaged or gone", damaged)
        sentence = _("Tệp đã lưu của giấy này bị hỏng hoặc mất: báo quản trị lấy lại từ bản sao lưu.")
        return draw(request, place, problems=[sentence], status=500)
    return attached(content, f"ban-quet-{found.pk}")
