"""How long steps take: what was done here, else at the other places of the day, else the norm; and what is spared."""

import datetime as dt

import pytest

from motcua.servicedays.models import Programme
from motcua.servicedays.queries.medians import Known, Took, known_at
from tests.factories import dossiers as make
from tests.factories.dossiers import SINGLE_STATUS, Commune, moment
from tests.factories.servicedays import service_day

TARGET = dt.timedelta(hours=2)
LAST_DAY = moment("2026-11-27 08:00")


def minutes(*each: int) -> list[dt.timedelta]:
    return [dt.timedelta(minutes=number) for number in each]


def steps_at(unit: Commune, programme: Programme, *, at: dt.datetime = LAST_DAY) -> dict[int, tuple[int, str, int]]:
    definition = make.version_of(SINGLE_STATUS).definition
    found = known_at(unit.centre, definition, programme=programme, target=TARGET, at=at)
    return {step: (each.length.seconds // 60, each.source, each.known) for step, each in found.steps.items()}


def done(unit: Commune, *days: str) -> None:
    for day in days:
        make.ready(unit, at=moment(f"2026-11-{day} 08:30"))


@pytest.mark.django_db
def test_medians_of_what_was_done_take_the_place_of_norms() -> None:
    unit = make.gia_lam()
    programme = service_day(unit)
    done(unit, "23", "25", "26")

    assert steps_at(unit, programme) == {
        1: (5, "median", 3), 2: (26, "median", 3), 3: (9, "median", 3), 4: (10, "median", 3),
    }  # fmt: skip
    before = steps_at(unit, programme, at=moment("2026-11-26 09:00"))
    assert {source for _minutes, source, _known in before.values()} == {"norm"}


@pytest.mark.django_db
def test_with_too_few_done_here_those_of_the_days_other_places_speak_and_no_others() -> None:
    unit, other = make.gia_lam(), make.bat_trang()
    alone, together = service_day(unit), service_day(unit, name="Cùng nhau", places=[unit.centre, other.centre])
    done(unit, "23", "25")
    done(other, "26")

    found = steps_at(unit, together).values()
    assert [(source, known) for _length, source, known in found] == [("others", 3)] * 4
    assert {source for _length, source, _known in steps_at(unit, alone).values()} == {"norm"}
    done(unit, "26")
    assert {source for _length, source, _known in steps_at(unit, together).values()} == {"median"}


def test_what_is_spared_is_what_so_many_in_a_hundred_did_not_exceed() -> None:
    steps = {2: Took(minutes(20)[0], "median", 10), 3: Took(minutes(5)[0], "others", 10)}
    ways = tuple({2: length, 3: minutes(5)[0]} for length in minutes(11, 12, 14, 18, 20, 20, 26, 30, 44, 70))
    known = Known(steps, ways)

    assert [known.spare([2, 3], holds=holds) for holds in (90, 50, 70, 99)] == minutes(24, 0, 6, 50)
    assert known.spare([3], holds=90) == dt.timedelta(0)


def test_an_announced_target_and_what_nobody_did_spare_nothing() -> None:
    norm = Known({2: Took(minutes(20)[0], "norm")}, ({2: minutes(90)[0]}, {2: minutes(80)[0]}))

    assert norm.spare([2], holds=90) == dt.timedelta(0)
    assert Known({2: Took(minutes(20)[0], "median", 3)}).spare([2], holds=90) == dt.timedelta(0)
