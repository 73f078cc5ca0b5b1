"""The receipt that a tablet gives without a line: by when, or why not; how the result is wanted."""

import datetime as dt
from pathlib import Path

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.procedures import queries as procedures
from motcua.procedures.models import Procedure
from motcua.worktime.models import Calendar
from tests.factories.people import card_of
from tests.journeys.conftest import Bring, Office
from tests.journeys.desk import TAM
from tests.journeys.tablet import PHONE, SLOW, TABLET, reads_back_and_signs, takes_copies_in
from tests.journeys.test_pages import problems, sideways

pytestmark = pytest.mark.browser
YEARLY_REVIEW = "1.011606"  # of the poor households of a commune: no limit for one dossier


def test_who_wants_the_result_by_post_says_so_on_the_tablet(
    tablet: Bring,
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


def test_a_receipt_says_when_no_limit_holds_and_when_none_can_be_reckoned(
    office: Office, tablet: Bring, picture: Path
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
