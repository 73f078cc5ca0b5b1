"""Call whoever has a promised dossier in hand while the promise can still be saved."""

import datetime as dt

from django.db import transaction

from motcua.accounts.models import Role
from motcua.events.record import record
from motcua.servicedays.models import Promise, PromiseState
from motcua.servicedays.queries.risks import RELATED, risk_of
from motcua.servicedays.sentences import shown

_AGAIN = dt.timedelta(minutes=5)


def next_look(row: Promise, *, at: dt.datetime) -> dt.datetime | None:
    """Return when an open promise is looked at again: after a quarter of what is left; None once it is over."""
    if row.promised_at is None:
        return None
    then = at + max(_AGAIN, (row.promised_at - at) / 4)
    return then if then < row.promised_at else None


@transaction.atomic
def call(promise: int, *, at: dt.datetime) -> dt.datetime | None:
    """Call whoever has it in hand if it will be missed as things stand, once for each; return when to look again.

    What still lies at the counter calls nobody: it stands on the board there.
    """
    open_ = Promise.objects.select_for_update(of=("self",)).filter(state=PromiseState.OPEN, promised_at__gt=at)
    row = open_.filter(pk=promise).select_related(*RELATED).first()
    if row is None:
        return None
    risk = risk_of(row, at=at)
    if risk is not None and risk.role not in {row.called_role, Role.INTAKE}:
        row.called_at, row.called_role = at, risk.role
        row.save(update_fields=["called_at", "called_role"])
        record(
            stream=row.dossier.stream, name="dossier.service_called", by=None, at=at,
            who=risk.who, promised_at=row.promised_at, promised=shown(row.promised_at),
        )  # fmt: skip
    return next_look(row, at=at)
