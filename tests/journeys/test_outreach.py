"""A tablet at the house of culture: no line, an intake with photograph and signature, a receipt that holds."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.dossiers.models import DigitalCopy, Dossier
from motcua.lib import clock
from motcua.outreach.commands import refuse
from motcua.outreach.models import NumberBlock, OfflineIntake
from motcua.procedures import queries as procedures
from motcua.procedures.models import Procedure
from motcua.worktime.models import Calendar
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import PASSWORD, TAM
from tests.journeys.test_pages import problems, sideways

pytestmark = pytest.mark.browser
TABLET, PHONE = {"width": 800, "height": 1280}, {"width": 360, "height": 740}
PIN = "258036"
YEARLY_REVIEW = "1.011606"  # of the poor households of a commune: no limit for one dossier
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


@pytest.fixture
def tablet(office: Office, browser: Browser) -> Iterator[Callable[..., tuple[BrowserContext, Page]]]:
    """Lan's tablet, put down by the administrator, with her PIN; the clock of the device is that of the office."""
    with ExitStack() as devices:

        def bring(viewport: dict[str, int]) -> tuple[BrowserContext, Page]:
            admin = office.sit_down("kien")
            admin.opens("/manage/devices/")
            admin.page.get_by_label("Tên máy").fill("Máy thôn 3")
            admin.page.get_by_label("Số hồ sơ cấp trước mỗi lần").fill("5")
            admin.clicks("Ghi máy, lấy mã")
            code = admin.page.locator("[data-device-code]").inner_text()
            device = browser.new_context(
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                has_touch=True,
                viewport=viewport,  # type: ignore[arg-type]
            )
            devices.callback(device.close)
            device.set_default_timeout(15_000)
            page = device.new_page()
            page.clock.install(time=clock.now())
            page.goto(f"{office.url}/accounts/login/?next=/luu-dong/")
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

        yield bring


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


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph of a paper."""
    path = tmp_path / "paper.jpg"
    Image.effect_noise((2400, 1700), 60).convert("RGB").save(path)
    return path


def lies_on(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(EVERYTHING))


def test_an_intake_without_a_line_comes_home(tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path) -> None:
    device, page = tablet(TABLET)
    device.set_offline(True)
    page.reload()
    page.get_by_label("Mã khóa của bạn").fill("000000")
    page.get_by_role("button", name="Mở khóa").click()
    expect(page.get_by_text("Mã khóa không đúng")).to_be_visible()
    unlocks(page)

    number = takes_copies_in(page, picture)

    reserved = [pair[0] for pair in NumberBlock.objects.get().codes]
    assert number == reserved[0]
    receipt = page.locator(".outreach-receipt")
    for words in ("TRẦN THỊ TÁM", "Chứng thực bản sao từ bản chính", "Trung tâm"):
        expect(receipt).to_contain_text(words)
    due = page.locator("[data-slot=due]").inner_text()
    assert due.startswith("chậm nhất ")
    assert page.locator("[data-slot-qr]").evaluate("(image) => image.complete && image.naturalWidth > 20")
    expect(page.locator("[data-count]")).to_have_text("còn 1 hồ sơ chưa gửi")
    assert (problems(page), sideways(page)) == ([], 0)
    lies = lies_on(page)
    assert (lies["kinds"].count("intake"), set(lies["extractable"])) == (1, {False})
    # What the sign-in page's own library notes is where it was, and nothing of anybody.
    assert set(json.loads(lies["storage"])) <= {"htmx-current-path-for-history"}
    for secret in ("TRẦN", "TÁM", TAM, "Căn cước công dân", "image/jpeg;base64", PIN, number, "Nguyễn Thị Lan"):
        assert secret not in lies["all"], secret
        assert secret not in lies["kept"], secret
    assert Dossier.objects.count() == 0

    page.reload()
    expect(page.locator("[data-count]")).to_have_text("còn 1 hồ sơ chưa gửi")
    unlocks(page)
    expect(page.get_by_text("Máy còn 4 số cấp trước.")).to_be_visible()
    device.set_offline(False)
    expect(page.get_by_text(f"{number}: đã tiếp nhận ở cơ quan.")).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-count]")).to_have_text("đã gửi hết", timeout=SLOW)

    dossier = Dossier.objects.get()
    assert dossier.due_at is not None
    assert [
        part in due for part in (f"{clock.local(dossier.due_at):%H:%M}", f"{clock.local(dossier.due_at):%d/%m/%Y}")
    ] == [True] * 2
    assert (dossier.code, dossier.channel, dossier.applicant_name) == (number, "DIRECT", "TRẦN THỊ TÁM")
    assert dossier.form is not None
    assert (dossier.form.confirmed_how, dossier.form.signature is None) == ("SCREEN", False)
    assert [len(copy.pages) for copy in DigitalCopy.objects.filter(document__dossier=dossier)] == [1]
    assert set(lies_on(page)["kinds"]) == {"offer", "numbers", "answer"}


def test_a_conflict_is_shown_to_a_person_and_settled(
    office: Office, tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    device, page = tablet(PHONE)
    device.set_offline(True)
    first = takes_copies_in(page, picture)
    assert sideways(page) == 0
    page.get_by_role("button", name="Người tiếp theo").click()
    second = takes_copies_in(page, picture)
    page.get_by_role("button", name="Người tiếp theo").click()
    expect(page.locator("[data-count]")).to_have_text("còn 2 hồ sơ chưa gửi")
    assert (problems(page), sideways(page)) == ([], 0)
    device.set_offline(False)
    expect(page.locator("[data-count]")).to_have_text("đã gửi hết", timeout=SLOW)
    expect(page.locator("[data-answers] .late")).to_have_count(1)
    expect(page.locator("[data-answers] .good")).to_have_count(1)

    lan = office.sit_down("lan")
    lan.opens("/luu-dong/xem/")
    assert (problems(lan.page), sideways(lan.page)) == ([], 0)
    row = OfflineIntake.objects.get(state="CONFLICT")
    done = {first, second} - {row.code}
    lan.sees("đang có hồ sơ cùng thủ tục")
    lan.sees("T. T. TÁM")
    lan.page.get_by_role("link", name="Xem, giải quyết").click()
    lan.sees(done.pop())
    assert (problems(lan.page), sideways(lan.page)) == ([], 0)
    lan.page.get_by_role("button", name="Tiếp nhận").click()
    lan.sees("ghi vì sao vẫn nhận")
    lan.page.get_by_label("Vì sao vẫn nhận").fill("Hai bản giấy tờ khác nhau.")
    lan.page.get_by_role("button", name="Tiếp nhận").click()
    lan.sees(f"Đã tiếp nhận: {row.code}")
    dossier = Dossier.objects.get(code=row.code)
    assert dossier.duplicate_note == "Hai bản giấy tờ khác nhau."


def test_what_was_half_typed_is_offered_again_after_the_tablet_died(
    tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    device, page = tablet(TABLET)
    device.set_offline(True)
    fills_copies_in(page, picture)
    page.wait_for_timeout(600)
    lies = lies_on(page)
    assert sorted(lies["kinds"]) == ["draft", "numbers", "offer", "photo"]
    for secret in ("TRẦN", TAM, "Căn cước công dân", "image/jpeg;base64"):
        assert secret not in lies["all"], secret

    page.goto("about:blank")
    page.go_back()
    unlocks(page)
    half = page.locator("[data-half] button")
    expect(half).to_contain_text("TRẦN THỊ TÁM")
    assert (problems(page), sideways(page)) == ([], 0)
    half.click()
    expect(page.locator("[data-person]")).to_contain_text("TRẦN THỊ TÁM")
    expect(page.get_by_label("Tên giấy tờ").first).to_have_value("Căn cước công dân")
    expect(page.locator("[data-shot] img")).to_have_count(1)
    assert page.locator(".outreach-paper input[type=checkbox]:checked").count() == 2
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    for words in ("TRẦN THỊ TÁM", "Căn cước công dân", "Số bản sao"):
        expect(page.locator("[data-said-back]")).to_contain_text(words)
    signs(page)
    page.wait_for_timeout(600)
    page.reload()
    unlocks(page)
    half.click()
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    finishes(page)
    assert sorted(lies_on(page)["kinds"]) == ["intake", "numbers", "offer", "photo"]


def test_what_changes_after_it_was_signed_is_signed_again_and_what_is_dropped_is_gone(
    tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    device, page = tablet(PHONE)
    device.set_offline(True)
    fills_copies_in(page, picture)
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    signs(page)
    assert (problems(page), sideways(page)) == ([], 0)
    page.get_by_role("button", name="Sửa").click()
    page.get_by_label("Số bản sao").first.fill("4")
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    page.get_by_role("button", name="Tiếp nhận, đưa biên nhận").click()
    expect(page.get_by_text("Mời người dân ký, hoặc đánh dấu không ký được.")).to_be_visible()
    page.get_by_role("button", name="Sửa").click()
    page.get_by_text("Bỏ hồ sơ này").click()
    page.get_by_role("button", name="Bỏ, xóa phần đang ghi").click()
    expect(page.get_by_text("Máy còn 5 số cấp trước.")).to_be_visible()
    assert sorted(lies_on(page)["kinds"]) == ["numbers", "offer"]


def test_what_the_office_cannot_accept_comes_back_and_is_sent_again_under_its_number(
    tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    device, page = tablet(TABLET)
    device.set_offline(True)
    fills_copies_in(page, picture, pages="ba")
    number = reads_back_and_signs(page)
    page.get_by_role("button", name="Người tiếp theo").click()
    device.set_offline(False)
    back = page.locator("[data-returned-list] li")
    expect(back).to_contain_text("«Số trang bản chính»", timeout=SLOW)
    assert OfflineIntake.objects.get().state == "RETURNED"
    assert (problems(page), sideways(page)) == ([], 0)

    back.get_by_role("button", name="Mở, sửa").click()
    expect(page.locator("[data-returned]")).to_contain_text("«Số trang bản chính»")
    page.get_by_label("Số trang bản chính").first.fill("3")
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    page.get_by_label("Không ký được: đã đọc lại").check()
    assert finishes(page) == number
    page.get_by_role("button", name="Người tiếp theo").click()
    expect(page.get_by_text(f"{number}: đã tiếp nhận ở cơ quan.")).to_be_visible(timeout=SLOW)
    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.form and dossier.form.confirmed_how) == (number, "IN_PERSON")
    assert [len(copy.pages) for copy in DigitalCopy.objects.filter(document__dossier=dossier)] == [1]
    assert set(lies_on(page)["kinds"]) == {"offer", "numbers", "answer"}


def test_who_wants_the_result_by_post_says_so_on_the_tablet(
    tablet: Callable[..., tuple[BrowserContext, Page]],
) -> None:
    device, page = tablet(PHONE)
    device.set_offline(True)
    page.get_by_role("button", name="Giấy xác nhận tình trạng hôn nhân", exact=True).click()
    page.get_by_label("Quét mã QR của thẻ").fill(card_of(TAM))
    page.get_by_label("Quét mã QR của thẻ").press("Enter")
    page.get_by_label("Tình trạng hôn nhân").first.select_option(index=1)
    page.get_by_label("Mục đích sử dụng").first.fill("Vay vốn")
    page.get_by_label("Mức phí").fill("15000")
    for tick in page.locator(".outreach-paper input[type=checkbox]").all():
        tick.check()
    address = page.get_by_label("Gửi bưu chính đến địa chỉ nào?")
    expect(address).to_be_hidden()
    page.get_by_label("Nhận kết quả bằng cách nào?").select_option("Bưu chính")
    expect(address).to_be_visible()
    assert (problems(page), sideways(page)) == ([], 0)
    page.get_by_role("button", name="Tiếp: người dân xem lại và ký").click()
    expect(page.locator("[data-said-back]")).to_contain_text("Bưu chính, nơi cư trú")
    page.get_by_role("button", name="Sửa").click()
    address.fill("Thôn 9, Xã Gia Lâm")
    number = reads_back_and_signs(page)
    expect(page.locator(".outreach-receipt")).to_contain_text("Bưu chính, Thôn 9, Xã Gia Lâm")
    assert (problems(page), sideways(page)) == ([], 0)
    device.set_offline(False)
    expect(page.locator("[data-count]")).to_have_text("đã gửi hết", timeout=SLOW)
    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.return_way, dossier.return_address) == (number, "POST", "Thôn 9, Xã Gia Lâm")


def test_what_the_server_cannot_even_read_does_not_stick_and_is_handed_to_a_person(
    tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    device, page = tablet(TABLET)
    device.set_offline(True)
    number = takes_copies_in(page, picture)
    page.get_by_role("button", name="Người tiếp theo").click()
    device.route("**/gui/", lambda route: route.fulfill(status=413, body="too large"))
    device.set_offline(False)
    back = page.locator("[data-returned-list] li")
    expect(back).to_contain_text("(lỗi 413)", timeout=SLOW)
    expect(page.locator("[data-count]")).to_have_text("còn 1 hồ sơ chưa gửi")
    device.unroute("**/gui/")
    back.get_by_role("button", name="Để cán bộ ở cơ quan xem").click()
    expect(page.locator("[data-answers] .late")).to_contain_text("1 ảnh của hồ sơ này không gửi được", timeout=SLOW)
    row = OfflineIntake.objects.get()
    assert (row.state, row.reason, row.code, row.who) == ("CONFLICT", "CONTENT", number, "TRẦN THỊ TÁM")
    assert set(lies_on(page)["kinds"]) == {"offer", "numbers", "answer"}


def test_what_the_office_settled_meanwhile_is_learned_by_the_tablet_that_asks(
    tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    device, page = tablet(PHONE)
    fills_copies_in(page, picture, pages="ba")
    number = reads_back_and_signs(page)
    page.get_by_role("button", name="Người tiếp theo").click()
    expect(page.locator("[data-returned-list] li")).to_be_visible(timeout=SLOW)
    device.set_offline(True)
    row = OfflineIntake.objects.get()
    refuse(row=row, why="Người dân xin thôi.", by=row.post, at=clock.now())
    device.set_offline(False)
    expect(page.locator("[data-answers]")).to_contain_text(f"{number}: cơ quan đã xem và không nhận.", timeout=SLOW)
    expect(page.locator("[data-returned-list] li")).to_have_count(0)
    expect(page.locator("[data-count]")).to_have_text("đã gửi hết")
    assert set(lies_on(page)["kinds"]) == {"offer", "numbers", "answer"}


def test_a_receipt_says_when_no_limit_holds_and_when_none_can_be_reckoned(
    office: Office, tablet: Callable[..., tuple[BrowserContext, Page]], picture: Path
) -> None:
    Procedure.objects.filter(code=YEARLY_REVIEW).update(uses=1_000_000)
    procedures.forget()
    Calendar.objects.update(covers_to=clock.now().date() + dt.timedelta(days=3), version=F("version") + 1)
    device, page = tablet(TABLET)
    device.set_offline(True)
    takes_copies_in(page, picture)
    expect(page.locator('[data-screen="receipt"] [data-slot="due"]')).to_contain_text("Chưa tính được trên máy này.")
    assert (problems(page), sideways(page)) == ([], 0)
    page.get_by_role("button", name="Người tiếp theo").click()
    page.get_by_role("button", name="Rà soát hộ nghèo", exact=False).click()
    page.get_by_label("Quét mã QR của thẻ").fill(card_of(TAM))
    page.get_by_label("Quét mã QR của thẻ").press("Enter")
    answers_all(page)
    reads_back_and_signs(page)
    expect(page.locator('[data-screen="receipt"] [data-slot="due"]')).to_contain_text(
        "không có thời hạn cho từng hồ sơ"
    )
    assert Dossier.objects.count() == 0


def answers_all(page: Page) -> None:
    """Something in every question, every paper handed in."""
    for box in page.locator("[data-intake] input[type=text]:visible[required], [data-intake] textarea:visible").all():
        box.fill("Có")
    for tick in page.locator(".outreach-paper input[type=checkbox]").all():
        tick.check()
