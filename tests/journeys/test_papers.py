"""To each statutory paper by the way a person takes: pressed on the page, opened, read; opened again the same bytes."""

import io

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from motcua.accounts.models import Post
from motcua.dossiers.commands import approve, confirm_handover, draft, hand_over, number, take_in
from motcua.dossiers.commands.intake import take_in_all
from motcua.dossiers.models import Dossier, Paper, Visit
from motcua.lib import clock
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import later
from tests.factories.people import card_of
from tests.journeys.conftest import MORNING, Office
from tests.journeys.desk import TAM, Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def said(content: bytes) -> str:
    """The words on all pages of a paper, with single spaces."""
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def fetched(desk: Desk, name: str) -> bytes:
    """What the link of this name on the page gives to this officer's browser."""
    link = desk.page.get_by_role("main").get_by_role("link", name=name).first
    expect(link).to_be_visible()
    answer = desk.page.request.get(f"{desk.url}{link.get_attribute('href')}")
    assert answer.status == 200, answer.text()
    return answer.body()


def opens_paper(desk: Desk, name: str) -> str:
    """Opens a paper from the page, twice: the same bytes, once issued, archivable and tagged; returns its words."""
    first = fetched(desk, name)
    with pikepdf.open(io.BytesIO(first)) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert pdf.Root.MarkInfo.Marked
    issued = Paper.objects.count()
    assert fetched(desk, name) == first
    assert Paper.objects.count() == issued
    return said(first)


def lacks(words: str, *wanted: str) -> list[str]:
    """What does not stand on the paper, however its letters are set."""
    return [each for each in wanted if each.casefold() not in words.casefold()]


def post(username: str) -> Post:
    return Post.objects.get(user__username=username)


def received(code: str = make.SINGLE_STATUS) -> Dossier:
    """A dossier that Lan has taken in at half past eight."""
    version = ProcedureVersion.objects.get(procedure__code=code, valid_to=None)
    return take_in(intake=make.intake(code, version=version), by=post("lan"), at=MORNING)


def with_minh() -> Dossier:
    """One that Lan has passed on and Minh has confirmed."""
    dossier = hand_over(dossier=received(), by=post("lan"), at=later(MORNING, minutes=1))
    return confirm_handover(dossier=dossier, by=post("minh"), at=later(MORNING, minutes=2))


def ready() -> Dossier:
    """One whose result lies at the counter."""
    dossier = draft(dossier=with_minh(), content={"text": "Xác nhận."}, by=post("minh"), at=later(MORNING, minutes=3))
    dossier = hand_over(dossier=dossier, by=post("minh"), at=later(MORNING, minutes=4))
    dossier = approve(dossier=dossier, by=post("ha"), at=later(MORNING, minutes=5))
    return number(dossier=dossier, by=post("thu"), at=later(MORNING, minutes=6))


def basket() -> tuple[Visit, list[str]]:
    """Bà Tám's visit: two times copies, accepted together; the fee is still owed."""
    lan = post("lan")
    visit = Visit.objects.create(
        centre=lan.agency, officer=lan, started_at=MORNING, ended_at=later(MORNING, minutes=9),
        person_data={"full_name": "TRẦN THỊ TÁM"},
    )  # fmt: skip
    version = ProcedureVersion.objects.get(procedure__code=make.COPIES, valid_to=None)
    intakes = [make.intake(make.COPIES, version=version, visit=visit) for _each in range(2)]
    return visit, [each.code for each in take_in_all(intakes=intakes, by=lan, at=MORNING)]


