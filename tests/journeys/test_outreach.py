"""A tablet at the house of culture: no line, an intake with photograph and signature, a receipt that holds."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import DigitalCopy, Dossier
from motcua.lib import clock
from motcua.outreach.commands import refuse
from motcua.outreach.models import NumberBlock, OfflineIntake
from tests.journeys.conftest import Bring, Office
from tests.journeys.desk import TAM
from tests.journeys.tablet import (
    PHONE,
    PIN,
    SLOW,
    TABLET,
    fills_copies_in,
    finishes,
    lies_on,
    reads_back_and_signs,
    signs,
    takes_copies_in,
    unlocks,
)
from tests.journeys.test_pages import problems, sideways

pytestmark = pytest.mark.browser


def test_an_intake_without_a_line_comes_home(tablet: Bring, picture: Path) -> None:
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


def test_a_conflict_is_shown_to_a_person_and_settled(office: Office, tablet: Bring, picture: Path) -> None:
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


def test_what_was_half_typed_is_offered_again_after_the_tablet_died(tablet: Bring, picture: Path) -> None:
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
    tablet: Bring, picture: Path
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
    tablet: Bring, picture: Path
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


def test_what_the_server_cannot_even_read_does_not_stick_and_is_handed_to_a_person(
    tablet: Bring, picture: Path
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


def test_what_the_office_settled_meanwhile_is_learned_by_the_tablet_that_asks(tablet: Bring, picture: Path) -> None:
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
