"""The main job, as an officer does it: read the sentences."""

from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier, VisitItem
from motcua.exchange.standin.server import Trouble
from motcua.procedures import scanner_codes
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import ANH, DUC, HA, MAI, TAM, TUNG

pytestmark = pytest.mark.browser


def test_birth_registration_in_one_visit_with_nothing_written(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(MAI))
    lan.picks("3")
    lan.registers_answered()
    lan.sees("TRẦN MAI AN")
    lan.sees("TRẦN VĂN BÌNH")

    lan.is_asked("Đề nghị cấp bản sao")
    lan.presses("1")
    lan.is_asked("Số lượng bản sao")
    lan.presses("2", "Enter")
    lan.is_asked("Người dân đã xem, cam đoan và xác nhận")
    lan.presses("1")
    code = lan.accepts()

    lan.sees("Trả trong hôm nay, khoảng 16:30")
    lan.sees("Không cần giấy hẹn")
    form = Dossier.objects.get(code=code).form
    assert form is not None
    # Its three must-ask fields: are copies wanted, how many, does the applicant declare it true.
    assert form.asked == 3
    assert form.keys_typed == 4  # the procedure's digit, and one key an answer
    assert form.values["tre.ho_ten"]["source"] == "health"


def test_a_child_is_not_registered_twice(office: Office) -> None:
    lan, hoa = office.sit_down("lan"), office.sit_down("hoa")
    lan.scans(card_of(MAI))
    lan.picks("3")
    lan.registers_answered()
    lan.presses("2")
    lan.is_asked("Người dân đã xem, cam đoan và xác nhận")
    lan.presses("1")
    code = lan.accepts()

    hoa.opens("/counter/")
    hoa.scans(card_of(MAI))
    hoa.picks("3")
    hoa.registers_answered()

    hoa.sees(f"Giấy chứng sinh 01024.GCS.00117.26 đã dùng ở hồ sơ {code}: xem lại để không đăng ký hai lần.")
    hoa.sees_not("TRẦN MAI AN")


def test_twins_are_registered_from_one_scan(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(HA))
    lan.picks("3")
    lan.registers_answered()
    lan.finds("khai sinh")
    lan.registers_answered()

    lan.sees("LÊ QUANG MINH")
    lan.sees("LÊ MINH ANH")


