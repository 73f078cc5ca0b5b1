"""A card held before the counter's camera: Chromium plays a film in place of a real one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from motcua.accounts.models import Post
from motcua.dossiers.commands import screens
from motcua.dossiers.models import Screen, ScreenKind
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Ticket
from motcua.web.display import devices
from tests.factories.people import card_of
from tests.journeys.conftest import CHROMIUM, FLAGS, Office
from tests.journeys.desk import BINH, desk_of
from tests.people.photos import Conditions, photograph

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film of one frame, again and again: Motion JPEG is nothing but JPEGs one after the other."""
    path = tmp_path / "card.mjpeg"
    path.write_bytes(photograph(card_of(BINH), Conditions(angle=8, blur=0.8, noise=6), seed=3) * 30)
    return path


@pytest.fixture
def filming(browser: Browser, film: Path) -> Iterator[Browser]:
    """A browser of its own: what its camera sees is said when it starts."""
    shown = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    flags = [*FLAGS, *shown, f"--use-file-for-fake-video-capture={film}"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    yield chromium
    chromium.close()


def test_a_card_held_before_the_camera_brings_its_person(office: Office, filming: Browser) -> None:
    with desk_of(filming, office.url, "lan", permissions=["camera"]) as lan:
        lan.opens("/counter/")
        lan.presses("Alt+m")

        lan.page.wait_for_url("**/counter/visits/**")
        lan.sees("TRẦN VĂN BÌNH")


def test_without_a_camera_a_sentence_says_what_to_do_and_the_box_still_works(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.opens("/counter/")
    lan.presses("Alt+m")

    expect(lan.page.locator("[data-camera-says]")).to_contain_text("nhập số định danh")
    lan.presses("Escape")
    expect(lan.page.locator("[data-camera]")).not_to_have_attribute("open", "")
    lan.scans(card_of(BINH))
    lan.sees("TRẦN VĂN BÌNH")


def test_a_card_held_before_the_kiosk_makes_the_ticket_known_and_the_screen_says_nobody(
    office: Office, filming: Browser
) -> None:
    kien, lan = Post.objects.get(user__username="kien"), Post.objects.get(user__username="lan")
    commands.say_line(lan.agency, commands.LineSaid("A", "Mọi việc"), by=kien, at=clock.now())
    token = screens.begin(kind=ScreenKind.KIOSK, at=clock.now())[1]
    Screen.objects.update(shop=lan.agency, paired_at=clock.now(), paired_by=lan, code="")
    context = filming.new_context(permissions=["camera"], locale="vi-VN", viewport={"width": 1080, "height": 1920})
    context.add_cookies([{"name": devices.COOKIES[ScreenKind.KIOSK], "value": token, "url": office.url}])
    kiosk = context.new_page()
    kiosk.goto(f"{office.url}/kiosk/take/")
    kiosk.get_by_text("Đọc thẻ bằng máy ảnh").click()

    expect(kiosk.locator("main")).to_contain_text("Đã nhận thẻ, xin chào ông/bà.", timeout=30_000)
    expect(kiosk.locator("body")).not_to_contain_text("BÌNH")
    kiosk.locator(".kiosk-choice").first.click()
    kiosk.locator(".kiosk-choice", has_text="Không thuộc diện nào").click()
    expect(kiosk.locator(".kiosk-number")).to_have_text("A001")
    person = Ticket.objects.get().person
    assert person is not None
    assert person.full_name == "TRẦN VĂN BÌNH"
    context.close()
