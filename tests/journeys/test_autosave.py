"""What is typed is saved as it is typed, on a bare page with nothing but the house's script."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

import motcua

pytestmark = pytest.mark.browser

JS = Path(motcua.__file__).parent / "static" / "js"
BARE = Path(__file__).parent / "bare"


@dataclass
class Saver:
    """A server that writes down what it is sent and answers as it is told."""

    page: Page
    status: int = 200
    sent: list[dict[str, str]] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[-1] or "form.html"
        if name != "save":
            path = JS / name if name.endswith(".js") else BARE / name
            kind = "text/javascript" if path.suffix == ".js" else "text/html; charset=utf-8"
            route.fulfill(body=path.read_text(encoding="utf-8"), content_type=kind)
            return
        if self.status == 0:
            route.abort()
            return
        self.sent.append(fields(route))
        body = {"version": 3 + len(self.sent)} if self.status == 200 else {"sentence": "Cán bộ khác vừa sửa."}
        route.fulfill(status=self.status, body=json.dumps(body), content_type="application/json")


def fields(route: Route) -> dict[str, str]:
    """Read a multipart body as plain pairs."""
    body = (route.request.post_data_buffer or b"").decode()
    boundary = body.split("\r\n", 1)[0]
    parts = [part.strip("\r\n-") for part in body.split(boundary) if "name=" in part]
    pairs = [(part.split('name="', 1)[1].split('"', 1)[0], part.partition("\r\n\r\n")[2]) for part in parts]
    return dict(pairs) or dict(parse_qsl(body))


@pytest.fixture
def saver(page: Page) -> Saver:
    saver = Saver(page)
    page.route("**/*", saver.answer)
    page.goto("http://desk.test/")
    return saver


def status(page: Page) -> Locator:
    return page.locator("[data-autosave-status]")


def test_typing_is_saved_once_with_the_version_and_the_page_says_so(page: Page, saver: Saver) -> None:
    page.locator("#name").press_sequentially("Trần An", delay=20)

    expect(status(page)).to_have_text("đã lưu")
    assert saver.sent == [{"version": "3", "csrfmiddlewaretoken": "t", "f.name": "Trần An"}]


def test_the_next_save_carries_the_version_that_came_back_and_only_what_changed(page: Page, saver: Saver) -> None:
    page.locator("#name").fill("An")
    expect(status(page)).to_have_text("đã lưu")
    page.locator("#yes").check()
    page.wait_for_timeout(600)

    assert saver.sent[1] == {"version": "4", "csrfmiddlewaretoken": "t", "f.yes": "1"}
    page.locator("#yes").uncheck()
    page.wait_for_timeout(600)
    assert saver.sent[2] == {"version": "5", "csrfmiddlewaretoken": "t", "f.yes": ""}


def test_what_could_not_be_sent_is_kept_in_the_page_and_sent_when_the_server_is_back(page: Page, saver: Saver) -> None:
    saver.status = 0
    page.locator("#name").fill("Trần An")
    expect(status(page)).to_have_text("chưa lưu được")

    saver.status = 200

    expect(status(page)).to_have_text("đã lưu")
    assert saver.sent == [{"version": "3", "csrfmiddlewaretoken": "t", "f.name": "Trần An"}]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_leaving_with_unsaved_words_asks_back(page: Page, saver: Saver) -> None:
    asked: list[str] = []

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stays)
    saver.status = 0
    page.locator("#name").press_sequentially("An")
    expect(status(page)).to_have_text("chưa lưu được")

    page.close(run_before_unload=True)
    page.wait_for_timeout(300)

    assert asked == ["beforeunload"]


def test_somebody_else_was_quicker_is_said_in_their_sentence(page: Page, saver: Saver) -> None:
    saver.status = 409
    page.evaluate("window.conflicts = 0; addEventListener('autosave:conflict', () => { conflicts += 1 })")
    page.locator("#name").fill("An")

    expect(status(page)).to_have_text("Cán bộ khác vừa sửa.")
    assert page.evaluate("conflicts") == 1
