"""Bà Tám files online at the counter with Lan's help: on her phone, on the second screen; Lan confirms nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Origin
from tests.journeys.conftest import Office
from tests.journeys.desk import Desk
from tests.journeys.test_pages import picture, problems, sideways
from tests.journeys.test_second_screen import LYING, PHONE, answers_the_rest, begins_copies, signs, turns_a_screen
from tests.journeys.test_service_day import LATELY, WALL, Board, House, house

__all__ = ["house", "turns_a_screen"]
pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Bà Tám's own phone."""
    device = browser.new_context(locale="vi-VN", has_touch=True, viewport=PHONE)  # type: ignore[arg-type]
    device.set_default_timeout(10_000)
    yield device.new_page()
    device.close()


def begins_online(lan: Desk) -> None:
    """From the form to the account, opened with bà Tám's consent."""
    begins_copies(lan)
    answers_the_rest(lan)
    lan.clicks("Nộp trực tuyến giúp công dân")
    lan.page.get_by_label("Số điện thoại của công dân").fill("0199 123 456")
    lan.page.get_by_label("Công dân đồng ý").check()
    picture(lan.page, "assisted-account")
    lan.clicks("Mở tài khoản và nộp trực tuyến")
    lan.sees("Người hỗ trợ")


def checks_and_accepts(lan: Desk) -> Dossier:
    lan.sees("đã nộp trực tuyến")
    picture(lan.page, "assisted-filed")
    lan.page.get_by_role("link", name="Kiểm tra hồ sơ").click()
    lan.sees("người hỗ trợ: Nguyễn Thị Lan")
    for line in lan.page.locator(".check-line").all():
        line.get_by_label("đạt", exact=True).check()
    picture(lan.page, "assisted-checks")
    assert problems(lan.page) == []
    assert lan.page.get_by_role("button", name="Đạt cả: tiếp nhận").get_attribute("aria-disabled") == "true"
    lan.sees("Chưa kiểm tra xong hồ sơ nộp trực tuyến")
    lan.clicks("Lưu kết quả kiểm tra")
    lan.clicks("Đạt cả: tiếp nhận")
    lan.page.wait_for_url("**/done/")
    return Dossier.objects.get(code=lan.code())


def test_on_the_phone_filed_then_checked_then_accepted(office: Office, phone: Page) -> None:
    lan = office.sit_down("lan")
    begins_online(lan)
    lan.clicks("Hiện mã cho điện thoại")
    picture(lan.page, "assisted-code")
    assert problems(lan.page) == []
    phone.goto(lan.page.locator("[data-citizen-link]").get_attribute("href") or "")
    expect(phone.get_by_role("heading", level=1)).to_have_text("TRẦN THỊ TÁM")
    picture(phone, "assisted-phone")
    assert (problems(phone), sideways(phone)) == ([], 0)
    phone.get_by_role("button", name="Đúng, tôi xác nhận và nộp").click()
    expect(phone.get_by_role("main")).to_contain_text("Đã xác nhận và nộp")
    picture(phone, "assisted-phone-done")
    dossier = checks_and_accepts(lan)
    assert (dossier.state, dossier.channel) == ("RECEIVED", "ONLINE")
    assert dossier.filing is not None
    assert (dossier.filing.confirmed_how, dossier.filing.filer_name) == ("PHONE", "TRẦN THỊ TÁM")


def test_on_the_second_screen_signed_then_checked_then_accepted(
    office: Office, turns_a_screen: Callable[..., Page]
) -> None:
    lan = office.sit_down("lan")
    screen = turns_a_screen(lan, viewport=LYING)
    begins_online(lan)
    lan.sees("Màn hình thứ hai đang hiện tờ khai")
    signs(screen)
    screen.get_by_role("button", name="Đúng, tôi xác nhận").click()
    dossier = checks_and_accepts(lan)
    assert dossier.filing is not None
    assert (dossier.state, dossier.filing.confirmed_how) == ("RECEIVED", "SCREEN")


def test_the_counter_offers_no_confirmation_and_the_officers_browser_is_refused(office: Office) -> None:
    lan = office.sit_down("lan", viewport=PHONE)
    begins_online(lan)
    lan.page.get_by_role("link", name="Về tờ khai").first.click()
    expect(lan.page.locator("[name='confirm.how']")).to_have_count(0)
    lan.clicks("Đến bước công dân xác nhận")
    lan.clicks("Hiện mã cho điện thoại")
    assert sideways(lan.page) == 0
    lan.opens(lan.page.locator("[data-citizen-link]").get_attribute("href", timeout=2_000).removeprefix(office.url))  # type: ignore[union-attr]
    lan.clicks("Đúng, tôi xác nhận và nộp")
    lan.sees("Máy này đang có cán bộ đăng nhập")
    assert not Dossier.objects.exists()


def test_while_it_is_open_the_strip_and_the_board_stay_live_and_all_three_come_back(house: House) -> None:
    lan, son = house.lan, house.office.sit_down("son", viewport=WALL)
    begins_online(lan)
    son.opens("/counter/board/?to=1")
    board, strip = Board(son.page), lan.page.locator("#queue-strip")
    board.says(intake=1)
    filed = son.page.locator("details", has_text="Nộp trực tuyến")
    filed.locator("summary").click()

    def another(number: int) -> None:
        commands.take(house.lines["A"], origin=Origin.KIOSK, at=clock.now())
        expect(strip).to_contain_text(f"Đang chờ {number}", timeout=LATELY)
        board.says(waiting=number, intake=1)

    another(1)
    lan.page.context.set_offline(True)
    expect(strip.locator("[data-live-lost]")).to_be_visible(timeout=LATELY)
    lan.page.context.set_offline(False)
    another(2)
    expect(strip.locator("[data-live-lost]")).to_be_hidden()
    with lan.page.expect_response("**/online/said/") as asked:
        pass
    assert asked.value.status == 204
    expect(filed).to_have_attribute("open", "")
