"""Work at the counters of a centre that has not become a dossier."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from motcua.agencies.models import Agency
from motcua.dossiers.models import Visit, VisitItem

# A visit that nobody has touched for so long is not shown as being worked on.
_MANY = 20


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit in one line; `born` is the year, for many share a name; `since` is when it was parked, or begun."""

    id: UUID
    name: str
    born: str
    procedures: tuple[str, ...]
    counter: str
    officer: str
    since: dt.datetime
    parked: bool


def open_at(centre: Agency) -> Sequence[OpenVisit]:
    """Return the visits of `centre` that have not ended, oldest first: two queries."""
    items = VisitItem.objects.select_related("procedure_version__procedure")
    rows = (
        Visit.objects.filter(centre=centre, ended_at=None)
        .select_related("counter", "officer__user")
        .prefetch_related(Prefetch("items", queryset=items))
        .order_by("started_at")[:_MANY]
    )
    return [_open_visit(row) for row in rows]


def parked(centre: Agency) -> Sequence[OpenVisit]:
    """Return only the parked ones: the strips on every desk."""
    return [visit for visit in open_at(centre) if visit.parked]


def _open_visit(row: Visit) -> OpenVisit:
    return OpenVisit(
        id=row.pk,
        name=row.person_data.get("full_name", ""),
        born=row.person_data.get("date_of_birth", "")[:4],
        procedures=tuple(item.procedure_version.procedure.short_name for item in row.items.all()),
        counter=row.counter.name if row.counter else "",
        officer=row.officer.user.full_name,
        since=row.parked_at or row.started_at,
        parked=row.parked_at is not None,
    )


def sources_of(visit: Visit, item: VisitItem) -> set[str]:
    """Return where the values of an item came from; a scanned card counts even where no field took it."""
    return {value.get("source", "") for value in item.form.values.values()} | {visit.person_data.get("source", "")}
