"""Bà Tám reads the second screen while Lan fills in: she signs with her finger, or points at what is wrong."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.dossiers.models import Dossier
from motcua.lib import clock
from tests.factories.dossiers import later
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import TAM, Desk
from tests.journeys.test_pages import problems, sideways

pytestmark = pytest.mark.browser
UPRIGHT, LYING, PHONE = {"width": 1080, "height": 1920}, {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture
def turns_a_screen(office: Office, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A device of its own, turned towards the citizen and paired with Lan's counter by its code."""
    with ExitStack() as devices:

        def turn(lan: Desk, **options: object) -> Page:
            device = browser.new_context(locale="vi-VN", has_touch=True, **options)  # type: ignore[arg-type]
            devices.callback(device.close)
            device.set_default_timeout(10_000)
            page = device.new_page()
            page.goto(f"{office.url}/man-hinh/")
            code = page.locator(".screen-code").inner_text()
            lan.opens("/counter/screen/")
            lan.page.get_by_label("Mã trên màn hình").fill(code)
            lan.presses("Enter")
            lan.sees("Đã nối")
            expect(page.get_by_role("main")).to_contain_text("Kính mời ông bà")
            return page

        yield turn


def begins_copies(lan: Desk) -> None:
    lan.opens("/counter/")
    lan.scans(card_of(TAM))
    lan.picks("1")
    lan.is_asked("Tên giấy tờ")


def answers_the_rest(lan: Desk) -> None:
    for question, keys in (
        ("Tên giấy tờ", ["1"]),
        ("Số trang bản chính", ["3", "Enter"]),
        ("Số bản sao", ["2", "Enter"]),
        ("Cần bản sao điện tử", ["2"]),
    ):
        lan.is_asked(question)
        lan.presses(*keys)
    lan.is_asked("Người dân đã xem")


def signs(screen: Page) -> None:
    """A stroke of the finger across the pad."""
    pad = screen.locator("[data-pad]")
    pad.hover()  # waits while the screen draws itself anew
    box = pad.bounding_box()
    assert box is not None
    screen.mouse.move(box["x"] + 40, box["y"] + 60)
    screen.mouse.down()
    for step in range(12):
        screen.mouse.move(box["x"] + 40 + step * 15, box["y"] + 60 + (step % 3) * 20)
    screen.mouse.up()


def speaks(screen: Page, language: str) -> None:
    screen.get_by_role("button", name=language).click()
    expect(screen.locator("html")).to_have_attribute("lang", "en" if language == "English" else "vi")


def test_the_citizen_reads_along_in_two_languages_and_signs(
    office: Office, turns_a_screen: Callable[..., Page]
) -> None:
    lan = office.sit_down("lan")
    screen = turns_a_screen(lan, viewport=LYING)
    shown = screen.get_by_role("main")
    begins_copies(lan)
    expect(shown).to_contain_text("TRẦN THỊ TÁM")
    expect(shown).to_contain_text("Cán bộ đang điền")
    lan.presses("1")
    lan.is_asked("Số trang bản chính")
    lan.presses("3", "Enter")
    pages = screen.locator(".screen-cell", has_text="Số trang").locator("dd").first
    expect(pages).to_have_text("3")

    speaks(screen, "English")
    expect(shown).to_contain_text("The officer is filling it in")
    expect(screen.locator("h1")).to_have_text("TRẦN THỊ TÁM")
    lan.is_asked("Số bản sao")
    lan.presses("2", "Enter")
    lan.is_asked("Cần bản sao điện tử")
    lan.presses("2")
    expect(screen.get_by_role("button", name="Yes, I confirm")).to_be_visible()
    speaks(screen, "Tiếng Việt")

    signs(screen)
    screen.get_by_role("button", name="Đúng, tôi xác nhận").click()
    expect(shown).to_contain_text("Đã xác nhận. Xin cảm ơn ông bà.")
    lan.sees("Người dân đã xem và ký trên màn hình.")
    form = Dossier.objects.get(code=lan.accepts()).form
    assert form is not None
    assert (form.confirmed_how, form.confirmed_by_name, form.signature is None) == ("SCREEN", "TRẦN THỊ TÁM", False)
    expect(shown).to_contain_text("Ông bà thấy việc phục vụ thế nào?")