def test_the_same_thing_twice_for_one_person(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    for count in (1, 2):
        lan.finds("2.000884")
        expect(lan.page.locator("h2", has_text="Chứng thực chữ ký")).to_have_count(count)
    for paper, copies in (("1", "2"), ("2", "3")):
        lan.answers("Loại giấy tờ, văn bản", paper)
        lan.is_asked("Số bản")
        lan.presses(copies, "Enter")
        lan.answers("Ký, điểm chỉ, hay không thể", "1")
    lan.answers("Người dân đã xem", "1")
    lan.accepts()

    forms = [dossier.form.values for dossier in Dossier.objects.order_by("code") if dossier.form]
    said = [(values["vb.loai"]["value"], values["vb.so_ban"]["value"]) for values in forms]
    assert said == [("Sơ yếu lý lịch", 2), ("Giấy ủy quyền", 3)]


def test_certified_copies_in_under_a_dozen_keystrokes(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    lan.picks("1")
    keys = ["1", "Enter"]
    lan.is_asked("Tên giấy tờ")
    answers = (["1"], ["3", "Enter"], ["2", "Enter"], ["2"], ["2"])
    questions = ("Số trang bản chính", "Số bản sao", "Cần bản sao điện tử", "Người dân đã xem")
    for said, following in zip(answers, (*questions, ""), strict=True):
        lan.presses(*said)
        keys += said
        if following:
            lan.is_asked(following)
    code = lan.accepts()
    lan.sees("Thu 10.000 đ")
    lan.presses("1")
    lan.sees("Đã thu 10.000 đ, tiền mặt")

    assert len([*keys, "Enter", "1"]) < 12
    dossier = Dossier.objects.get(code=code)
    assert dossier.quantities == {"pages": 3, "copies": 2}
    assert dossier.fee_due == 10_000
    assert not dossier.slip_owed


def test_single_status_certificate_goes_its_whole_way(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TUNG))
    lan.finds("giay doc than")
    lan.registers_answered()
    lan.is_asked("Mục đích")
    lan.presses("1")
    lan.is_asked("Kết hôn với ai")
    lan.page.keyboard.type("Vũ Thị Ánh", delay=90)
    lan.presses("Enter")
    lan.page.locator("[name^='entered.']").fill("0")
    lan.presses("Tab")
    lan.page.locator("[data-question='confirm.how'] input").nth(1).check()
    lan.page.locator("[data-accept]").click()
    lan.page.wait_for_url("**/done/")
    code = lan.code()
    lan.sees("Hẹn 08:3")
    lan.sees("Có giấy hẹn")

    lan.opens(f"/office/dossiers/{code}/")
    lan.page.get_by_text("Chuyển bước tiếp theo").first.click()
    lan.page.locator("details[open] button").click()
    lan.sees("Chuyển cho")

    minh = office.sit_down("minh")
    minh.opens(f"/office/dossiers/{code}/")
    minh.clicks("Xác nhận đã nhận hồ sơ")
    minh.sees("Bên nhận xác nhận đã nhận hồ sơ")
    minh.page.get_by_text("Soạn dự thảo kết quả").first.click()
    minh.page.locator("details[open] textarea").fill("Đủ điều kiện.")
    minh.page.locator("details[open] button").click()
    minh.sees("Dự thảo, lần 1")
    minh.page.get_by_text("Chuyển bước tiếp theo").first.click()
    minh.page.locator("details[open] button").click()

    head = office.sit_down("ha")
    head.opens("/office/approvals/")
    head.sees("BÙI THANH TÙNG")
    head.clicks("Ký duyệt")

    thu = office.sit_down("thu")
    thu.opens(f"/office/dossiers/{code}/")
    thu.clicks("Vào số, đóng dấu")
    thu.sees("Đã có kết quả")

    lan.opens(f"/counter/results/{code}/")
    dossier = Dossier.objects.get(code=code)
    lan.page.locator("input[name=shown]").fill(dossier.pickup_code)
    lan.clicks("Đã trao tận tay")
    lan.page.wait_for_url("**/counter/results/")
    dossier.refresh_from_db()
    assert dossier.state == "DELIVERED"
    assert dossier.deliveries.get().to_name == "BÙI THANH TÙNG"


@pytest.mark.parametrize("kind", ["down", "slow", "wrong", "forged"])
def test_when_registers_fail_the_officer_is_told_why_and_goes_on_by_hand(
    office: Office, kind: str, settings: Any
) -> None:
    if kind == "slow":
        settings.MOTCUA_REGISTER_TIMEOUT_MS = 300
    office.standin.trouble = {name: Trouble(kind, 1.0) for name in ("population", "civil_registry", "health")}
    lan = office.sit_down("lan")
    lan.scans(card_of(MAI))
    lan.picks("3")
    lan.registers_answered()
    told = {
        "down": "Cơ sở dữ liệu dân cư không kết nối được. Nhập tay hoặc thử lại.",
        "slow": "Cơ sở dữ liệu dân cư chưa trả lời (quá 0,3 giây). Nhập tay hoặc thử lại.",
        "wrong": "Cơ sở dữ liệu dân cư trả lời sai, không dùng được.",
        "forged": "đưa giấy có chữ ký số không đúng",
    }
    lan.sees(told[kind])
    name = lan.page.get_by_role("textbox", name="Họ, chữ đệm, tên của trẻ")
    name.fill("Trần Mai An")
    name.press("Enter")
    lan.page.wait_for_timeout(600)
    lan.page.reload()
    lan.sees("TRẦN MAI AN")


def test_two_cards_fill_both_sides_of_a_marriage(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(ANH))
    lan.finds("dang ky ket hon")
    lan.registers_answered()
    lan.scans(card_of(DUC))
    lan.sees("Vừa quét thẻ của ĐẶNG MINH ĐỨC. Người này là ai?")
    with lan.page.expect_navigation():
        lan.clicks("Bên nam")
    lan.registers_answered()
    form = VisitItem.objects.get().form
    filled = {name: (form.values[name]["value"], form.values[name]["source"]) for name in ("nu.ho_ten", "nam.ho_ten")}
    assert filled == {"nu.ho_ten": ("VŨ THỊ NGỌC ÁNH", "card"), "nam.ho_ten": ("ĐẶNG MINH ĐỨC", "card")}
    assert {form.values[f"{side}.dan_toc"]["source"] for side in ("nu", "nam")} == {"population"}


def test_another_commune_sees_nothing(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    lan.picks("1")
    lan.is_asked("Tên giấy tờ")
    for keys in (["1"], ["3", "Enter"], ["2", "Enter"], ["2"], ["2"]):
        lan.presses(*keys)
        lan.page.wait_for_timeout(300)
    code = lan.accepts()

    hung = office.sit_down("hung")
    hung.opens("/office/")
    hung.sees("Không có hồ sơ nào ở đây")
    hung.opens(f"/office/dossiers/{code}/")
    hung.sees_not("TÁM")
    hung.opens("/office/?f=unit")
    hung.sees_not("TÁM")


def test_scanner_alone_takes_a_dossier_in(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    lan.scans(scanner_codes.encode("1.010041"))
    lan.scans(scanner_codes.CONFIRM)
    code = lan.code()
    dossier = Dossier.objects.get(code=code)
    assert (dossier.procedure_code, dossier.applicant_name) == ("1.010041", "TRẦN THỊ TÁM")
    assert dossier.form is not None
    assert (dossier.form.keys_typed, dossier.form.confirmed_how) == (0, "IN_PERSON")


def test_a_card_with_a_commune_that_was_split_asks_which_one_it_is_now(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(HA))
    lan.sees("Xã trên thẻ đã tách. Nay người này ở đâu?")
    lan.clicks("Xã Gia Lâm")
    lan.sees("trên thẻ: Thôn Vàng, Xã Cổ Bi, Huyện Gia Lâm, Thành phố Hà Nội")
    lan.sees_not("Xã trên thẻ đã tách")


def test_what_is_typed_is_saved_and_stands_parked_on_every_desk(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    lan.picks("1")
    lan.is_asked("Tên giấy tờ")
    lan.presses("1")
    lan.is_asked("Số trang bản chính")
    lan.page.keyboard.type("12", delay=90)
    expect(lan.page.locator("[data-autosave-status]")).to_have_attribute("data-state", "saved")
    lan.presses("Escape")
    lan.page.wait_for_url("**/counter/")

    hoa = office.sit_down("hoa")
    strip = hoa.page.locator(".strip", has_text="TRẦN THỊ TÁM")
    strip.click()
    expect(hoa.page.get_by_role("textbox", name="Số trang bản chính")).to_have_value("12")
    assert not Dossier.objects.exists()
