"""Ready programmes of the demonstration: read from YAML, planned by the same commands as on the pages."""

import datetime as dt
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.queries import agency_on
from motcua.procedures.queries import version_in_force
from motcua.servicedays import commands
from motcua.servicedays.models import Programme

DATA = Path(__file__).parent / "data"


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShippedExclusion(_Read):
    """What a programme leaves out."""

    kind: str
    words: str
    procedure_code: str = ""
    cases: list[str] = []
    limit: int = 0


class Shipped(_Read):
    """A programme as its file has it: `authority` and `places` are unit codes of people's committees."""

    authority: str
    places: list[str]
    name: str
    slogan: str
    weekdays: list[int]
    windows: list[list[str]]
    valid_from: dt.date
    capacity: int = 0
    holds: int = 90
    offers: dict[str, int]
    exclusions: list[ShippedExclusion] = []


def shipped() -> list[Shipped]:
    """Return the programmes that come with the demonstration."""
    paths = sorted(DATA.glob("*.yaml"))
    return [Shipped.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths]


def load_service_days(*, at: dt.datetime) -> list[Programme]:
    """Plan the programmes that are not there; an authority without a supervisor plans none."""
    return [made for each in shipped() if (made := _planned(each, at=at)) is not None]


def _planned(each: Shipped, *, at: dt.datetime) -> Programme | None:
    on = at.date()
    authority = agency_on(each.authority, on=on)
    held = Post.objects.current(on).filter(agency__authority=authority, role=Role.SUPERVISOR)
    by = held.select_related("user", "agency").order_by("pk").first() if authority is not None else None
    if by is None or Programme.objects.filter(authority=authority, name=each.name).exists():
        return None
    committees = [unit for code in each.places if (unit := agency_on(code, on=on)) is not None]
    centres = list(Agency.objects.valid_on(on).filter(authority__in=committees, kind=AgencyKind.CENTRE))
    said = each.model_dump(include={"name", "slogan", "weekdays", "windows", "valid_from", "capacity", "holds"})
    row = commands.plan(places=[place for place in centres if place.authority == authority], by=by, at=at, **said)
    row.places.set(centres)  # what the others agreed to, once, outside the house
    for code, minutes in each.offers.items():
        if version_in_force(code, on=on) is not None:
            commands.offer(programme=row, code=code, minutes=minutes, by=by, at=at)
    for left_out in each.exclusions:
        code = left_out.procedure_code
        if code and version_in_force(code, on=on) is None:
            continue
        commands.exclude(programme=row, by=by, at=at, **left_out.model_dump())
    for committee in committees:
        commands.roster_everybody(programme=row, authority=committee, by=by, at=at)
    return row
