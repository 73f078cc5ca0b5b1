"""Open dossiers of the same person and procedure: one is taken in beside them only with a word why."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier


def open_beside(number: str, *, procedure_code: str, own: Agency, competent: Agency | None = None) -> list[Dossier]:
    """Return a person's open dossiers of a procedure; of another authority's only what was taken in by one's own."""
    found = Dossier.objects.open_of(number, procedure_code=procedure_code, authority=competent or own)
    return list(found.of_authority(own).order_by("id"))


def reason_against(beside: Sequence[Dossier], *, why: str) -> str:
    """Return what stands against taking in one more; "" with a word why, or where there is none."""
    if why.strip() or not beside:
        return ""
    codes = {"codes": ", ".join(each.code for each in beside)}
    return _("Người này đang có hồ sơ cùng thủ tục (%(codes)s): ghi vì sao vẫn nhận.") % codes
