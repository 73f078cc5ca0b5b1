"""What a replay is made of: read from data/replay.yaml, checked. No database."""

import datetime as dt
import math
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from motcua.accounts.models import Role

DATA = Path(__file__).parents[1] / "data" / "replay.yaml"
Tier = Literal["district", "commune"]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Length(_Read):
    """How long something takes, in minutes: a lognormal distribution by its median and sigma."""

    median: float
    sigma: float

    def drawn(self, chance: Random) -> dt.timedelta:
        """Draw one, to the second."""
        return dt.timedelta(seconds=round(60 * chance.lognormvariate(math.log(self.median), self.sigma)))


class Kind(_Read):
    """How long a kind of matter takes at the counter and with the case officer; no work: not on this day."""

    counter: Length
    work: Length | None


class Matter(_Read):
    """What somebody comes for, and the share of people who come for it; `sex`: of whoever it must be."""

    procedure: str
    share: float
    kind: str
    sex: Literal["", "M", "F"] = ""


class Arrivals(_Read):
    """How many come, and when."""

    district_per_day: float
    commune_per_day: float
    themed_day: float
    by_hour: dict[int, float]
    last_ticket: int

    def per_day(self, tier: Tier) -> float:
        """Return how many come to one place on such a day."""
        return self.themed_day * (self.district_per_day if tier == "district" else self.commune_per_day)


class People(_Read):
    """How people behave: shares of one, minutes and seconds."""

    grounds: dict[str, float]
    from_phone: float
    no_show: float
    recall_seconds: int
    sit_down_seconds: int
    papers_missing: float
    asked_later: float
    brings_it: float
    many_pages: float
    stays_for: int
    rates: float
    content: float
    content_after_long_wait: float
    long_wait: int
    overtime: int


class Staff(_Read):
    """So many posts of a role in a unit: S the one-stop, U the committee, else the unit's serial."""

    unit: str
    role: Role
    title: str
    number: int


class LineOf(_Read):
    """A line of a hall."""

    letter: str
    name: str
    sectors: list[str]
    counters: list[int]


class Numbers(_Read):
    """data/replay.yaml."""

    district: str
    first_day: dt.date
    last_day: dt.date
    programme: str
    offers: dict[str, int]
    arrivals: Arrivals
    people: People
    times: dict[str, Length]
    kinds: dict[str, Kind]
    matters: dict[Tier, list[Matter]]
    answers: dict[str, dict[str, str]]
    many_pages: dict[str, str]
    staff: dict[Tier, list[Staff]]
    stand_in: dict[Tier, str]
    lines: dict[Tier, list[LineOf]]

    def procedures(self) -> set[str]:
        """Return the codes of everything that somebody may come for."""
        return {matter.procedure for matters in self.matters.values() for matter in matters}


@cache
def numbers() -> Numbers:
    """Return what is known and assumed of the day."""
    return Numbers.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))
