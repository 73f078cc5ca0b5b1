"""The story of a dossier: its events, and who looked at it."""

from collections.abc import Sequence

from motcua.dossiers.models import Dossier
from motcua.events.models import Event


def of(dossier: Dossier) -> Sequence[Event]:
    """Return the events of a dossier, the latest first: one query."""
    return list(Event.objects.filter(stream=dossier.stream).order_by("-seq"))
