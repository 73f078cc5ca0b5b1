"""A person without the paper goes home with form 02, comes back with it, and is accepted: the clock runs from then."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from motcua.lib import clock
from tests.factories.people import card_of
from tests.journeys.conftest import MORNING, Office
from tests.journeys.desk import TAM

pytestmark = pytest.mark.browser


def test_without_the_original_home_with_form_02_and_back_with_it(office: Office) -> None:
    lan = office.sit_down("lan", viewport={"width": 1366, "height": 768})
    lan.scans(card_of(TAM))
    lan.picks("1")
    for question, keys in (
        ("Tên giấy tờ", ["1"]), ("Số trang bản chính", ["3", "Enter"]), ("Số bản sao", ["2", "Enter"]),
        ("Cần bản sao điện tử", ["2"]), ("Người dân đã xem", ["2"]),
    ):  # fmt: skip
        lan.is_asked(question)
        lan.presses(*keys)
    expect(lan.page.locator("[data-accept]")).to_be_focused()
    original = lan.page.locator("input[name^='paper.']").first
    original.uncheck()
    lan.sees("Còn thiếu giấy tờ")

    lan.presses("F8")
    lan.page.wait_for_url("**/supplement/")
    lan.sees("Yêu cầu bổ sung (mẫu 02)")
    expect(lan.page.locator("input[name=wanted]").first).to_be_checked()
    with lan.page.expect_navigation():
        lan.presses("Enter")
    lan.sees("Đã hướng dẫn TRẦN THỊ TÁM bổ sung")
    lan.sees("Mời quay lại")
    code = lan.code()
    dossier = Dossier.objects.get(code=code)
    assert (dossier.state, dossier.due_at) == ("AWAITING_SUPPLEMENT", None)
    with lan.page.expect_navigation():
        lan.presses("Enter")

    lan.opens("/counter/waiting/")
    lan.sees(code)
    next_day = MORNING + dt.timedelta(days=1)
    clock.begin_at(next_day)
    lan.opens("/counter/")
    lan.scans(card_of(TAM))
    lan.sees("Đang chờ")
    with lan.page.expect_navigation():
        lan.clicks("Làm tiếp hồ sơ này")
    lan.sees(f"Làm tiếp hồ sơ đã nộp, giữ mã {code}.")
    lan.page.locator("input[name^='paper.']").first.check()
    lan.page.locator("[data-question='confirm.how'] input").nth(1).check()
    lan.page.locator("[data-accept]").click()
    lan.page.wait_for_url("**/done/")

    assert lan.code() == code
    dossier.refresh_from_db()
    assert dossier.state == "RECEIVED"
    assert dossier.received_at is not None
    assert dossier.received_at >= next_day > dossier.submitted_at
    assert dossier.counted_from == dossier.received_at
    assert Dossier.objects.count() == 1
