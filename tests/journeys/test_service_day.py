"""A service day from the ticket to the face that is touched, with the board of the hall's head open beside it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from motcua.accounts.models import Post
from motcua.config.demo.dossiers import tell
from motcua.config.demo.queues import LINES
from motcua.config.demo.stories import deal
from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Line, Origin, Ticket
from motcua.servicedays.models import Promise
from motcua.servicedays.seed import load_service_days
from motcua.surveys.models import Rating
from motcua.web import tickets
from tests.factories.dossiers import later
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import TAM, Desk

pytestmark = pytest.mark.browser
WALL, KIOSK = {"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}
OFFICE = {"width": 1366, "height": 768}
TITLES = {
    "waiting": "Đợi",
    "intake": "Đang tiếp nhận",
    "work": "Đang làm",
    "sign": "Chờ ký",
    "ready": "Đã có kết quả",
}
LATELY = 30_000


@dataclass
class House:
    """Gia Lâm's one-stop shop on a service day: its devices, its counters, and who looks after it."""

    office: Office
    browser: Browser
    devices: ExitStack
    lines: dict[str, Line]
    lan: Desk = field(init=False)

    def device(self, path: str, **options: object) -> Page:
        """A device of the hall, tied to the shop by the code that it shows."""
        context = self.browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)  # type: ignore[arg-type]
        self.devices.callback(context.close)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(self.office.url + path)
        self.lan.ties(page.locator(".hall-code, .kiosk-number").inner_text())
        return page


@pytest.fixture
def house(office: Office, browser: Browser) -> Iterator[House]:
    load_service_days(at=clock.now())
    kien, lan = Post.objects.get(user__username="kien"), Post.objects.get(user__username="lan")
    lines = {said.letter: commands.say_line(lan.agency, said, by=kien, at=clock.now()) for said in LINES}
    with ExitStack() as devices:
        made = House(office, browser, devices, lines)
        made.lan = office.sit_down("lan")
        yield made


@dataclass
class Board:
    """The board of the hall's head, read as they read it."""

    page: Page

    def column(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=re.compile(f"^{title}"))

    def says(self, **counts: int) -> None:
        """How many stand in each column; a column that is not named is empty."""
        for key, title in TITLES.items():
            expect(self.column(title).locator(".count")).to_have_text(str(counts.get(key, 0)), timeout=LATELY)

    def shows(self, title: str, words: str) -> None:
        """What a card of this column says."""
        expect(self.column(title)).to_contain_text(words, timeout=LATELY)

    def figures(self, *said: str) -> None:
        """Taken in today, delivered today, in time of these, late, still at the counter."""
        expect(self.page.locator(".board-figures b")).to_have_text(said, timeout=LATELY)


def test_from_the_ticket_to_the_face_in_one_visit(house: House) -> None:  # noqa: PLR0915 - one visit is one story
    lan = house.lan
    kiosk = house.device("/kiosk/", viewport=KIOSK, has_touch=True)
    kiosk.get_by_role("link", name="Đã gõ mã").click()
    hall = house.device("/man-hinh-cho/", viewport=WALL)
    son = house.office.sit_down("son", viewport=WALL)
    son.opens("/counter/board/?to=1")
    board = Board(son.page)
    board.says()

    for words in ("Lấy số", "Hộ tịch", "Không thuộc diện nào"):
        kiosk.locator(".kiosk-choice", has_text=words).tap()
    expect(kiosk.locator(".kiosk-number")).to_have_text("A001")
    expect(hall.locator(".hall-next")).to_contain_text("A001")
    board.says(waiting=1)
    board.shows("Đợi", "A001")

    lan.opens("/counter/")
    lan.calls_next()
    expect(hall.locator(".hall-call")).to_have_text(re.compile(r"A001.*Quầy 1", re.DOTALL))
    board.says(intake=1)
    board.shows("Đang tiếp nhận", "đang mời đến Quầy 1")

    lan.scans(card_of(TAM))
    lan.page.wait_for_url("**/visits/**")
    lan.sees("TRẦN THỊ TÁM")
    board.says(intake=1)
    board.shows("Đang tiếp nhận", "T. T. TÁM")

    lan.picks("1")
    lan.sees("Trả trong buổi này")
    for question, answer in (
        ("Tên giấy tờ", "1"), ("Số trang bản chính", "3"), ("Số bản sao", "2"), ("Cần bản sao điện tử", "2"),
        ("Người dân đã xem", "2"),
    ):  # fmt: skip
        lan.is_asked(question)
        lan.presses(answer, *["Enter"] * question.startswith("Số"))
    code = lan.accepts()
    lan.sees("Trả trong buổi này")
    assert Promise.objects.get().dossier.code == code
    lan.presses("1")
    lan.sees("Đã thu")
    board.says(work=1)
    board.figures("1", "0", "0/0", "0", "1")
    board.shows("Đang làm", "A001")

    lan.opens(f"/office/dossiers/{code}/")
    lan.moves_on()
    lan.sees("Chuyển cho")
    minh = house.office.sit_down("minh")
    minh.opens(f"/office/dossiers/{code}/")
    minh.clicks("Xác nhận đã nhận hồ sơ")
    minh.page.get_by_text("Soạn dự thảo kết quả").first.click()
    minh.page.locator("details[open] textarea").fill("Sao đúng với bản chính.")
    minh.page.locator("details[open] button").click()
    minh.sees("Dự thảo, lần 1")
    board.says(work=1)
    minh.moves_on()
    board.says(sign=1)
    board.shows("Chờ ký", "Người ký duyệt")

    ha = house.office.sit_down("ha")
    ha.opens("/office/approvals/")
    ha.clicks("Ký duyệt")
    ha.sees("Không có gì chờ ký")
    thu = house.office.sit_down("thu")
    thu.opens(f"/office/dossiers/{code}/")
    thu.clicks("Vào số, đóng dấu")
    thu.sees("Đã có kết quả")
    board.says(ready=1)
    assert Promise.objects.get().state == "KEPT"

    dossier = Dossier.objects.get(code=code)
    lan.opens(f"/counter/results/{code}/")
    lan.page.locator("input[name=shown]").fill(dossier.pickup_code)
    lan.clicks("Đã trao tận tay")
    lan.page.wait_for_url("**/counter/results/")
    board.says()
    board.figures("1", "1", "1/1", "0", "0")
    clock.begin_at(later(clock.now(), minutes=3))  # the hall's figures are looked at every two minutes
    expect(hall.locator(".hall-figures")).to_contain_text("1 kết quả đã trả", timeout=LATELY)

    kiosk.goto(f"{house.office.url}/kiosk/")
    kiosk.locator(".kiosk-choice", has_text="Đánh giá").tap()
    for digit in tickets.code_of(Ticket.objects.get().token):
        kiosk.locator(f"[data-digit='{digit}']").tap()
    kiosk.get_by_role("button", name="Xong").tap()
    kiosk.locator(".face", has_text=re.compile("^Hài lòng")).tap()
    expect(kiosk.get_by_role("heading", name="Xin cảm ơn ông bà.")).to_be_visible()
    assert Rating.objects.get().score == 4


