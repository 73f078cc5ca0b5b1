"""Who comes to a place on a day, when, for what, and how they are: all drawn beforehand."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from motcua.config.replays.numbers import Matter, Numbers
from motcua.config.replays.people import Crowd
from motcua.config.replays.world import Place
from motcua.people.demo import DemoPerson
from motcua.servicedays.spans import Span, meet


@dataclass(frozen=True)
class Caller:
    """Somebody who takes a ticket at a moment."""

    at: dt.datetime
    matter: Matter
    person: DemoPerson
    ground: str
    by_phone: bool
    absent: bool
    lacks_paper: bool
    asked_later: bool
    brings_it: bool
    many_pages: bool
    rates: bool
    stays: dt.timedelta


def open_hours(windows: Iterable[Span], numbers: Numbers) -> list[tuple[Span, float]]:
    """Return the parts of each hour in which tickets are taken, with the share of the day's people."""
    spans = list(windows)
    last = spans[-1][1] - dt.timedelta(minutes=numbers.arrivals.last_ticket)
    midnight = spans[0][0].replace(hour=0, minute=0, second=0)
    found: list[tuple[Span, float]] = []
    for hour, share in numbers.arrivals.by_hour.items():
        start = midnight + dt.timedelta(hours=hour)
        parts = meet([(start, min(start + dt.timedelta(hours=1), last))], spans)
        found += [(part, share / len(parts)) for part in parts]
    return found


def arrivals(place: Place, numbers: Numbers, windows: Sequence[Span], crowd: Crowd) -> Iterator[Caller]:
    """Draw everybody who comes: about as many as on such a day, in the shape of the day."""
    chance, hours = crowd.chance, open_hours(windows, numbers)
    expected = numbers.arrivals.per_day(place.tier)
    number = max(1, round(chance.gauss(expected, expected**0.5)))
    matters = numbers.matters[place.tier]
    for _each in range(number):
        (start, end), _share = chance.choices(hours, [share for _part, share in hours])[0]
        at = start + dt.timedelta(seconds=round(chance.random() * (end - start).total_seconds()))
        matter = chance.choices(matters, [each.share for each in matters])[0]
        person = crowd.somebody(place.authority.short_name, sex=matter.sex)
        yield _caller(at, matter, person, numbers, chance)


def _caller(at: dt.datetime, matter: Matter, person: DemoPerson, numbers: Numbers, chance: Random) -> Caller:
    how = numbers.people
    grounds = {"": 1 - sum(how.grounds.values()), **how.grounds}
    return Caller(
        at=at,
        matter=matter,
        person=person,
        ground=chance.choices(list(grounds), list(grounds.values()))[0],
        by_phone=chance.random() < how.from_phone,
        absent=chance.random() < how.no_show,
        lacks_paper=chance.random() < how.papers_missing,
        asked_later=chance.random() < how.asked_later,
        brings_it=chance.random() < how.brings_it,
        many_pages=chance.random() < how.many_pages,
        rates=chance.random() < how.rates,
        stays=dt.timedelta(minutes=how.stays_for),
    )
