"""Every page: nothing for axe to find, no sideways scrolling on a phone, light over the wire, quiet in the console."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from motcua.config.demo_dossiers import load_dossiers
from motcua.lib import clock
from tests.journeys.conftest import Office
from tests.journeys.desk import MAI, Desk, card_of, desk_of
from tests.serving import Installation, Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Who opens what. Each page is looked at by somebody who works with it.
PAGES = {
    "lan": (
        "/counter/", "/counter/board/", "/counter/results/", "/counter/sheet/", "/counter/person/", "/office/",
        "/counter/components/", "/accounts/post/",
    ),
    "minh": ("/office/", "/office/?f=unit", "/manage/procedures/", "/manage/procedures/1.001193/"),
    "ha": ("/office/approvals/",),
    "son": ("/counter/board/", "/office/?f=late", "/manage/calendar/"),
    "kien": ("/manage/calendar/", "/manage/staff/", "/manage/staff/lan/", "/manage/staff/new/", "/manage/units/"),
}  # fmt: skip
HEAVIEST = 60_000
# What is left to ask of a birth where no register is connected.
ASKED_BY_HAND = (
    ("Họ, chữ đệm, tên của trẻ", "Trần Mai An"),
    ("Ngày, tháng, năm sinh", "20112026"),
    ("Giới tính", "2"),
    ("Dân tộc", "Kinh"),
    ("Nơi sinh", "Bệnh viện"),
    ("Quê quán", "Gia Lâm"),
)
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
# With MOTCUA_SCREENSHOTS=docs/screenshots the pictures of the README are made anew.
PICTURES = os.environ.get("MOTCUA_SCREENSHOTS", "")


def problems(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def picture(page: Page, name: str) -> None:
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")


def begins_a_birth(desk: Desk) -> None:
    desk.opens("/counter/")
    desk.scans(card_of(MAI))
    desk.picks("3")
    desk.registers_answered()


@pytest.fixture
def busy(office: Office) -> Office:
    """The office with two weeks of dossiers behind it."""
    list(load_dossiers(now=clock.now()))
    return office


class Looker:
    """One officer's desk on one screen; what is wrong with a page is noted with the page's name."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.wrong: list[str] = []
        desk.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)

    def look(self, name: str) -> None:
        wide = sideways(self.desk.page)
        self.wrong += problems(self.desk.page) + ([f"{name}: {wide} px sideways"] if wide > 0 else [])


def test_pages_are_accessible_and_fit_the_screen(busy: Office) -> None:
    wrong: dict[tuple[str, str, str], list[str]] = {}
    for (screen, size), scheme, username in product(SCREENS.items(), ("light", "dark"), PAGES):
        desk = busy.sit_down(username, viewport=size, color_scheme=scheme)
        looker = Looker(desk)
        for path in PAGES[username]:
            desk.opens(path)
            looker.look(path)
        if username == "minh":
            desk.opens("/office/?f=unit")
            desk.page.locator("table th a").first.click()
            desk.page.wait_for_url("**/dossiers/**")
            looker.look("dossier")
        if username == "lan":
            begins_a_birth(desk)
            looker.look("visit")
        wrong[screen, scheme, username] = looker.wrong
    assert {where: what for where, what in wrong.items() if what} == {}


@pytest.fixture
def served(tmp_path: Path, browser: Browser) -> Iterator[tuple[str, Desk]]:
    """An installation of its own, served as an office serves it: hashed, compressed."""
    installation = Installation(tmp_path)
    installation.prepare()
    server = Served(installation).start()
    with desk_of(browser, server.url, "lan") as desk:
        yield server.url, desk
    server.stop()


def weight(page: Page, url: str) -> int:
    """Bytes that travel when a page is opened for the first time, headers included."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(sizes)


def test_no_page_weighs_more_than_sixty_kilobytes(served: tuple[str, Desk], browser: Browser) -> None:
    url, lan = served
    begins_a_birth(lan)
    visit = lan.page.url.removeprefix(url)
    weights = {visit: weight(lan.page, url + visit)}
    for question, answer in (("Đề nghị cấp bản sao", "2"), *ASKED_BY_HAND, ("Người dân đã xem", "1")):
        lan.answers(question, answer)
    code = lan.accepts()
    done, dossier = lan.page.url.removeprefix(url), f"/office/dossiers/{code}/"
    weights |= {path: weight(lan.page, url + path) for path in (*PAGES["lan"], done, dossier)}
    for username in PAGES.keys() - {"lan"}:
        with desk_of(browser, url, username) as desk:
            weights |= {path: weight(desk.page, url + path) for path in PAGES[username]}
    assert {path: size for path, size in weights.items() if size > HEAVIEST} == {}


def test_pages_speak_english_when_asked(office: Office) -> None:
    desk = office.sit_down("lan")
    desk.page.locator("details[data-menu] summary").click()
    desk.page.get_by_role("button", name="English").click()
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    expect(desk.page.get_by_role("navigation").first).to_contain_text("Intake")


def test_screens_for_the_readme(busy: Office) -> None:
    lan = busy.sit_down("lan", viewport=DESKTOP)
    begins_a_birth(lan)
    lan.page.evaluate("scrollTo(0, 0)")
    picture(lan.page, "counter")
    expect(lan.page.get_by_role("main")).to_contain_text("TRẦN MAI AN")
    lan.opens("/counter/board/")
    picture(lan.page, "board")
    minh = busy.sit_down("minh", viewport=DESKTOP)
    minh.opens("/office/")
    picture(minh.page, "inbox")
    minh.page.locator("table th a").first.click()
    minh.page.wait_for_url("**/dossiers/**")
    picture(minh.page, "dossier")
    phone = busy.sit_down("lan", viewport=PHONE, color_scheme="dark")
    phone.opens("/counter/")
    picture(phone.page, "phone")
