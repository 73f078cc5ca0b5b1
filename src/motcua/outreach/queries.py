"""Which numbers of a device are still free, and what waits for a person."""

from django.db.models import QuerySet

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.outreach.models import NumberBlock, OfflineIntake


def unused(block: NumberBlock) -> list[str]:
    """Return the codes of a block that nobody carries and nobody wrote off, in their order."""
    codes = [pair[0] for pair in block.codes]
    used = set(Dossier.objects.filter(code__in=codes).values_list("code", flat=True))
    used |= set(OfflineIntake.objects.filter(device=block.device_id, code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in used and code not in block.written_off]


def waiting(centre: Agency) -> QuerySet[OfflineIntake]:
    """Return what came from a centre's devices and waits for a person, the longest first."""
    return OfflineIntake.objects.of_centre(centre).open().select_related("device__agency", "post__user", "signature")
