"""A hand-held scanner: it types what it reads into whatever is in front, key by key, and ends with Enter."""

import time

from playwright.sync_api import Page


def scan(page: Page, text: str, *, gap_ms: float = 2, end: str = "Enter", prefix: str = "") -> None:
    """Send real key events, letters that no layout has included, as a scanner in keyboard mode does."""
    keyboard = page.context.new_cdp_session(page)
    if prefix:
        keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": prefix})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": prefix})
    for letter in text:
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, "key": letter})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": letter})
        if gap_ms > 5:
            time.sleep(gap_ms / 1000)
    if end:
        page.keyboard.press(end)
    keyboard.detach()