def test_two_counters_that_call_at_once_never_call_the_same_ticket(house: House) -> None:
    desks = [house.lan, house.office.sit_down("hoa")]
    for _each in range(6):
        commands.take(house.lines["A"], origin=Origin.KIOSK, at=clock.now())
    for desk in desks:
        desk.opens("/counter/")
    seen = []
    for _turn in range(3):
        for desk in desks:
            desk.page.wait_for_timeout(300)  # keys wait a moment after a page is drawn
        with desks[0].page.expect_navigation(), desks[1].page.expect_navigation():
            for desk in desks:
                desk.presses("F4")
        for desk in desks:
            expect(desk.page.get_by_role("button", name="Bắt đầu")).to_be_visible()
            seen.append(desk.page.locator(".queue-label").inner_text())
            with desk.page.expect_navigation():
                desk.presses("F6")

    assert sorted(seen) == [f"A00{number}" for number in range(1, 7)]


def test_a_board_and_a_strip_that_lost_the_line_say_so_and_are_right_again(house: House) -> None:
    commands.take(house.lines["A"], origin=Origin.KIOSK, at=clock.now())
    son = house.office.sit_down("son", viewport=WALL)
    son.opens("/counter/board/?to=1")
    with house.lan.page.expect_response("**/counter/queue/strip/"):  # the strip has begun to ask
        house.lan.opens("/counter/")
    board, strip = Board(son.page), house.lan.page.locator("#queue-strip")
    board.says(waiting=1)
    for page in (son.page, house.lan.page):
        page.context.set_offline(True)
    for page in (son.page, house.lan.page):
        lost = page.locator("[data-live-lost]").filter(visible=True)
        expect(lost).to_have_text(re.compile(r"Mất kết nối, số liệu lúc 08:3\d"), timeout=LATELY)
    commands.take(house.lines["A"], origin=Origin.KIOSK, at=clock.now())
    board.says(waiting=1)
    for page in (son.page, house.lan.page):
        page.context.set_offline(False)
    board.says(waiting=2)
    expect(strip).to_contain_text("Đang chờ 2", timeout=LATELY)
    for page in (son.page, house.lan.page):
        expect(page.locator("[data-live-lost]")).to_be_hidden()


# The cards that stick out of their columns, and what they say.
STICK_OUT = """
  [...document.querySelectorAll(".board-card")].filter((card) => {
    const [inner, outer] = [card, card.closest(".board-column")].map((each) => each.getBoundingClientRect());
    return inner.right > outer.right + 1 || card.scrollWidth > card.clientWidth + 1;
  }).map((card) => card.innerText)
"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_cards_of_the_board_stay_within_their_columns_in_every_language(house: House, language: str) -> None:
    for number, (story, person) in enumerate(list(deal("00565"))[:12], 1):
        tell("00565", story, person, key=f"board-{number}", now=clock.now())
    son = house.office.sit_down("son", viewport=OFFICE)
    son.page.context.add_cookies([{"name": "motcua_language", "value": language, "url": son.url}])
    for address in ("/counter/board/", "/counter/board/?to=1"):
        son.opens(address)
        expect(son.page.locator("html")).to_have_attribute("lang", language)
        assert son.page.locator(".board-card .clock").count() > 4
        assert son.page.evaluate(STICK_OUT) == []
