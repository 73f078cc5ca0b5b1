"""What a service day promises when a dossier is accepted, with the queue of the waiting room in front of it."""

import datetime as dt
from collections.abc import Sequence

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.queues.queries import in_front
from motcua.servicedays import commands


def follow(dossiers: Sequence[Dossier], name: str, *, by: Post, at: dt.datetime) -> None:
    """Tell the service day what happened to dossiers; it knows no queue, so what lies in front is handed to it."""

    def ahead(dossier: Dossier) -> dt.timedelta:
        if dossier.visit is None:
            return dt.timedelta(0)
        sector = dossier.procedure_version.definition.sector
        return in_front(dossier.intake_agency, sector, visit=dossier.visit, at=at)

    commands.follow(dossiers, name, by=by, at=at, ahead=ahead)
