"""What is done at a tablet, step by step, and everything that lies on it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.lib import clock
from tests.factories.people import card_of
from tests.journeys.desk import PASSWORD, TAM

TABLET, PHONE = {"width": 800, "height": 1280}, {"width": 360, "height": 740}
PIN = "258036"
SLOW = 60_000  # every photograph is read by a process of its own
# Everything that lies on the device: rows of the database read every way, the worker's cache, the two storages.
EVERYTHING = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const database = await done(indexedDB.open("motcua-luu-dong"));
  const rows = (store) => done(database.transaction(store).objectStore(store).getAll());
  const read = (bytes) => ["latin1", "utf-8", "utf-16le"].map((each) => new TextDecoder(each).decode(bytes)).join(" ");
  const text = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return read(value);
    const inside = value && typeof value === "object" && !(value instanceof CryptoKey);
    return inside ? Object.values(value).map(text).join(" ") : String(value);
  };
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request)).text());
  }
  const [sealed, locks] = [await rows("sealed"), await rows("locks")];
  return {
    kinds: sealed.map((row) => row.kind),
    all: [sealed, locks].map(text).join(" "),
    kept: kept.join(" "),
    storage: JSON.stringify({ ...localStorage, ...sessionStorage }),
    extractable: locks.map((lock) => lock.secret.extractable),
  };
}"""


def opened(browser: Browser, url: str, code: str, viewport: dict[str, int]) -> tuple[BrowserContext, Page]:
    """A tablet that Lan has joined with its code and given her PIN; its clock is that of the office."""
    device = browser.new_context(
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True,
        viewport=viewport,  # type: ignore[arg-type]  # a plain dict
    )
    device.set_default_timeout(15_000)
    page = device.new_page()
    page.clock.install(time=clock.now())
    page.goto(f"{url}/accounts/login/?next=/luu-dong/")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Mã của máy").fill(code)
    page.get_by_role("button", name="Ghi máy").click()
    page.get_by_label("Mã khóa, ít nhất").fill(PIN)
    page.get_by_label("Gõ lại mã khóa").fill(PIN)
    page.get_by_role("button", name="Đặt mã khóa").click()
    expect(page.get_by_text("Máy còn 5 số cấp trước.")).to_be_visible(timeout=SLOW)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return device, page


def signs(page: Page) -> None:
    pad = page.locator("[data-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 40 + step * 12, box["y"] + 40 + (step % 3) * 20)
    page.mouse.up()


def unlocks(page: Page) -> None:
    page.get_by_label("Mã khóa của bạn").fill(PIN)
    page.get_by_role("button", name="Mở khóa").click()


def fills_copies_in(page: Page, picture: Path, *, pages: str = "3") -> None:
    """Bà Tám's card, the questions, a photograph of the paper."""
    page.get_by_label("Tìm việc trong danh sách").fill("sao y")
    page.get_by_role("button", name="Chứng thực bản sao từ bản chính", exact=True).click()
    page.get_by_label("Quét mã QR của thẻ").fill(card_of(TAM))
    page.get_by_label("Quét mã QR của thẻ").press("Enter")
    expect(page.locator("[data-person]")).to_contain_text("TRẦN THỊ TÁM")
    for label, value in (("Tên giấy tờ", "Căn cước công dân"), ("Số trang bản chính", pages), ("Số bản sao", "2")):
        page.get_by_label(label).first.fill(value)
    page.get_by_label("Cần bản sao điện tử").select_option("2")
    paper = page.locator(".outreach-paper").nth(1)
    expect(page.locator(".outreach-camera:visible")).to_have_count(1)
    paper.locator("input[type=file]").set_input_files(picture)
    expect(paper.locator("img")).to_have_count(1)
    for tick in page.locator(".outreach-paper input[type=checkbox]").all():
        tick.check()


def reads_back_and_signs(page: Page) -> str:
    """Her own words read back to her, her signature; returns the number on the receipt."""
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    signs(page)
    return finishes(page)


def finishes(page: Page) -> str:
    page.get_by_role("button", name="Tiếp nhận, đưa biên nhận").click()
    number = page.locator(".outreach-number")
    expect(number).to_be_visible()
    return number.inner_text()


def takes_copies_in(page: Page, picture: Path) -> str:
    """A whole intake; returns the number on the receipt."""
    fills_copies_in(page, picture)
    return reads_back_and_signs(page)


def lies_on(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(EVERYTHING))
