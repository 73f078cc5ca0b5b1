"""Officers who wait for a register hold up nobody else: the others' pages come while the register is still silent."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from motcua.exchange.standin.server import Server, StandIn
from tests.concurrency.conftest import PATIENCE, server_url
from tests.concurrency.intakes import cards
from tests.conftest import Install
from tests.serving import Served

pytestmark = pytest.mark.slow

# Twice as many as there are web processes.
WAITING = ("lan", "hoa", "bach", "yen")
BIRTH = "1.001193"


class Silent(StandIn):
    """Registers that answer when the test lets them."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.arrived = threading.Semaphore(0)
        self.may_answer = threading.Event()

    def answer(self, path: str, query: dict[str, Any]) -> tuple[int, Any]:
        self.arrived.release()
        self.may_answer.wait(PATIENCE)
        return super().answer(path, query)


@pytest.fixture
def registers() -> Iterator[Server]:
    server = Server(0, "a key for tests")
    server.standin = silent = Silent("a key for tests")
    server.in_background()
    yield server
    silent.may_answer.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(registers: Server, tmp_path: Path, install: Install) -> Iterator[Served]:
    installation = install(tmp_path, server_url())
    installation.environment |= {
        "MOTCUA_POPULATION_URL": registers.url,
        "MOTCUA_REGISTER_KEY": "a key for tests",
        "MOTCUA_REGISTER_TIMEOUT_MS": str(int(PATIENCE * 1000)),
    }
    running = Served(installation).start()
    yield running
    running.stop()
    installation.remove()


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def begins_a_birth(desk: httpx.Client, card: str) -> str:
    """Scan a parent's card, take the birth into the basket; return the visit's address."""
    where = desk.post("/counter/look/", data={"text": card}).headers["location"]
    desk.post("/counter/look/", data={"text": BIRTH, "visit": where.split("/")[3]})
    return where


def test_pages_come_while_as_many_officers_as_there_are_desks_wait_for_a_register(
    served: Served, registers: Server, opened: ExitStack
) -> None:
    silent = registers.standin
    assert isinstance(silent, Silent)
    desks = [opened.enter_context(closing(served.officer(name))) for name in (*WAITING, "minh")]
    other = desks.pop()
    visits = [begins_a_birth(desk, card) for desk, card in zip(desks, cards(), strict=False)]
    answers: list[int] = []

    def ask(desk: httpx.Client, visit: str) -> None:
        answers.append(desk.post(f"{visit}registers/", timeout=2 * PATIENCE).status_code)

    threads = [threading.Thread(target=ask, args=pair) for pair in zip(desks, visits, strict=True)]
    for thread in threads:
        thread.start()
    asked = [silent.arrived.acquire(timeout=PATIENCE) for _ in WAITING]
    page = other.get("/office/", headers={"accept": "text/html"})
    still_waiting = len(WAITING) - len(answers)
    silent.may_answer.set()
    for thread in threads:
        thread.join()

    assert (asked, page.status_code, still_waiting) == ([True] * 4, 200, 4)
    assert answers == [302] * 4
