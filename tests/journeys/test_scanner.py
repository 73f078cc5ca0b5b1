"""Scanning and typing side by side, on a bare page that has nothing but the house's scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

import motcua
from tests.factories.people import TAM_TEXT
from tests.journeys.scanner import scan

pytestmark = pytest.mark.browser

JS = Path(motcua.__file__).parent / "static" / "js"
BARE = Path(__file__).parent / "bare"


@pytest.fixture
def desk(page: Page) -> Page:
    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[-1] or "desk.html"
        path = BARE / name if (BARE / name).exists() else JS / name
        kind = "text/javascript" if path.suffix == ".js" else "text/html; charset=utf-8"
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type=kind)

    page.route("**/*", answer)
    page.goto("http://desk.test/")
    return page


def heard(page: Page) -> list[str]:
    return page.locator("#heard li").all_text_contents()


def scanned(text: str) -> list[str]:
    return [f"quét {len(text) + 1} {text}", f"gửi everything {text}"]


def test_scan_with_no_field_in_focus_lands_in_the_box_and_sends_it(desk: Page) -> None:
    scan(desk, TAM_TEXT)

    assert heard(desk) == scanned(TAM_TEXT)


@pytest.mark.parametrize("field", ["#name", "#notes", "#number", "#place"])
def test_scan_with_another_field_in_focus_leaves_that_field_as_it_was(desk: Page, field: str) -> None:
    before = desk.locator(field).input_value()
    desk.locator(field).focus()

    scan(desk, TAM_TEXT)

    assert heard(desk) == scanned(TAM_TEXT)
    assert desk.locator(field).input_value() == before


def test_scan_with_a_button_in_focus_does_not_press_it(desk: Page) -> None:
    desk.locator("#accept").focus()

    scan(desk, TAM_TEXT)

    assert heard(desk) == scanned(TAM_TEXT)


def test_slow_scanner_is_known_by_the_shape_of_a_card(desk: Page) -> None:
    desk.locator("#name").focus()

    scan(desk, TAM_TEXT, gap_ms=60)

    assert heard(desk) == scanned(TAM_TEXT)
    expect(desk.locator("#name")).to_have_value("cũ")


def test_quick_short_code_in_another_field_is_known_by_its_speed(desk: Page) -> None:
    desk.locator("#name").focus()

    scan(desk, "1.001193")

    assert heard(desk) == scanned("1.001193")
    expect(desk.locator("#name")).to_have_value("cũ")


def test_scanner_with_a_prefix_key_is_known_at_any_speed(desk: Page) -> None:
    desk.locator("#name").focus()

    scan(desk, "K7T", gap_ms=150, prefix="F13")

    assert heard(desk) == scanned("K7T")
    expect(desk.locator("#name")).to_have_value("cũ")


def test_scan_over_words_left_in_the_box_replaces_them(desk: Page) -> None:
    desk.locator("#box").fill("dở dang")

    scan(desk, TAM_TEXT)

    assert heard(desk) == scanned(TAM_TEXT)


def test_scanner_that_ends_with_cr_and_lf_sends_once(desk: Page) -> None:
    scan(desk, TAM_TEXT)
    desk.keyboard.press("Enter")

    assert heard(desk) == scanned(TAM_TEXT)


def test_typing_by_hand_in_a_field_is_left_alone(desk: Page) -> None:
    desk.locator("#name").fill("")
    desk.locator("#name").press_sequentially("Tran Thi Tam", delay=130)
    desk.keyboard.press("Enter")

    assert heard(desk) == ["gửi other Tran Thi Tam"]


def test_typing_by_hand_with_no_field_in_focus_goes_to_the_box(desk: Page) -> None:
    for letter in "sao y":
        desk.keyboard.press("Space" if letter == " " else letter, delay=5)
        desk.wait_for_timeout(120)
    desk.keyboard.press("Enter")

    assert heard(desk) == ["gửi everything sao y"]


def test_letters_that_come_without_keys_reach_the_box_too(desk: Page) -> None:
    desk.keyboard.type(TAM_TEXT)
    desk.keyboard.press("Enter")

    assert heard(desk)[-1] == f"gửi everything {TAM_TEXT}"


def test_hotkey_presses_its_button_and_a_digit_waits_for_a_scanner(desk: Page) -> None:
    desk.keyboard.press("F10")
    desk.keyboard.press("1")
    desk.wait_for_timeout(400)
    desk.keyboard.press("Escape")

    assert heard(desk) == ["bấm accept", "bấm one", "bấm park"]


def test_scan_that_begins_with_a_hotkey_is_a_scan(desk: Page) -> None:
    scan(desk, "1.001193")
    desk.wait_for_timeout(400)

    assert heard(desk) == scanned("1.001193")


def test_hotkey_digit_in_a_field_is_typed(desk: Page) -> None:
    desk.locator("#name").fill("")
    desk.locator("#name").press("1")
    desk.wait_for_timeout(400)

    expect(desk.locator("#name")).to_have_value("1")
    assert heard(desk) == []


def test_question_mark_shows_the_keys_of_the_page(desk: Page) -> None:
    desk.keyboard.press("?")

    expect(desk.locator("dialog[data-hotkeys]")).to_be_visible()
    shown = zip(
        desk.locator("dialog dt").all_text_contents(), desk.locator("dialog dd").all_text_contents(), strict=True
    )
    assert list(shown) == [("F10", "Tiếp nhận"), ("1", "Khai sinh"), ("Esc", "Gác"), ("Alt+x", "Đi")]
