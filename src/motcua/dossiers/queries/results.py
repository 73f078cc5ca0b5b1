"""The result desk: who may be handed what."""

from django.db.models import Q

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import LIVE, State
from motcua.lib import codes
from motcua.lib.vietnamese import fold

MANY = 50


def waiting(post: Post) -> DossierQuerySet:
    """Return results that lie ready where this post works, the longest promised first."""
    ready = Dossier.objects.filter(intake_agency__authority=post.agency.authority, state=State.RESULT_READY)
    return ready.order_by("promised_at", "id")


def find(text: str, *, post: Post) -> DossierQuerySet:
    """Return live dossiers of this authority by code, pick-up code, identity number or the beginning of a name."""
    clean = text.strip().upper()
    digits = "".join(letter for letter in clean if letter.isdigit())
    wanted = Q(code=clean)
    if codes.is_valid(clean):
        wanted |= Q(pickup_code=codes.normalise(clean))
    if len(digits) in {9, 12}:
        wanted |= Q(applicant_id_number=digits)
    if folded := fold(text):
        wanted |= Q(applicant_folded__startswith=folded)
    scope = Dossier.objects.of_authority(post.agency.authority)
    return scope.filter(wanted, state__in=sorted(LIVE)).order_by("promised_at", "id")
