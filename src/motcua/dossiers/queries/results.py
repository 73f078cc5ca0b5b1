"""The result desk: who may be handed what."""

from django.db.models import Q

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import State
from motcua.lib import codes
from motcua.lib.vietnamese import fold

MANY = 50


def waiting(post: Post) -> DossierQuerySet:
    """Return results that lie ready where this post works, the longest promised first."""
    ready = Dossier.objects.filter(intake_agency__authority=post.agency.authority, state=State.RESULT_READY)
    return ready.order_by("promised_at", "id")


def find(text: str, *, post: Post, ended: bool = False) -> DossierQuerySet:
    """Return dossiers of this authority by code, pick-up code, identity number or the beginning of a name.

    Live ones, the nearest promise first; with `ended` all of them, the newest first.
    """
    clean = text.strip().upper()
    digits = "".join(letter for letter in clean if letter.isdigit())
    wanted = Q(code=clean)
    if codes.is_valid(clean):
        wanted |= Q(pickup_code=codes.normalise(clean))
    if len(digits) in {9, 12}:
        wanted |= Q(applicant_id_number=digits)
    if folded := fold(text):
        wanted |= Q(applicant_folded__startswith=folded)
    found = Dossier.objects.of_authority(post.agency.authority).filter(wanted)
    return found.order_by("-received_at", "-id") if ended else found.live().order_by("promised_at", "id")
