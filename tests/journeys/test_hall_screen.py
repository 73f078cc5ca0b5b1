"""The hall reads and hears who is called where; a lost line is said, and all is right when it comes back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.accounts.models import Post, Role
from motcua.lib import clock
from motcua.queues import commands, voice
from motcua.queues.models import Line, Origin, Ticket
from tests.journeys.conftest import MORNING, Office
from tests.journeys.test_pages import problems, sideways

pytestmark = pytest.mark.browser
LYING, UPRIGHT = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
# Writes down every file that is played, and whether another was still playing then.
LISTENS = """
  window.heard = [];
  let open = 0;
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.heard.push(new URL(this.src).pathname + (open ? " at once with another" : ""));
    open += 1;
    const over = () => { open -= 1; };
    for (const end of ["ended", "error"]) this.addEventListener(end, over, { once: true, capture: true });
    return play.call(this);
  };
"""
ENGLISH = "Counter 4 opens at 13:30"


@dataclass
class Hall:
    """Gia Lâm's hall: Lan at the first counter, and the devices in it."""

    lines: dict[str, Line]
    callers: list[Post]
    office: Office
    browser: Browser

    def take(self, letter: str = "A", *, ground: str = "") -> Ticket:
        return commands.take(self.lines[letter], origin=Origin.KIOSK, ground=ground, at=clock.now())

    def call(self, caller: int = 0) -> Ticket:
        by = self.callers[caller]
        here = Ticket.objects.filter(counter=by.counter, state="CALLED").select_related("line").first()
        if here is not None:
            commands.begin_serving(here, by=by, at=clock.now())
        ticket = commands.call_next(by=by, at=clock.now())
        assert ticket is not None
        return ticket


@pytest.fixture
def hall(office: Office, browser: Browser, settings: Any, tmp_path: Any) -> Hall:
    settings.MOTCUA_DATA_DIR = tmp_path
    callers = list(Post.objects.filter(user__username="lan").select_related("agency", "counter", "user"))
    shop = callers[0].agency
    others = Post.objects.filter(agency=shop, role=Role.INTAKE, counter__isnull=False).exclude(user__username="lan")
    callers += list(others.exclude(counter=callers[0].counter).select_related("agency", "counter", "user"))
    counters = [post.counter.number for post in callers if post.counter]
    admin = Post.objects.filter(agency__authority=shop.authority, role=Role.ADMIN).first()
    assert admin is not None
    said = {
        "A": commands.LineSaid("A", "Hộ tịch, chứng thực", ["Hộ tịch", "Chứng thực"], counters),
        "B": commands.LineSaid("B", "Đất đai, xây dựng, kinh doanh", ["Đất đai", "Xây dựng"], counters[:1]),
        "C": commands.LineSaid("C", "Việc khác", [], counters[-1:]),
    }
    today = MORNING.date()
    for text, english in (("Quầy 4 mở cửa từ 13:30 hôm nay", ENGLISH), ("Xin giữ vệ sinh chung", "")):
        commands.put_up(shop, text=text, text_en=english, starts_on=today, ends_on=today, by=admin, at=MORNING)
    lines = {letter: commands.say_line(shop, each, by=admin, at=MORNING) for letter, each in said.items()}
    return Hall(lines, callers, office, browser)


@pytest.fixture
def hangs(hall: Hall) -> Iterator[Any]:
    """Hang a screen in the hall and let Lan type its code."""
    lan = hall.office.sit_down("lan")
    opened = []

    def hang(**options: Any) -> Page:
        device = hall.browser.new_context(locale="en-GB", **options)
        opened.append(device)
        device.set_default_timeout(15_000)
        device.add_init_script(LISTENS)
        page = device.new_page()
        page.goto(f"{hall.office.url}/man-hinh-cho/")
        code = page.locator(".hall-code").inner_text()
        lan.opens("/counter/screen/")
        lan.page.get_by_label("Mã trên màn hình").fill(code)
        lan.presses("Enter")
        lan.sees("Màn hình phòng chờ")
        expect(page.locator(".hall-screen")).to_be_visible()
        return page

    yield hang
    for device in opened:
        device.close()


