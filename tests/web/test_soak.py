"""Twelve hours of a hall in a few seconds: whatever is asked for all day leaves nothing behind in the server."""

import gc
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Screen
from motcua.lib import clock
from motcua.queues import commands
from tests.factories import queues
from tests.factories.dossiers import MORNING, later
from tests.factories.queues import Hall
from tests.web.desks import desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOURS, STEP, WARM = 12, 12, 2  # minutes between two acts; hours after which nothing new is learned
ASKED = 2  # how often each page asks between two acts: what it did not have, and that it has it
# After the warm hours three hundred answers are given: of each less than one object may stay, less than 7 KiB.
OBJECTS, KIBIBYTES = 250, 2 * 1024


@pytest.fixture
def hall(tmp_path: Any, settings: Any) -> Iterator[Hall]:
    settings.MOTCUA_DATA_DIR = tmp_path
    clock.begin_at(MORNING)
    yield queues.hall()
    clock.begin_at(None)


def alive() -> int:
    """How many pieces of memory are in use: objects of every kind, texts and bytes too."""
    gc.collect()
    return sys.getallocatedblocks()


class Watcher:
    """A page that stays live, as a browser asks for it."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path, self.tag = client, path, ""
        self.answers = {200: 0, 304: 0}

    def asks(self) -> None:
        headers = {"if-none-match": self.tag} if self.tag else {}
        answer: Any = self.client.get(self.path, headers=headers)
        self.answers[answer.status_code] += 1
        self.tag = answer.headers.get("etag", self.tag)


def test_twelve_hours_of_polls_leave_nothing_behind_in_the_server(hall: Hall) -> None:
    device = Client()
    device.get("/man-hinh-cho/")
    lan = desk(hall.lan)
    lan.post("/counter/screen/pair/", {"code": Screen.objects.get().code})
    watchers = [
        Watcher(device, "/man-hinh-cho/now/"),
        Watcher(desk(hall.unit[Role.SUPERVISOR]), "/counter/board/now/"),
        Watcher(lan, "/counter/queue/strip/"),
    ]
    for minute in range(8):
        hall.take(minute=minute - 10)
    seen: dict[int, int] = {}
    for minute in range(0, HOURS * 60, STEP):
        clock.begin_at(later(MORNING, minutes=minute))
        hall.take(minute=minute)
        commands.call_next(by=hall.lan, at=hall.at(minute))
        for _each in range(ASKED):
            for watcher in watchers:
                watcher.asks()
        ticket = queues.here(hall.lan)
        commands.recall(ticket, by=hall.lan, at=hall.at(minute))
        commands.no_show(ticket, by=hall.lan, at=hall.at(minute))
        if minute == WARM * 60:
            seen[0], seen[1] = alive(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    steps = HOURS * 60 // STEP

    # In each minute one answer is the whole state; the page that has it is told so by an empty one.
    assert [watcher.answers for watcher in watchers] == [{200: steps, 304: steps * (ASKED - 1)}] * 3
    assert alive() - seen[0] < OBJECTS, "objects stay behind"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - seen[1] < KIBIBYTES, "the process grows"
