"""Ready programmes of the demonstration: read from YAML, planned by the same commands as on the pages."""

import datetime as dt
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from motcua.accounts.models import Post, PostQuerySet, Role
from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.queries import agency_on, handling_unit
from motcua.procedures.queries import version_in_force
from motcua.servicedays import commands
from motcua.servicedays.models import PART_OF_ROLE, Programme

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
    by = _held(authority, on).filter(role=Role.SUPERVISOR).first() if authority is not None else None
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
        _put_down(row, committee, by=by, at=at)
    return row


def _held(authority: Agency | None, on: dt.date) -> PostQuerySet:
    return Post.objects.current(on).filter(agency__authority=authority).select_related("user", "agency").order_by("pk")


def _put_down(row: Programme, authority: Agency, *, by: Post, at: dt.datetime) -> None:
    """Put down everybody who has a part: those at the counter, of the units that handle what is offered, who sign."""
    on = at.date()
    versions = [version_in_force(offer.procedure_code, on=on) for offer in row.offers.all()]
    sectors = {version.definition.sector for version in versions if version is not None}
    units = {authority.pk, *(handling_unit(authority, sector, on=on).pk for sector in sectors)}
    opens, closes = dt.time.fromisoformat(row.windows[0][0]), dt.time.fromisoformat(row.windows[-1][1])
    posts = [post for post in _held(authority, on) if post.role in PART_OF_ROLE]
    posts = [post for post in posts if post.role == Role.INTAKE or post.agency_id in units]
    for post in posts:
        others = [each for each in posts if (each.role, each.agency_id) == (post.role, post.agency_id)]
        stand_in = next((each for each in others if each.user_id != post.user_id), None)
        commands.roster(
            programme=row, post=post, part=PART_OF_ROLE[post.role], opens=opens, closes=closes, stand_in=stand_in,
            by=by, at=at,
        )  # fmt: skip
