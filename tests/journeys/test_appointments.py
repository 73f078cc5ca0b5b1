"""An elder books a time with her own phone, one question a page, and takes the ticket at the kiosk with the code."""

import datetime as dt
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.accounts.models import Post
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Appointment, Line, Ticket
from tests.journeys.conftest import Office
from tests.journeys.test_kiosk import PHONE, _device, kiosk, lines, touches
from tests.journeys.test_pages import problems, sideways

pytestmark = pytest.mark.browser
__all__ = ["kiosk", "lines"]
SOON, HALF_AN_HOUR = dt.timedelta(minutes=5), dt.timedelta(minutes=30)


def opens(line: Line, at: dt.datetime, *, places: int) -> None:
    """Kiên opens the half hour that begins then."""
    kien = Post.objects.get(user__username="kien")
    span = [(at, at + HALF_AN_HOUR)]
    commands.open_slots(line, at.date(), minutes=30, capacity=places, windows=span, by=kien, at=clock.now())


def is_in_order(page: Page, words: str) -> None:
    """The page that says these words is there: nothing for axe to find, nothing beside the screen."""
    expect(page.get_by_text(words).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert (problems(page), sideways(page)) == ([], 0)


def test_a_time_is_booked_at_360_pixels_and_becomes_a_ticket_at_the_kiosk(
    office: Office, kiosk: Page, browser: Browser
) -> None:
    every = list(Line.objects.order_by("letter"))
    for line in every:
        opens(line, clock.now() + SOON, places=1)
    with ExitStack() as devices:
        phone = _device(browser, devices, viewport=PHONE).new_page()
        phone.goto(f"{office.url}/lay-so/{every[0].shop.code}/")
        phone.get_by_role("link", name="Hẹn giờ đến sau").tap()
        for asked, name in (("làm việc gì", every[0].name), ("ngày nào", "còn 1 chỗ")):
            is_in_order(phone, asked)
            phone.get_by_role("link", name=name).tap()
        is_in_order(phone, "mấy giờ")
        phone.locator("label.chip").first.tap()
        phone.get_by_role("button", name="Hẹn giờ này").tap()
        is_in_order(phone, "Mời ông bà đến lúc")
        row = Appointment.objects.get()
        expect(phone.locator(".phone-code")).to_have_text(row.code)

        touches(kiosk, "Lấy số", "Tôi đã hẹn giờ")
        expect(kiosk.get_by_role("heading", name="Mã hẹn của ông bà")).to_be_visible()
        kiosk.wait_for_load_state("networkidle")
        assert problems(kiosk) == []
        for digit in row.code:
            kiosk.locator(f"[data-digit='{digit}']").tap()
        kiosk.get_by_role("button", name="Xong").tap()
        expect(kiosk.locator(".kiosk-number")).to_have_text("A001")
        phone.reload()
        phone.get_by_role("link", name="Xem số của tôi").tap()
        is_in_order(phone, "A001")
    assert Ticket.objects.get().appointment == row
    lan = office.sit_down("lan", viewport=PHONE)
    for path in ("?q=khai+sinh", "?procedure=1.001193", f"{row.pk}/story/"):
        lan.opens(f"/counter/appointments/{path}")
        is_in_order(lan.page, "Lịch hẹn")
