"""The power fails while numbers are taken and called: the hall stands where it stood, and goes on from there."""

import re
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field

import httpx
import pytest

from tests.concurrency.facts import number, rows
from tests.serving import Served

pytestmark = pytest.mark.slow

ENOUGH = 30
# Nobody of the demonstration's morning waits any more; what is taken from now on has a key of this test.
EMPTY = """
from motcua.lib import clock
from motcua.queues.models import Ticket
Ticket.objects.filter(ended_at=None).update(state="CANCELLED", counter=None, ended_at=clock.now())
"""
OURS = "FROM queues_ticket WHERE key LIKE 'power-%'"
FORWARD = {"CALLED": {"CALLED", "SERVING"}, "SERVING": {"SERVING", "DONE"}, "WAITING": {"WAITING", "CALLED"}}


@dataclass
class Hall:
    """Lan takes numbers for people, Hoa calls them and begins with them, until the server is gone."""

    served: Served
    desks: list[httpx.Client]
    # What each ticket was when the office last said so.
    said: dict[int, str] = field(default_factory=dict)
    calls: int = 0

    def take(self) -> None:
        for turn in range(10_000):
            form = {"line": "A", "key": f"power-{turn}"}
            answer = self.desks[0].post("/counter/queue/take/", data=form)
            self.said.setdefault(int(answer.headers["location"].split("/")[-3]), "WAITING")

    def call(self) -> None:
        for turn in range(10_000):
            self.desks[1].post("/counter/queue/next/", data={"key": f"power-next-{turn}"})
            here = at_counter(self.desks[1])
            if here is None:
                continue
            self.said[here] = "CALLED"
            form = {"verb": "begin_serving", "key": f"power-begin-{turn}"}
            self.desks[1].post(f"/counter/queue/{here}/", data=form)
            self.said[here] = "SERVING"
            self.calls += 1

    def run_until_killed(self) -> None:
        threads = [threading.Thread(target=until_gone, args=(act,)) for act in (self.take, self.call)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + 60
        while self.calls < ENOUGH and time.monotonic() < until:
            time.sleep(0.005)
        self.served.kill()
        for thread in threads:
            thread.join()


def until_gone(act: object) -> None:
    try:
        act()  # type: ignore[operator]  # a bound method of Hall
    except httpx.TransportError:
        return


def at_counter(desk: httpx.Client) -> int | None:
    """The ticket at this desk's counter, as its strip shows it."""
    found = re.search(r'class="queue-here"[^>]*action="/counter/queue/(\d+)/"', desk.get("/counter/queue/strip/").text)
    return int(found[1]) if found else None


def test_kill_in_the_middle_of_a_queue_leaves_it_where_it_stood(served: Served, desks: list[httpx.Client]) -> None:
    installation = served.installation
    installation.run("django", "shell", "--command", EMPTY)
    hall = Hall(served, desks)
    hall.run_until_killed()
    assert hall.calls >= ENOUGH

    kept = dict(rows(installation, f"SELECT id, state {OURS}"))
    lost = {key: state for key, state in hall.said.items() if kept.get(key) not in FORWARD[state] | {"DONE"}}
    assert lost == {}
    assert len(kept.keys() - hall.said.keys()) <= 1, "at most the number that nobody was told"
    numbers = [each for (each,) in rows(installation, f"SELECT number {OURS} ORDER BY number")]
    assert numbers == list(range(numbers[0], numbers[0] + len(kept)))
    waiting = [key for (key,) in rows(installation, f"SELECT id {OURS} AND state = 'WAITING' ORDER BY place, id")]

    served.start()

    with closing(served.officer("hoa")) as hoa:
        if (here := at_counter(hoa)) is not None and kept[here] == "CALLED":
            hoa.post(f"/counter/queue/{here}/", data={"verb": "begin_serving", "key": "after"})
        hoa.post("/counter/queue/next/", data={"key": "after-next"})
        assert at_counter(hoa) == waiting[0]
    assert number(installation, "SELECT COUNT(*) FROM queues_ticket WHERE state IN ('CALLED', 'SERVING')") == 1
    assert "nguyên vẹn" in installation.run("audit", "verify")
