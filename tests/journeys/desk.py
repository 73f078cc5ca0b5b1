"""An officer at a desk, in sentences: scans, presses, sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from tests.journeys.scanner import scan

PASSWORD = "mot-cua-2026"
MAI, BINH, TAM = "003195002101", "003092002102", "005158004710"
TUNG, HA, DUC, ANH = "005097002401", "007198002201", "009099002302", "009301002303"


@dataclass
class Desk:
    """One officer's browser."""

    page: Page
    url: str

    def signs_in(self, username: str) -> "Desk":
        self.page.goto(f"{self.url}/accounts/login/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("banner")).to_be_visible(timeout=30_000)
        self.page.wait_for_url(lambda url: "login" not in url)
        return self

    def opens(self, path: str) -> None:
        self.page.goto(self.url + path)

    def scans(self, text: str) -> None:
        """The scanner types whatever has the focus."""
        with self.page.expect_navigation():
            scan(self.page, text)

    def ties(self, code: str) -> None:
        """Types the code that a device shows: it belongs to this counter's shop from then on."""
        self.opens("/counter/screen/")
        self.page.get_by_label("Mã trên màn hình").fill(code)
        with self.page.expect_navigation():
            self.presses("Enter")

    def calls_next(self) -> None:
        """F4 brings whose turn it is."""
        with self.page.expect_navigation():
            self.presses("F4")

    def picks(self, number: str) -> None:
        """Types a procedure's number in the list into the box."""
        expect(self.page.locator("#box")).to_be_focused()
        self.presses(number, "Enter")
        self.page.locator("#visit-form").wait_for()

    def finds(self, words: str) -> None:
        """Types into the box what is to be done and takes the first thing found."""
        self.page.locator("#box").fill(words)
        self.page.locator("#suggestions .pick").first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.locator("#visit-form").wait_for()

    def is_asked(self, label: str) -> None:
        """The question that has the focus."""
        question = self.page.locator("[data-question]:focus-within")
        expect(question).to_contain_text(label)

    def answers(self, question: str, said: str) -> None:
        """Answers the question when it has the focus: a digit, or words and Enter."""
        self.is_asked(question)
        if len(said) == 1:
            self.presses(said)
            return
        self.page.locator("[data-question]:focus-within input").fill(said)
        self.presses("Enter")

    def presses(self, *keys: str) -> None:
        """Press keys on a page that knows them: its modules have run once the document is loaded."""
        self.page.wait_for_load_state("domcontentloaded")
        for key in keys:
            self.page.keyboard.press(key)

    def clicks(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=False).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def sees_not(self, words: str) -> None:
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def registers_answered(self) -> None:
        """What the registers said stands in the form."""
        expect(self.page.locator(".pending")).to_have_count(0)

    def moves_on(self) -> None:
        """The dossier on the page goes to its next step."""
        self.page.get_by_text("Chuyển bước tiếp theo").first.click()
        with self.page.expect_navigation():
            self.page.locator("details[open] button").click()

    def accepts(self) -> str:
        """Enter on the one main act; returns the dossier's code."""
        expect(self.page.locator("[data-accept]")).to_be_focused()
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/done/")
        return self.code()

    def code(self) -> str:
        """The code of the dossier just taken in."""
        return self.page.locator(".big-code").first.inner_text().strip()


@contextmanager
def desk_of(browser: Browser, url: str, username: str, **options: object) -> Iterator[Desk]:
    """A browser of its own for one officer."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    yield Desk(context.new_page(), url).signs_in(username)
    context.close()
