"""The paper on which somebody handed in for another, as it was scanned at the counter."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.people.models import Mandate
from motcua.web.files import attached
from motcua.web.office.desk import own_dossier
from motcua.web.shell import OFFICE, PostRequest, at_desk


def scan_of(mandate: Mandate, dossier: Dossier) -> list[tuple[str, ...]]:
    """Return the line of the dossier's page that leads to the scan; none where the paper was not scanned."""
    if mandate.file_id is None:
        return []
    return [(_("Bản quét giấy ủy quyền"), _("Tải về"), reverse("office:mandate_scan", args=[dossier.code]))]


@require_safe
@at_desk(Role.INTAKE, Role.CASHIER, *OFFICE)
def scan(request: PostRequest, code: str) -> HttpResponse:
    """Return the scan of the mandate's paper; the access to the dossier is noted."""
    mandate = own_dossier(request, code).mandate
    if mandate is None or mandate.file is None:
        raise Http404
    return attached(mandate.file.read(), f"giay-uy-quyen-{code}")
