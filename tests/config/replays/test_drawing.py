"""Who comes, when and for what is drawn as the data say; the clock keeps the order of time."""

import datetime as dt
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.config.replays.agenda import Act, Agenda
from motcua.config.replays.arrivals import open_hours
from motcua.config.replays.numbers import Length, Tier, numbers
from motcua.config.replays.people import Crowd
from motcua.lib.clock import TZ
from motcua.people.id_card.doubts import SYNTHETIC_CODES
from motcua.procedures.shipped import DATA
from motcua.servicedays.seed import shipped

DAY = dt.date(2023, 3, 14)
MIDNIGHT = dt.datetime(2023, 3, 14, tzinfo=TZ)
WINDOWS = [
    (MIDNIGHT.replace(hour=7, minute=30), MIDNIGHT.replace(hour=11, minute=30)),
    (MIDNIGHT.replace(hour=13, minute=30), MIDNIGHT.replace(hour=17)),
]


def noting(seen: list[tuple[dt.datetime, int]], place: int) -> Act:
    return lambda at: seen.append((at, place))


@given(st.lists(st.integers(0, 600), max_size=40))
def test_the_agenda_goes_by_time_and_of_two_at_once_by_who_was_put_down_first(minutes: list[int]) -> None:
    agenda, seen = Agenda(), list[tuple[dt.datetime, int]]()
    for place, minute in enumerate(minutes):
        moment = MIDNIGHT + dt.timedelta(minutes=minute)
        agenda.put(moment, noting(seen, place))

    assert agenda.run() == len(minutes)
    assert seen == sorted(seen)


def test_what_an_act_puts_down_happens_too() -> None:
    agenda, seen = Agenda(), list[dt.datetime]()
    agenda.put(MIDNIGHT, lambda at: agenda.put(at + dt.timedelta(hours=1), seen.append))

    assert agenda.run() == 2
    assert seen == [agenda.now] == [MIDNIGHT + dt.timedelta(hours=1)]


@pytest.mark.parametrize("tier", ["district", "commune"])
def test_the_shares_of_matters_and_hours_are_whole(tier: Tier) -> None:
    known = numbers()

    assert sum(matter.share for matter in known.matters[tier]) == pytest.approx(1)
    assert sum(known.arrivals.by_hour.values()) == pytest.approx(1)


def test_everything_somebody_comes_for_is_known() -> None:
    known = numbers()
    codes = {path.stem for path in DATA.rglob("[0-9].[0-9]*.yaml")}

    assert known.procedures() - codes == set()
    assert {matter.kind for matters in known.matters.values() for matter in matters} - known.kinds.keys() == set()
    assert known.programme in {each.name for each in shipped()}


def test_tickets_are_taken_while_the_house_is_open_and_not_just_before_it_closes() -> None:
    hours = open_hours(WINDOWS, numbers())

    assert sum(share for _part, share in hours) == pytest.approx(1)
    assert (hours[0][0][0], hours[-1][0][1]) == (MIDNIGHT.replace(hour=8), MIDNIGHT.replace(hour=16, minute=45))
    assert [part for part, _share in hours if part[0].hour in {11, 13}] == [
        (MIDNIGHT.replace(hour=11), MIDNIGHT.replace(hour=11, minute=30)),
        (MIDNIGHT.replace(hour=13, minute=30), MIDNIGHT.replace(hour=14)),
    ]


def test_as_many_come_as_on_a_themed_day() -> None:
    arrivals = numbers().arrivals

    assert [round(arrivals.per_day("district"), 2), round(arrivals.per_day("commune"), 2)] == [161, 24.15]


def test_lengths_lie_around_their_median() -> None:
    chance, length = Random(1), Length(median=10, sigma=0.4)
    drawn = sorted(length.drawn(chance) for _each in range(2001))

    assert dt.timedelta(minutes=9.5) < drawn[1000] < dt.timedelta(minutes=10.5)
    assert min(drawn) > dt.timedelta(0)


def test_nobody_who_comes_exists_and_no_two_are_the_same() -> None:
    crowd = Crowd(Random(1), DAY)
    people = [crowd.somebody("xã Cổ Bi", sex="F") for _each in range(500)]

    assert max(Counter(person.id_number for person in people).values()) == 1
    assert {person.id_number[:3] for person in people} <= SYNTHETIC_CODES
    assert {(person.sex, len(person.id_number), person.phone[:4]) for person in people} == {("F", 12, "0199")}
    assert all("1937" < person.date_of_birth < "2005-03-14" for person in people)
    assert {person.id_number[3] for person in people} == {"1", "3"}