def called(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", words).strip() for words in page.locator(".hall-call").all_inner_texts()]


def hears(page: Page, number: int) -> list[str]:
    """What was played, as soon as so many files were."""
    for _tenth in range(150):
        heard = page.evaluate("window.heard")
        if len(heard) >= number:
            break
        page.wait_for_timeout(100)
    return list(heard)


@pytest.mark.skipif(voice.program() is None, reason="espeak-ng is not installed")
def test_a_call_is_shown_glows_and_is_heard_one_after_another(hall: Hall, hangs: Any) -> None:
    hall.take()
    hall.take()
    hall.take("B")
    page = hangs(viewport=LYING)
    page.get_by_role("button", name="Bật tiếng").click()
    hears(page, 1)
    first = hall.call()
    expect(page.locator(".hall-call.fresh")).to_have_text(re.compile(r"A001.*Quầy 1"))
    commands.recall(first, by=hall.callers[0], at=clock.now())
    file = f"/man-hinh-cho/goi/{first.pk}-vi.wav"
    assert hears(page, 3) == ["/man-hinh-cho/chao.wav", file, file]
    expect(page.get_by_role("button", name="Bật tiếng")).to_be_hidden()


def test_a_lost_line_is_said_with_the_hour_and_what_happened_meanwhile_is_right_afterwards(
    hall: Hall, hangs: Any
) -> None:
    for _each in range(3):
        hall.take()
    page = hangs(viewport=UPRIGHT)
    hall.call()
    expect(page.locator(".hall-call")).to_have_count(1)
    page.context.set_offline(True)
    lost = page.locator("[data-live-lost]")
    expect(lost.filter(visible=True)).to_have_text(re.compile(r"Mất kết nối, số liệu lúc 08:3\d"))
    hall.call()
    assert called(page) == ["A001 → Quầy 1"]
    page.context.set_offline(False)
    expect(page.locator(".hall-call")).to_have_text(re.compile(r"A002.*Quầy 1"))
    expect(lost).to_be_hidden()
    expect(page.locator(".hall-next")).not_to_contain_text("A002")


@pytest.mark.slow
@pytest.mark.parametrize("size", [LYING, UPRIGHT], ids=["lying", "upright"])
def test_everything_has_room_nothing_moves_and_axe_finds_nothing(
    hall: Hall, hangs: Any, size: dict[str, int], tmp_path: Any
) -> None:
    page = hangs(viewport=size)
    assert problems(page) == []
    for letter in "AAABBACCABACABCAAB":
        hall.take(letter)
    for caller, _post in enumerate(hall.callers):
        hall.call(caller)
    expect(page.locator(".hall-call")).to_have_count(len(hall.callers))
    head = page.locator(".hall-head").bounding_box()
    foot = page.locator(".hall-foot").bounding_box()
    assert problems(page) == []
    expect(page.locator(".hall-call > b").first).to_have_text(hall.call().label)
    expect(page.locator(".hall-call").first).to_have_class(re.compile("fresh"))
    assert (sideways(page), page.locator(".hall-head").bounding_box(), page.locator(".hall-foot").bounding_box()) == (
        0, head, foot,
    )  # fmt: skip
    cut = (
        "[...document.querySelectorAll('.hall-screen section')].filter(e => e.scrollHeight > e.clientHeight + 2).length"
    )
    assert page.evaluate(cut) == 0
    # Read from eight metres: a figure some 60 mm high on a screen of 43 inches.
    size_of = "parseFloat(getComputedStyle(document.querySelector('.hall-call > b')).fontSize)"
    assert page.evaluate(size_of) >= 180
    page.screenshot(path=f"{tmp_path}/hall-{size['width']}.png")
