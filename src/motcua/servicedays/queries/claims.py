"""What was promised to others before: the work that each desk still has to do for them today."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.states import State
from motcua.lib.clock import local
from motcua.servicedays.models import Promise, PromiseState
from motcua.servicedays.promising import NOTHING

# A role of a unit.
type Desk = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """A dossier promised or due today, with what it still asks of each desk; None where nobody reckoned how long."""

    dossier: int
    promised_at: dt.datetime | None
    work: tuple[tuple[Desk, dt.timedelta | None], ...]

    def comes_before(self, dossier: int | None, promised_at: dt.datetime | None) -> bool:
        """Tell whether it is done before a dossier: what is promised sooner; before a new promise everything."""
        if self.dossier == dossier:
            return False
        return promised_at is None or self.promised_at is None or self.promised_at < promised_at

    def of(self, desk: Desk, *, usual: dt.timedelta) -> dt.timedelta:
        """Return what it asks of a desk; `usual` where nobody reckoned how long."""
        return sum((usual if length is None else length for at, length in self.work if at == desk), NOTHING)


def claims_of(place: Agency, until: dt.datetime) -> list[Claim]:
    """Return everything of a place that is promised or due on the day of `until`, wherever it lies: two queries."""
    # What is stuck since another day is no work of today's.
    since = local(until).replace(hour=0, minute=0, second=0, microsecond=0)
    at_hand = Dossier.objects.filter(intake_agency=place, state__in=(State.RECEIVED, State.IN_PROGRESS))
    promises = Promise.objects.filter(state=PromiseState.OPEN, promised_at__range=(since, until))
    # Each by its own index: a place may have thousands open, and few of today.
    promised = at_hand.filter(pk__in=promises.values("dossier")).values("pk")
    rows = Dossier.objects.filter(pk__in=promised.union(at_hand.filter(due_at__range=(since, until)).values("pk")))
    on_way = Handover.objects.filter(confirmed_at=None, dossier__in=rows)
    sent = on_way.values_list("dossier", "step", "to_role", "to_agency")
    coming = {pk: (step, (role, unit)) for pk, step, role, unit in sent}
    fields = ("pk", "step", "holder_role", "holder_agency", "service_promise__promised_at", "service_promise__basis")
    found = []
    for pk, step, role, unit, promised_at, basis in rows.values_list(*fields):
        at, desk = coming.get(pk, (step, (role, unit)))
        found.append(Claim(pk, promised_at, _left(basis or (), at) or ((desk, None),)))
    return found


def _left(basis: Iterable[Mapping[str, Any]], step: int) -> tuple[tuple[Desk, dt.timedelta | None], ...]:
    """Return what was reckoned for the steps from the one where a dossier is, of what its promise was made of."""
    steps = [each for each in basis if "role" in each]
    here = next((place for place, each in enumerate(steps) if each["step"] == step), 0)
    return tuple(((each["role"], each["unit"]), dt.timedelta(minutes=each["minutes"])) for each in steps[here:])
