"""Coming for somebody else, as an officer does it."""

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import MAI, TAM, Desk

pytestmark = pytest.mark.browser


def goes_for(lan: Desk, name: str) -> None:
    """Opens «Đi thay cho…» by its key."""
    lan.page.locator("h1").click(force=True)
    lan.presses("Alt+t")
    expect(lan.page.get_by_role("heading", name="Đi thay cho…")).to_be_visible()
    if name:
        lan.page.locator("#find").fill(name)
        lan.presses("Enter")


def test_a_grandmother_registers_a_birth_without_a_paper(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    lan.picks("3")
    lan.registers_answered()
    goes_for(lan, card_of(MAI))
    expect(lan.page.get_by_label("Họ, chữ đệm, tên")).to_have_value("NGUYỄN THỊ MAI")
    lan.page.get_by_label("Người đến là gì").select_option("Cha, mẹ")
    lan.presses("Control+Enter")
    lan.page.locator("#visit-form").wait_for()
    lan.sees("Người thân thích đi đăng ký khai sinh không cần giấy ủy quyền")
    lan.registers_answered()
    lan.sees("TRẦN MAI AN")

    lan.is_asked("Đề nghị cấp bản sao")
    lan.presses("2")
    lan.is_asked("Quan hệ với người được đăng ký")
    lan.presses("4")
    lan.is_asked("Người dân đã xem, cam đoan và xác nhận")
    lan.presses("1")
    code = lan.accepts()

    dossier = Dossier.objects.get(code=code)
    assert dossier.mandate is not None
    assert (dossier.submitter.full_name, dossier.mandate.principal_name, dossier.mandate.paper) == (
        "TRẦN THỊ TÁM", "NGUYỄN THỊ MAI", "BY_LAW",
    )  # fmt: skip


def test_a_company_without_a_mandate_is_told_and_nothing_is_lost_and_with_it_accepted(office: Office) -> None:
    lan = office.sit_down("lan")
    lan.scans(card_of(TAM))
    lan.picks("1")
    goes_for(lan, "")
    lan.page.get_by_label("Một tổ chức").check()
    lan.page.get_by_label("Người đến là gì").select_option("Người được ủy quyền")
    lan.page.get_by_label("Mã số doanh nghiệp").fill("0109876543")
    lan.page.get_by_label("Tên tổ chức", exact=True).fill("Công ty TNHH Gốm Việt")
    lan.presses("Control+Enter")
    lan.page.locator("#visit-form").wait_for()
    lan.sees("Người đi thay cần văn bản ủy quyền.")
    lan.is_asked("Tên giấy tờ")
    answers = (["1"], ["3", "Enter"], ["2", "Enter"], ["2"])
    questions = ("Số trang bản chính", "Số bản sao", "Cần bản sao điện tử", "Người dân đã xem")
    for said, following in zip(answers, questions, strict=True):
        lan.presses(*said)
        lan.is_asked(following)

    lan.presses("Alt+t")
    expect(lan.page.get_by_label("Tên tổ chức", exact=True)).to_have_value("Công ty TNHH Gốm Việt")
    lan.page.get_by_label("Giấy ủy quyền (không bắt buộc)", exact=True).select_option(
        "Văn bản ủy quyền, không chứng thực"
    )
    lan.page.get_by_label("Số, ngày, nơi lập").fill("số 12 ngày 02/11/2026")
    lan.presses("Control+Enter")
    lan.page.locator("#visit-form").wait_for()
    lan.is_asked("Người dân đã xem, cam đoan và xác nhận")
    lan.presses("1")
    code = lan.accepts()
    mandate = Dossier.objects.get(code=code).mandate
    assert mandate is not None
    assert (mandate.principal_name, mandate.paper_note) == ("Công ty TNHH Gốm Việt", "số 12 ngày 02/11/2026")
