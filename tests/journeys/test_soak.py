"""Twelve hours of the hall's screen and the board in a minute: neither memory nor nodes nor listeners grow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from motcua.accounts.models import Post
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Origin
from tests.factories import queues
from tests.factories.dossiers import later
from tests.journeys.conftest import MORNING
from tests.journeys.test_service_day import WALL, House, house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STEP, STEPS, WARM = 12, 60, 10  # minutes of the clock, steps of twelve hours, steps before the first look

__all__ = ["house"]


@dataclass(frozen=True)
class Held:
    """What a page holds after its garbage was collected."""

    heap: int
    nodes: int
    listeners: int


def held(session: CDPSession) -> Held:
    for _twice in range(2):
        session.send("HeapProfiler.collectGarbage")
    found = {each["name"]: int(each["value"]) for each in session.send("Performance.getMetrics")["metrics"]}
    return Held(found["JSHeapUsedSize"], found["Nodes"], found["JSEventListeners"])


@contextmanager
def measured(page: Page) -> Iterator[Callable[[], Held]]:
    session: Any = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    yield lambda: held(session)
    session.detach()


def one_more_is_called(house: House, by: Post) -> None:
    """The hall looks as before: as many wait, one is called."""
    ticket = queues.here(by)
    commands.recall(ticket, by=by, at=clock.now())
    commands.no_show(ticket, by=by, at=clock.now())
    commands.take(house.lines["A"], origin=Origin.KIOSK, at=clock.now())
    commands.call_next(by=by, at=clock.now())


@pytest.mark.parametrize("which", ["hall", "board"])
def test_twelve_hours_leave_nothing_behind_in_the_browser(house: House, which: str) -> None:
    by = Post.objects.select_related("agency", "counter", "user").get(user__username="lan")
    for _each in range(9):
        commands.take(house.lines["A"], origin=Origin.KIOSK, at=clock.now())
    commands.call_next(by=by, at=clock.now())
    if which == "hall":
        page, now = house.device("/man-hinh-cho/", viewport=WALL), "**/man-hinh-cho/now/"
    else:
        page, now = house.office.sit_down("son", viewport=WALL).page, "**/counter/board/now/"
    page.clock.install()
    page.goto(f"{house.office.url}{'/man-hinh-cho/' if which == 'hall' else '/counter/board/?to=1'}")
    page.locator("[data-live]").wait_for()
    with measured(page) as look:
        drawn = 0
        for step in range(STEPS):
            clock.begin_at(later(MORNING, minutes=STEP * (step + 1)))
            one_more_is_called(house, by)
            with page.expect_response(now) as answer:
                page.clock.fast_forward(STEP * 60_000)
            drawn += answer.value.status == 200
            answer.value.finished()
            if step == WARM:
                first = look()
        last = look()

    assert drawn == STEPS
    assert (last.listeners, abs(last.nodes - first.nodes) <= 25) == (first.listeners, True), (first, last)
    assert last.heap - first.heap < 256 * 1024, (first, last)