def test_nothing_is_signed_while_the_line_is_lost_and_a_signature_is_answered_without_waiting(
    office: Office, turns_a_screen: Callable[..., Page]
) -> None:
    lan = office.sit_down("lan")
    screen = turns_a_screen(lan, viewport=LYING)
    begins_copies(lan)
    answers_the_rest(lan)
    expect(screen.get_by_role("button", name="Đúng, tôi xác nhận")).to_be_visible()
    screen.context.set_offline(True)
    expect(screen.locator("[data-visit][inert]")).to_have_count(1)
    expect(screen.get_by_role("status")).to_contain_text("Đang nối lại với quầy.")
    screen.context.set_offline(False)
    expect(screen.locator("[data-visit][inert]")).to_have_count(0)
    expect(screen.locator("[data-live-lost]")).to_be_hidden()

    screen.clock.install(time=clock.now())
    screen.clock.pause_at(later(clock.now(), minutes=1))  # from here on the screen asks only when it is told to
    screen.wait_for_timeout(1500)
    signs(screen)
    screen.get_by_role("button", name="Đúng, tôi xác nhận").click()
    expect(screen.get_by_role("main")).to_contain_text("Đã xác nhận. Xin cảm ơn ông bà.")


def test_an_empty_pad_is_no_signature(office: Office, turns_a_screen: Callable[..., Page]) -> None:
    lan = office.sit_down("lan")
    screen = turns_a_screen(lan, viewport=PHONE)
    begins_copies(lan)
    answers_the_rest(lan)
    screen.get_by_role("button", name="Đúng, tôi xác nhận").click()
    expect(screen.locator("[data-problem]")).to_contain_text("xin", ignore_case=True)


def test_a_wish_stands_beside_its_field_until_it_is_mended(office: Office, turns_a_screen: Callable[..., Page]) -> None:
    lan = office.sit_down("lan")
    screen = turns_a_screen(lan, viewport=UPRIGHT)
    begins_copies(lan)
    answers_the_rest(lan)
    screen.get_by_role("button", name="Tôi muốn sửa").click()
    wrong = screen.get_by_role("button", name=re.compile("Sửa mục này ?: Số bản sao"))
    wrong.click()
    expect(screen.locator(".screen-cell.asked")).to_have_count(1)

    question = lan.page.locator("[data-question]", has_text="Số bản sao")
    expect(question).to_contain_text("Người dân muốn sửa mục này")
    expect(lan.page.locator(".questions").get_by_text("Người dân muốn sửa mục này")).to_have_count(1)
    lan.page.locator("#on-screen a").click()
    lan.is_asked("Số bản sao")
    lan.presses("5", "Enter")
    lan.sees_not("Người dân muốn sửa")
    expect(screen.locator(".screen-cell.asked")).to_have_count(0)
    expect(screen.locator(".screen-cell", has_text="Số bản sao").locator("dd").first).to_have_text("5")


@pytest.mark.slow
def test_the_screen_is_accessible_at_every_moment(office: Office, turns_a_screen: Callable[..., Page]) -> None:
    lan = office.sit_down("lan")
    screens = [turns_a_screen(lan, viewport=size) for size in (UPRIGHT, LYING, PHONE)]
    wrong: list[str] = []

    def looked_at(moment: str, words: str) -> None:
        for screen, language in product(screens, ("Tiếng Việt", "English")):
            expect(screen.get_by_role("main")).to_contain_text(words)
            speaks(screen, language)
            wrong.extend(f"{moment}: {each}" for each in problems(screen))
            wrong.extend([f"{moment}: {wide} px sideways"] if (wide := sideways(screen)) > 0 else [])
            speaks(screen, "Tiếng Việt")

    looked_at("empty", "Kính mời ông bà")
    begins_copies(lan)
    looked_at("filling", "Cán bộ đang điền")
    answers_the_rest(lan)
    looked_at("asked to confirm", "Những điều trên có đúng không ạ?")
    screens[0].get_by_role("button", name="Tôi muốn sửa").click()
    wrong.extend(problems(screens[0]))
    signs(screens[0])
    screens[0].get_by_role("button", name="Đúng, tôi xác nhận").click()
    looked_at("confirmed", "Đã xác nhận")
    assert wrong == []
