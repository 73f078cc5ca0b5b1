"""Units as they stand on a day, what became of the old ones, and who handles what."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F

from motcua.agencies.models import ONE_STOP, Agency, AgencyKind, Succession, SuccessionKind

HANDLING = (AgencyKind.DEPARTMENT, AgencyKind.VERTICAL)


def agency_on(code: str, *, on: dt.date) -> Agency | None:
    """Return the unit that carried `code` on a day: codes are used again, so a day is always needed."""
    return Agency.objects.valid_on(on).filter(code=code).first()


def handling_unit(authority: Agency, sector: str, *, on: dt.date) -> Agency:
    """Return who handles a sector of procedures: the unit of the authority that names it, otherwise the authority."""
    units = Agency.objects.valid_on(on).filter(authority=authority, kind__in=HANDLING)
    return min((unit for unit in units if sector in unit.sectors), key=lambda unit: unit.code, default=authority)


def one_stop_of(agency: Agency, *, on: dt.date) -> Agency:
    """Return the one-stop centre whose work a unit sees: itself, or for the rest of the committee its centre."""
    if agency.kind in ONE_STOP:
        return agency
    centres = Agency.objects.valid_on(on).filter(authority=agency.authority_id, kind=AgencyKind.CENTRE)
    return centres.order_by("code").first() or agency


def authorities_below(authority: Agency, *, on: dt.date) -> list[int]:
    """Return an authority and every authority below it on a day, by their keys; one query for each level."""
    found, level = [authority.pk], [authority.pk]
    while level:
        rows = Agency.objects.valid_on(on).filter(parent__in=level, authority=F("pk"))
        level = list(rows.exclude(pk__in=found).order_by("code").values_list("pk", flat=True))
        found += level
    return found


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that stands on the day asked for, and whether all of the old unit came to it."""

    agency: Agency
    whole: bool


def heirs(agency: Agency, *, on: dt.date) -> list[Heir]:
    """Return the units that stand on `on` for what `agency` was, through every merger and division in between.

    A unit that still stands is its own heir. One query for each change of the map on the way.
    """
    found: dict[int, Heir] = {}
    wave: list[Heir] = [Heir(agency, whole=True)]
    while wave:
        waiting: dict[int, bool] = {}
        for heir in wave:
            if heir.agency.stands_on(on):
                kept = found.get(heir.agency.pk)
                found[heir.agency.pk] = Heir(heir.agency, heir.whole or (kept is not None and kept.whole))
            else:
                waiting[heir.agency.pk] = heir.whole
        became = Succession.objects.filter(predecessor__in=waiting, on__lte=on).select_related("successor")
        wave = (
            [
                Heir(row.successor, waiting[row.predecessor_id] and row.kind == SuccessionKind.WHOLE)
                for row in became.order_by("successor__code")
            ]
            if waiting
            else []
        )
    return sorted(found.values(), key=lambda heir: heir.agency.code)


@dataclass(slots=True)
class Branch:
    """A unit with the units below it, for a tree on a page."""

    agency: Agency
    children: list["Branch"] = field(default_factory=list)


def tree(units: Sequence[Agency]) -> list[Branch]:
    """Arrange units below their parents; one whose parent is not among them is a root. No query."""
    branches = {unit.pk: Branch(unit) for unit in units}
    roots: list[Branch] = []
    for unit in units:
        parent = branches.get(unit.parent_id) if unit.parent_id is not None else None
        (parent.children if parent is not None else roots).append(branches[unit.pk])
    return roots
