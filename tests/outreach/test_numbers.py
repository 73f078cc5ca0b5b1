"""Numbers of devices and of the office never meet; what is not used is written off and said so."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.models import Role
from motcua.dossiers.numbering import next_codes
from motcua.events.managed import history_of
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.outreach.commands import give_back, reserve_block, revoke, submit
from motcua.outreach.models import Device
from motcua.outreach.queries import unused
from tests.factories import dossiers as make
from tests.factories import outreach, people
from tests.factories.dossiers import COPIES, MORNING, Commune, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    make.version_of(COPIES)
    return make.gia_lam()


def codes(device: Device) -> list[str]:
    return [pair[0] for block in device.blocks.all() for pair in block.codes]


def written_off(device: Device) -> list[list[str]]:
    return [each.details["codes"] for each in history_of("device", device.pk) if each.name.endswith("written_off")]


def test_a_block_comes_from_the_counter_of_the_office(unit: Commune) -> None:
    before = make.received(unit, COPIES)
    device = outreach.tablet(unit, size=2)
    after = make.received(unit, COPIES, duplicate_why="Việc khác.")
    said = [before.code, *codes(device), after.code]
    assert said == [f"H26.90-261125-000{place}" for place in (1, 2, 3, 4)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["office", "tablet"]), st.integers(1, 30), st.booleans()), max_size=8))
def test_the_numbers_of_tablets_and_of_the_office_never_meet(unit: Commune, asked: list[tuple[str, int, bool]]) -> None:
    lan, given_out = unit[Role.INTAKE], list[str]()
    for place, (whom, count, tomorrow) in enumerate(asked):
        at = MORNING + dt.timedelta(days=tomorrow)
        if whom == "office":
            pairs = [tuple(pair) for _each in range(count) for pair in next_codes(agency=unit.centre, at=at)]
        else:
            device = outreach.tablet(unit, size=count, name=f"Máy {place}")
            give_back(device=device, codes=codes(device)[count // 2 :], by=lan, at=at)
            reserve_block(device=device, by=lan, at=at)
            pairs = [tuple(pair) for block in device.blocks.all() for pair in block.codes]
        given_out += [each for pair in pairs for each in pair]
    assert len(given_out) == len(set(given_out))


def test_asking_again_gives_no_more_until_half_is_used(unit: Commune) -> None:
    device, lan = outreach.tablet(unit, size=4), unit[Role.INTAKE]
    assert len(reserve_block(device=device, by=lan, at=MORNING)) == 1
    for place in range(3):
        payload = {"person": {**people.card(id_number=f"00715800471{place}").as_json(), "source": "card"}}
        said = outreach.said(device, key=f"k-{place}", place=place, payload=payload)
        submit(device=device, said=said, by=lan, at=later(MORNING, hours=1))
    first, second = reserve_block(device=device, by=lan, at=later(MORNING, hours=2))
    assert (unused(first), len(second.codes)) == (codes(device)[3:4], 4)


def test_numbers_given_back_are_written_off_and_never_given_again(unit: Commune) -> None:
    device, lan = outreach.tablet(unit, size=3), unit[Role.INTAKE]
    back = codes(device)[1:]
    assert give_back(device=device, codes=[*back, "somebody's"], by=lan, at=MORNING) == 2
    assert give_back(device=device, codes=back, by=lan, at=MORNING) == 0
    assert written_off(device) == [back]
    assert make.received(unit, COPIES).code == "H26.90-261125-0004"


def test_numbers_out_of_their_time_are_written_off_once_nothing_can_come_any_more(unit: Commune) -> None:
    device, lan = outreach.tablet(unit, size=3), unit[Role.INTAKE]
    first = codes(device)
    for days, expected in ((3, []), (9, []), (10, [first])):
        reserve_block(device=device, by=lan, at=later(MORNING, days=days))
        assert written_off(device) == expected, days
    block = device.blocks.get(made_at=MORNING)
    assert block.closed_at == later(MORNING, days=10)


def test_a_device_taken_out_of_use_gets_nothing_and_its_numbers_are_written_off(unit: Commune) -> None:
    device = outreach.tablet(unit, size=3)
    revoke(device=device, by=unit[Role.ADMIN], at=later(MORNING, hours=1))
    revoke(device=device, by=unit[Role.ADMIN], at=later(MORNING, hours=2))
    assert written_off(device) == [codes(device)]
    with pytest.raises(Denied, match="đã bị thu hồi"):
        reserve_block(device=device, by=unit[Role.INTAKE], at=later(MORNING, hours=3))


def test_only_an_intake_officer_of_the_same_centre_at_work_gets_numbers(unit: Commune) -> None:
    device, neighbour = outreach.tablet(unit), make.bat_trang()
    for post, sentence in ((unit[Role.CASE], "Chỉ cán bộ tiếp nhận"), (neighbour[Role.INTAKE], "Máy này thuộc")):
        with pytest.raises(Denied, match=sentence):
            reserve_block(device=device, by=post, at=MORNING)
    with practice.practising(on=True), pytest.raises(Denied, match="tắt thực hành"):
        reserve_block(device=device, by=unit[Role.INTAKE], at=MORNING)
