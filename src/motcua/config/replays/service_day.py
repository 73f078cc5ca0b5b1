"""A service day from the first ticket to the last result, in one place or in a district with its communes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import perf_counter, process_time

from motcua.accounts.models import Role
from motcua.config.replays.agenda import Agenda
from motcua.config.replays.arrivals import Caller, arrivals
from motcua.config.replays.hall import Hall
from motcua.config.replays.numbers import Numbers, numbers
from motcua.config.replays.offices import Offices
from motcua.config.replays.people import Crowd
from motcua.config.replays.scene import Scene
from motcua.config.replays.world import World, build
from motcua.servicedays.queries.staffing import Duty, duties_on


@dataclass(frozen=True)
class Played:
    """A day that was played: its world, how many acts it had, the last of them when, how long the machine took for it.

    `seconds` passed on the clock, `processor` of them were spent on the day; the rest other programs had.
    """

    world: World
    windows: tuple[tuple[dt.datetime, dt.datetime], ...]
    acts: int
    last: dt.datetime
    seconds: float
    processor: float

    @property
    def hours(self) -> float:
        """How many hours were played, from the first opening to the last closing; fewer if all was done before."""
        return (min(self.windows[-1][1], self.last) - self.windows[0][0]).total_seconds() / 3600

    @property
    def times_faster(self) -> float:
        """How many times faster than the day it was."""
        return self.hours * 3600 / self.seconds


def play(*, day: dt.date, seed: int, communes: int, until: dt.time | None = None) -> Played:
    """Make the world on an empty database and play the day; `until`: nobody comes later."""
    known, chance = numbers(), Random(seed)  # noqa: S311 - a simulation that can be repeated, no secret
    world = build(known, day=day, communes=communes, away=chance.randrange(communes + 1))
    began, spent = perf_counter(), process_time()
    scene = Scene(Agenda(), chance, known, world, world.programme.spans_on(day))
    _open(scene, known, until=until)
    acts = scene.agenda.run()
    last = scene.agenda.now or scene.closes
    return Played(world, scene.windows, acts, last, perf_counter() - began, process_time() - spent)


def _open(scene: Scene, known: Numbers, *, until: dt.time | None) -> None:
    """Put everybody at their desks, and on the agenda who comes."""
    world, crowd = scene.world, Crowd(scene.chance, scene.world.day)
    duties: dict[int, list[Duty]] = {}
    for duty in duties_on(world.programme, world.day):
        duties.setdefault(duty.post.authority.pk, []).append(duty)
    for place in world.places:
        there = duties[place.authority.pk]
        offices = Offices(scene, [duty for duty in there if duty.post.role != Role.INTAKE])
        officers = [duty.post for duty in there if duty.post.role == Role.INTAKE]
        hall = Hall(scene, place, officers, offices.send)
        offices.ready, offices.brought = hall.ready, hall.bring
        for caller in arrivals(place, known, scene.windows, crowd):
            if until is None or caller.at.time() < until:
                scene.agenda.put(caller.at, _arrival(hall, caller))


def _arrival(hall: Hall, caller: Caller) -> Callable[[dt.datetime], None]:
    return lambda at: hall.arrive(caller, at)