def test_01_the_receipt_one_for_the_basket_with_its_record_and_the_fee_receipt_in_words(office: Office) -> None:
    visit, codes = basket()
    lan = office.sit_down("lan")
    lan.opens(f"/counter/visits/{visit.pk}/done/")

    receipt = opens_paper(lan, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)")
    wanted = ("Giấy tiếp nhận hồ sơ", "và hẹn trả kết quả", codes[0], "TRẦN THỊ TÁM", "10.000", "Nguyễn Thị Lan")
    assert lacks(receipt, "Số: 1/TTPVHCC", *wanted) == []
    assert codes[1] not in receipt
    common = opens_paper(lan, "In một giấy tiếp nhận cho tất cả")
    assert lacks(common, "Số: 2/TTPVHCC", "Số hồ sơ tiếp nhận trong lần này: 2", *codes) == []
    record = opens_paper(lan, "In biên bản giao nhận")
    assert lacks(record, "Biên bản giao nhận hồ sơ", "Số: 1/BBGN-TTPVHCC", "Bên giao", "Bên nhận", *codes) == []

    lan.presses("1")
    lan.sees("tiền mặt")
    fee = opens_paper(lan, "Biên lai thu phí, lệ phí")
    assert lacks(fee, "Biên lai thu phí, lệ phí", codes[0], "10.000", "Mười nghìn đồng", "Tiền mặt") == []

    lan.page.reload()
    lan.sees("Số 1/TTPVHCC")
    lan.sees_not("None")
    name = lan.page.locator(".done-card h2").first.bounding_box()
    assert name is not None
    assert name["width"] > 200


def waits_without_the_original(lan: Desk) -> None:
    """Bà Tám wants copies of a paper that she has left at home."""
    lan.scans(card_of(TAM))
    lan.picks("1")
    for question, keys in (
        ("Tên giấy tờ", ["1"]), ("Số trang bản chính", ["3", "Enter"]), ("Số bản sao", ["2", "Enter"]),
        ("Cần bản sao điện tử", ["2"]), ("Người dân đã xem", ["2"]),
    ):  # fmt: skip
        lan.is_asked(question)
        lan.presses(*keys)
    expect(lan.page.locator("[data-accept]")).to_be_focused()
    lan.page.locator("input[name^='paper.']").first.uncheck()
    lan.sees("Còn thiếu giấy tờ")


def test_02_f8_sends_home_with_what_to_bring(office: Office) -> None:
    lan = office.sit_down("lan")
    waits_without_the_original(lan)
    lan.presses("F8")
    lan.page.wait_for_url("**/supplement/")
    with lan.page.expect_navigation():
        lan.presses("Enter")
    code = lan.code()

    paper = opens_paper(lan, "Phiếu yêu cầu bổ sung")
    asked = Dossier.objects.get(code=code).supplement_requests.get()
    wanted = (
        "Phiếu yêu cầu bổ sung",
        "hoàn thiện hồ sơ",
        "Số: 1/PBS-TTPVHCC",
        code,
        "TRẦN THỊ TÁM",
        asked.items[0][:30],
    )
    assert lacks(paper, *wanted, "TRẦN THỊ TÁM", "Nguyễn Thị Lan") == []


def test_03_f9_says_why_and_where_to_go_instead(office: Office) -> None:
    lan = office.sit_down("lan")
    waits_without_the_original(lan)
    lan.presses("F9")
    lan.page.wait_for_url("**/refusal/")
    lan.page.get_by_label("Lý do không tiếp nhận").fill("Giấy tờ chưa được hợp pháp hóa lãnh sự.")
    lan.page.get_by_label("Căn cứ pháp lý").fill("NĐ 23/2015/NĐ-CP Điều 6")
    lan.page.get_by_label("Người dân cần đến đâu, làm gì").fill("Đến Cục Lãnh sự trước.")
    with lan.page.expect_navigation():
        lan.clicks("Không tiếp nhận")
    code = lan.code()

    paper = opens_paper(lan, "Phiếu từ chối tiếp nhận")
    wanted = ("Phiếu từ chối tiếp nhận", "Số: 1/PTC-TTPVHCC", code, "Giấy tờ chưa được hợp pháp hóa lãnh sự.")
    assert lacks(paper, *wanted, "NĐ 23/2015/NĐ-CP Điều 6", "Đến Cục Lãnh sự trước.", "Nguyễn Thị Lan") == []


