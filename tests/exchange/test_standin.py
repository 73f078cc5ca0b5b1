"""The registers in small: told over HTTP what to be ill with; what is not understood is refused and not counted."""

import httpx
import pytest

from motcua.exchange.models import Outcome, RegisterQuery
from motcua.exchange.standin import world
from motcua.exchange.standin.server import StandIn, Trouble
from motcua.forms.registers import CIVIL_REGISTRY, HEALTH, POPULATION
from tests.exchange.conftest import Says
from tests.exchange.test_registers import asked
from tests.factories.forms import MOTHER

pytestmark = pytest.mark.django_db
BORN_IN_A_YEAR = "007145002501"
WHY = {"purpose": "Đăng ký khai sinh (1.001193)", "requester": "lan"}


def test_it_falls_ill_and_recovers_when_it_is_told(standin: StandIn, settings: pytest.FixtureRequest) -> None:
    address = settings.MOTCUA_REGISTERS[POPULATION]  # type: ignore[attr-defined]

    httpx.post(f"{address}/trouble", json={"register": POPULATION, "kind": "down"})
    assert standin.trouble == {POPULATION: Trouble("down", 0.0)}
    assert set(asked(registers=frozenset({POPULATION})).silent) == {POPULATION}

    httpx.post(f"{address}/trouble", json={"register": POPULATION})
    assert set(asked(registers=frozenset({POPULATION})).people) == {MOTHER}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/land", b'{"purpose": "x", "requester": "lan"}', 404),
        ("/citizen", b"not json", 400),
        ("/citizen", b"[]", 400),
        ("/trouble", b"{}", 400),
        ("/citizen", b"", 400),
    ],
    ids=["no such register", "no JSON", "no question", "whose trouble", "nothing said"],
)
def test_what_is_not_understood_is_refused_and_is_no_query(
    standin: StandIn, settings: pytest.FixtureRequest, path: str, body: bytes, status: int
) -> None:
    address = settings.MOTCUA_REGISTERS[POPULATION]  # type: ignore[attr-defined]

    assert httpx.post(f"{address}{path}", content=body).status_code == status
    assert (standin.asked, standin.trouble) == ([], {})


def test_somebody_born_in_a_year_was_registered_in_the_middle_of_it() -> None:
    held = world.status(BORN_IN_A_YEAR)

    assert held is not None
    assert [(each["kind"], each["registered_on"]) for each in held["entries"]] == [("birth", "1945-07-01")]


@pytest.mark.parametrize("body", [b'{"status": 7}', b"{}", b"[]", b'{"certificates": "none"}'])
@pytest.mark.parametrize("register", [CIVIL_REGISTRY, HEALTH])
def test_an_answer_of_another_shape_fills_nothing(says: Says, register: str, body: bytes) -> None:
    says(200, body)

    said = asked(registers=frozenset({register}))

    assert (said.civil, said.births, set(said.silent)) == ({}, (), {register})
    assert list(RegisterQuery.objects.values_list("register", "outcome")) == [(register, Outcome.WRONG)]
