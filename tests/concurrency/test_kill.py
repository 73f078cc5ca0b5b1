"""The power fails in the middle of a stream of intakes: what was acknowledged is there, whole, and work goes on."""

import json
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field

import httpx
import pytest

from tests.concurrency.facts import broken, left_over, number, rows
from tests.concurrency.intakes import cards, intake
from tests.serving import OFFICERS, PATIENCE, Served

pytestmark = pytest.mark.slow

ENOUGH = 40
# One job that ends only when its process is killed, and twenty behind it.
ENQUEUE = """
from django.db import transaction
from tests.jobs.sample import append_line, wait_for_ever
with transaction.atomic():
    wait_for_ever.enqueue("{folder}/started")
    for number in range(20):
        append_line.enqueue("{folder}/lines", str(number))
"""


@dataclass
class Stream:
    """Officers who take one person in after another until the server is gone."""

    served: Served
    desks: list[httpx.Client]
    texts: list[str] = field(default_factory=lambda: cards() * 100)
    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def work(self, place: int) -> None:
        """Take in, each time with another card and another key, until nobody answers."""
        for turn, text in enumerate(self.texts[place :: len(self.desks)]):
            key = f"stream-{place}-{turn}"
            try:
                answer = self.desks[place].post("/counter/intake/", data=intake(text, key))
            except httpx.TransportError:
                self.unanswered[key] = text
                return
            if answer.status_code != 200:
                self.errors.append(answer.text)
                return
            self.acknowledged[key] = answer.json()["code"]

    def run_until_killed(self) -> None:
        """Let everybody work; kill server and worker as soon as enough has been acknowledged."""
        threads = [threading.Thread(target=self.work, args=(place,)) for place in range(len(self.desks))]
        for thread in threads:
            thread.start()
        while len(self.acknowledged) < ENOUGH and not self.errors:
            time.sleep(0.005)
        self.served.kill()
        for thread in threads:
            thread.join()


@pytest.fixture
def killed(served: Served, desks: list[httpx.Client]) -> Stream:
    """A stream of intakes that ended with SIGKILL, while the worker was in the middle of a job."""
    folder = served.installation.folder
    for name in ("started", "lines"):
        (folder / name).unlink(missing_ok=True)
    served.installation.run("django", "shell", "--command", ENQUEUE.format(folder=folder))
    until = time.monotonic() + PATIENCE
    while not (folder / "started").exists() and time.monotonic() < until:
        time.sleep(0.05)
    stream = Stream(served, desks)
    stream.run_until_killed()
    return stream


def answered(served: Served) -> dict[str, str]:
    """Return {key: code} as the database keeps it."""
    kept = rows(served.installation, "SELECT key, answer FROM events_answered WHERE key LIKE 'stream-%'")
    return {key: (json.loads(answer) if isinstance(answer, str) else answer)[0] for key, answer in kept}


def test_kill_in_a_stream_of_intakes_loses_nothing_and_every_job_goes_on(killed: Stream) -> None:
    served, installation = killed.served, killed.served.installation
    assert killed.errors == []
    assert len(killed.unanswered) == len(killed.desks)

    kept = answered(served)
    assert {key: kept.get(key) for key in killed.acknowledged} == killed.acknowledged
    assert kept.keys() <= killed.acknowledged.keys() | killed.unanswered.keys()
    codes = {code for (code,) in rows(installation, "SELECT code FROM dossiers_dossier")}
    assert set(kept.values()) <= codes
    assert broken(installation) == []
    assert left_over(installation) == 0

    served.start()

    _unanswered_are_sent_again(killed, kept)
    assert "nguyên vẹn" in installation.run("audit", "verify")
    _every_job_goes_on(served)


def _unanswered_are_sent_again(killed: Stream, kept: dict[str, str]) -> None:
    """What was written before the kill is answered as it was, the rest is taken in now: nothing twice."""
    before = number(killed.served.installation, "SELECT COUNT(*) FROM dossiers_dossier")
    with closing(killed.served.officer(OFFICERS[0])) as client:
        again = {
            key: client.post("/counter/intake/", data=intake(text, key)).json()["code"]
            for key, text in killed.unanswered.items()
        }
    written = killed.unanswered.keys() & kept.keys()
    assert {key: again[key] for key in written} == {key: kept[key] for key in written}
    after = number(killed.served.installation, "SELECT COUNT(*) FROM dossiers_dossier")
    assert after == before + len(killed.unanswered) - len(written)


def _every_job_goes_on(served: Served) -> None:
    folder = served.installation.folder
    waiting = "SELECT COUNT(*) FROM jobs_job WHERE finished_at IS NULL"
    until = time.monotonic() + PATIENCE
    while number(served.installation, waiting) and time.monotonic() < until:
        time.sleep(0.1)
    assert number(served.installation, waiting) == 0
    assert (folder / "started").read_text(encoding="utf-8") == "again"
    lines = (folder / "lines").read_text(encoding="utf-8").split()
    assert sorted(lines, key=int) == [str(each) for each in range(20)]
