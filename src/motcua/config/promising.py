"""What a service day promises when a dossier is accepted, with the queue in front of it; and who looks after it."""

import datetime as dt
from collections.abc import Sequence

from django.tasks import task

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.queues.queries import in_front
from motcua.servicedays import commands


def follow(dossiers: Sequence[Dossier], name: str, *, by: Post, at: dt.datetime) -> None:
    """Tell the service day what happened to dossiers; it knows no queue, so what lies in front is handed to it."""

    def ahead(dossier: Dossier) -> dt.timedelta:
        if dossier.visit is None:
            return dt.timedelta(0)
        sector = dossier.procedure_version.definition.sector
        return in_front(dossier.intake_agency, sector, visit=dossier.visit, at=at)

    for promise in commands.follow(dossiers, name, by=by, at=at, ahead=ahead):
        if not promise.dossier.training:
            _look_at(promise.pk, commands.next_look(promise, at=at))


def _look_at(promise: int, moment: dt.datetime | None) -> None:
    if moment is not None:
        look.using(run_after=moment).enqueue(promise)


@task()
def look(promise: int) -> None:
    """Look whether a promise will hold, call whoever has it in hand if not, and look again until it is over."""
    _look_at(promise, commands.call(promise, at=clock.now()))