def test_04_the_apology_that_minh_proposes_and_ha_signs_and_06_the_slip_of_its_way(office: Office) -> None:
    dossier = with_minh()
    path = f"/office/dossiers/{dossier.code}/"
    minh, ha = office.sit_down("minh"), office.sit_down("ha")
    minh.opens(path)
    assert minh.page.get_by_role("link", name="mẫu 04").count() == 0
    minh.page.locator("summary", has_text="Đề nghị xin lỗi, hẹn lại ngày trả").click()
    minh.page.get_by_label("Vì sao không kịp hạn").fill("Chưa có trả lời của xã nơi cư trú trước đây.")
    minh.page.get_by_label("Hẹn lại lúc").fill("2026-12-02T10:00")
    minh.page.locator("details[open] .confirm-body button").click()
    minh.page.wait_for_load_state()
    assert minh.page.get_by_role("link", name="mẫu 04").count() == 0

    ha.opens(path)
    ha.clicks("Ký xin lỗi và hẹn lại")
    apology = opens_paper(ha, "mẫu 04")
    wanted = ("Văn bản xin lỗi", "Số: 1/PXL-UBND", dossier.code, "Chưa có trả lời của xã nơi cư trú trước đây.")
    assert lacks(apology, *wanted, "02/12/2026", "Nguyễn Thanh Hà", "Phó Chủ tịch UBND xã") == []

    minh.opens(path)
    slip = opens_paper(minh, "mẫu 06")
    of_its_way = ("Phiếu kiểm soát", "Số: 1/PKS-TTPVHCC", dossier.code, "Người giao: Nguyễn Thị Lan", "Đỗ Văn Minh")
    assert lacks(slip, *of_its_way) == []


def test_05_the_stop_notice_at_the_citizen_s_wish(office: Office) -> None:
    dossier = with_minh()
    lan = office.sit_down("lan")
    lan.opens(f"/office/dossiers/{dossier.code}/")
    lan.page.locator("summary", has_text="Dừng theo đề nghị của người dân").click()
    expect(lan.page.get_by_label("Người đề nghị dừng")).to_have_value("TRẦN THỊ TÁM")
    lan.page.locator("details[open]").get_by_label("Lý do").fill("Gia đình không cần nữa.")
    lan.page.locator("details[open] .confirm-body button").click()
    lan.page.wait_for_load_state()

    notice = opens_paper(lan, "mẫu 05")
    wanted = ("Thông báo dừng", "Số: 1/TB-TTPVHCC", dossier.code, "TRẦN THỊ TÁM", "Gia đình không cần nữa.")
    assert lacks(notice, *wanted, "Nguyễn Thị Lan") == []


def test_the_delivery_note_when_the_result_is_taken_home_and_07_the_register_that_says_so(office: Office) -> None:
    dossier = ready()
    clock.begin_at(later(MORNING, hours=2))
    lan = office.sit_down("lan")
    lan.opens(f"/counter/results/{dossier.code}/")
    result = opens_paper(lan, "Kết quả giải quyết")
    assert lacks(result, dossier.decisions.get().number, "Nguyễn Thanh Hà", "Xác nhận.") == []
    lan.page.locator("input[name=shown]").fill(dossier.pickup_code)
    lan.clicks("Đã trao tận tay")
    lan.page.wait_for_url("**/counter/results/")

    lan.opens(f"/office/dossiers/{dossier.code}/")
    note = opens_paper(lan, "Giấy biên nhận trả kết quả")
    wanted = ("Giấy biên nhận", "Số: 1/GBN-TTPVHCC", dossier.code, "TRẦN THỊ TÁM", dossier.decisions.get().number)
    assert lacks(note, *wanted, "Nguyễn Thị Lan") == []

    lan.page.locator("summary", has_text="Khác").click()
    lan.page.get_by_role("link", name="Sổ theo dõi").click()
    row = lan.page.get_by_role("row", name=dossier.code)
    expect(row).to_contain_text("TRẦN THỊ TÁM")
    book = fetched(lan, "In sổ")
    assert lacks(said(book), "Sổ theo dõi hồ sơ", "Quyển số: Hộ tịch/2026", dossier.code, "Cộng: 1 hồ sơ.") == []
    with lan.page.expect_download() as waited:
        lan.page.get_by_role("link", name="Xuất bảng tính").click()
    sheet = load_workbook(io.BytesIO(waited.value.path().read_bytes())).worksheets[0]
    line = [cell.value for cell in sheet[3]]
    assert (waited.value.suggested_filename, line[:2], line[3]) == (
        "so-theo-doi-2026.xlsx", [1, dossier.code], "TRẦN THỊ TÁM",
    )  # fmt: skip
