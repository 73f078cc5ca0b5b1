"""The result desk: what lies ready to be handed over."""

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.states import State

MANY = 50


def waiting(post: Post) -> DossierQuerySet:
    """Return results that lie ready where this post works, the longest promised first."""
    ready = Dossier.objects.filter(intake_agency__authority=post.agency.authority, state=State.RESULT_READY)
    return ready.order_by("promised_at", "id")
