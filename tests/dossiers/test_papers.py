"""The papers of a dossier: their exact fields, and a reprint that is what was issued."""

import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.dossiers import issuing, paper_parts, papers
from motcua.dossiers.commands import confirm_handover, draft, hand_over
from motcua.dossiers.models import Dossier, Paper, PaperKind
from motcua.lib.outcomes import Denied
from motcua.people.commands import SaidOfOrganisation, give_mandate, remember_organisation
from motcua.people.rules import Acting, need
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db
poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", folder / "paper.pdf", "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def issued(dossier: Dossier, kind: PaperKind, unit: Commune, minutes: int = 10) -> Paper:
    fresh = Dossier.objects.get(pk=dossier.pk)
    return papers.issue(dossier=fresh, kind=kind, by=unit[Role.INTAKE], at=later(MORNING, minutes=minutes))


def bytes_of(paper: Paper) -> bytes:
    return issuing.file_of(paper).read()


def test_receipt_says_what_form_01_asks(unit: Commune) -> None:
    people.person(phone="0199000111", email="tam@vi.du")
    dossier = make.received(unit)

    said = papers.receipt_data(dossier, by=unit[Role.INTAKE], at=MORNING)

    assert {key: value for key, value in said.items() if key not in {"pickup", "qr", "documents"}} == {
        "parent": "UBND xã Gia Lâm",
        "agency": "Trung tâm PVHCC xã Gia Lâm",
        "place": "UBND xã Gia Lâm",
        "day": "25",
        "month": "11",
        "year": "2026",
        "phone": "019900000",
        "code": "H26.90-261125-0001",
        "applicant": {
            "name": "TRẦN THỊ TÁM",
            "id_number": "005158004710",
            "address": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
            "phone": "0199000111",
            "email": "tam@vi.du",
        },
        "principal": None,
        "subject": "Giấy xác nhận tình trạng hôn nhân (mã 1.004873)",
        "sets": 1,
        "limit": "3 ngày làm việc",
        "received": {"hour": "08", "minute": "30", "date": "25/11/2026"},
        "promised": {"hour": "08", "minute": "30", "date": "30/11/2026"},
        "waits": "",
        "filed": "",
        "in_visit": False,
        "fee": "",
        "exemption": "",
        "return_at": "Trung tâm PVHCC xã Gia Lâm (trực tiếp)",
        "book": {"name": "Hộ tịch/2026", "ordinal": "1"},
        "received_by": "Nguyễn Thị Lan",
    }
    assert [each["kind"] for each in said["documents"]] == ["FORM", "PRESENT"]
    assert said["pickup"].replace(" ", "") == dossier.pickup_code


def test_receipt_for_somebody_else_names_the_principal(unit: Commune) -> None:
    son = people.person(id_number="005090004711", full_name="LÊ VĂN BẢY", phone="0199000222")
    tam = people.person()
    acting = Acting("AUTHORISED", paper="CERTIFIED", paper_note="số 12 ngày 02/11/2026, UBND xã Gia Lâm")
    row = need(acting, procedure="1.004873", sector="Hộ tịch", on=MORNING.date())
    mandate = give_mandate(principal=son, representative=tam, acting=acting, row=row, scope="", at=MORNING)
    dossier = make.received(unit, submitter=tam, mandate=mandate)

    said = papers.receipt_data(dossier, by=unit[Role.INTAKE], at=MORNING)

    assert (said["applicant"]["name"], said["principal"]) == (
        "TRẦN THỊ TÁM",
        {
            "name": "LÊ VĂN BẢY",
            "id_number": "005090004711",
            "address": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
            "phone": "0199000222",
            "email": "",
            "paper": "Văn bản ủy quyền có chứng thực, số 12 ngày 02/11/2026, UBND xã Gia Lâm",
        },
    )
    assert dossier.representative == tam


def test_receipt_for_an_organisation_names_it_by_its_code_and_the_ground_without_a_paper(unit: Commune) -> None:
    company = remember_organisation(SaidOfOrganisation("0109876543", "Công ty TNHH Gốm Việt", "Hà Nội"), at=MORNING)
    acting = Acting("LEGAL_REPRESENTATIVE", organisation=True)
    row = need(acting, procedure=make.SINGLE_STATUS, sector="Hộ tịch", on=MORNING.date())
    tam = people.person()
    mandate = give_mandate(principal=company, representative=tam, acting=acting, row=row, scope="", at=MORNING)
    dossier = make.received(unit, submitter=tam, mandate=mandate)

    assert papers.receipt_data(dossier, by=unit[Role.INTAKE], at=MORNING)["principal"] == {
        "name": "Công ty TNHH Gốm Việt",
        "id_number": "0109876543",
        "address": "Hà Nội",
        "phone": "",
        "email": "",
        "paper": ("Người đại diện theo pháp luật của tổ chức không cần giấy ủy quyền. (Bộ luật Dân sự 2015, điều 137)"),
    }


@poppler
def test_receipt_on_paper_has_every_label_of_the_form_and_a_code_that_reads_back(unit: Commune, tmp_path: Path) -> None:
    dossier = make.received(unit)

    pdf = bytes_of(issued(dossier, PaperKind.RECEIPT, unit))

    printed = text_of(pdf, tmp_path)
    labels = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ", "Mã hồ sơ:",
        "tiếp nhận hồ sơ của Ông (Bà)/Tổ chức", "Số định danh cá nhân/tổ chức", "Địa chỉ", "Số điện thoại", "Email",
        "Nội dung yêu cầu giải quyết", "Thành phần hồ sơ nộp gồm", "Số lượng hồ sơ",
        "Thời gian giải quyết hồ sơ theo quy định là", "Thời gian nhận hồ sơ", "Thời gian trả kết quả",
        "Đăng ký nhận kết quả tại", "Vào Sổ theo dõi hồ sơ", "Người nộp hồ sơ", "Người tiếp nhận hồ sơ",
    )  # fmt: skip
    folded = printed.casefold()
    assert [label for label in labels if label.casefold() not in folded] == []
    subprocess.run(["pdftoppm", "-r", "200", "-png", tmp_path / "paper.pdf", tmp_path / "page"], check=True)
    pages = [Image.open(path) for path in sorted(tmp_path.glob("page*.png"))]
    assert [code.text for page in pages for code in zxingcpp.read_barcodes(page)] == [dossier.pickup_code]


@poppler
def test_what_data_stood_in_for_was_neither_shown_nor_given_back(unit: Commune, tmp_path: Path) -> None:
    shown, replaced = make.received(unit), make.received(unit, replaced={"giay_to_tuy_than": "card"})

    marks = [
        [mark for mark in ("(xuất trình, đã trả lại)", "(thay bằng dữ liệu)") if mark in printed]
        for dossier in (shown, replaced)
        for printed in [" ".join(text_of(bytes_of(issued(dossier, PaperKind.RECEIPT, unit)), tmp_path).split())]
    ]

    assert marks == [["(xuất trình, đã trả lại)"], ["(thay bằng dữ liệu)"]]


def test_reprint_is_byte_for_byte_what_was_issued_whatever_changed_since(unit: Commune) -> None:
    dossier = make.received(unit)
    first = issued(dossier, PaperKind.RECEIPT, unit)
    Dossier.objects.update(applicant_name="NGƯỜI KHÁC", promised_at=moment("2027-01-01 08:00"))

    again = issued(dossier, PaperKind.RECEIPT, unit, minutes=500)

    assert (again.pk, again.number, bytes_of(again)) == (first.pk, "1/TTPVHCC", bytes_of(first))


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("Phó Chủ tịch UBND xã", "KT. Chủ tịch UBND xã"),
        ("Phó trưởng phòng", "KT. Trưởng phòng"),
        ("Chủ tịch UBND xã", ""),
        ("Trưởng phòng kiêm Phó Giám đốc", ""),
        ("Phóng viên", ""),
    ],
)
def test_a_deputy_signs_for_the_head_by_their_own_office(unit: Commune, title: str, above: str) -> None:
    signer = unit[Role.APPROVER]
    signer.title = title

    assert paper_parts.signature(make.received(unit), signer, None) == {
        "signer": "Lê Thị Hoa", "signer_title": title, "for_title": above, "by_delegation": "",
    }  # fmt: skip


def test_receipts_are_numbered_one_after_the_other(unit: Commune) -> None:
    numbers = [issued(make.received(unit), PaperKind.RECEIPT, unit).number for _ in range(3)]

    assert numbers == ["1/TTPVHCC", "2/TTPVHCC", "3/TTPVHCC"]


def test_routing_slip_tells_each_handover(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], note="Gấp.", at=later(MORNING, minutes=5))
    slip = papers.routing_data(dossier, at=later(MORNING, minutes=6))
    assert slip["rows"] == [
        {
            "giver": "Trung tâm PVHCC xã Gia Lâm",
            "receiver": "Văn phòng xã Gia Lâm",
            "sent": {"hour": "08", "minute": "35", "date": "25/11/2026"},
            "taken": None,
            "given_by": "Nguyễn Thị Lan",
            "taken_by": "",
            "result": "",
            "note": "Gấp.",
        }
    ]

    confirm_handover(dossier=dossier, by=unit[Role.CASE], at=later(MORNING, minutes=20))

    row = papers.routing_data(dossier, at=later(MORNING, minutes=30))["rows"][0]
    assert (row["taken"], row["taken_by"]) == ({"hour": "08", "minute": "50", "date": "25/11/2026"}, "Trần Văn Minh")


def test_routing_slip_writes_the_agencies_out(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    Agency.objects.update(short_name="Gia Lâm")

    (row,) = papers.routing_data(Dossier.objects.get(pk=dossier.pk), at=later(MORNING, minutes=6))["rows"]

    assert (row["giver"], row["receiver"]) == ("Trung tâm PVHCC xã Gia Lâm", "Văn phòng xã Gia Lâm")


@pytest.mark.parametrize(
    ("hours", "judged"), [(-1, "Trước hạn"), (0, "Đúng hạn"), (1, "Quá hạn")], ids=["early", "in its hour", "late"]
)
def test_routing_slip_judges_the_step_that_ends_with_a_handover(unit: Commune, hours: int, judged: str) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    due = dossier.handovers.get().step_due_at
    assert due is not None
    draft(dossier=dossier, content={"text": "Xác nhận."}, by=unit[Role.CASE], at=later(MORNING, minutes=30))

    hand_over(dossier=dossier, by=unit[Role.CASE], at=later(due, hours=hours))

    rows = papers.routing_data(dossier, at=later(due, hours=2))["rows"]
    assert [row["result"] for row in rows] == ["", judged]


def test_routing_slip_judges_no_step_without_a_due_time(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    dossier.handovers.update(step_due_at=None)
    draft(dossier=dossier, content={"text": "Xác nhận."}, by=unit[Role.CASE], at=later(MORNING, minutes=30))
    hand_over(dossier=dossier, by=unit[Role.CASE], at=later(MORNING, hours=1))

    rows = papers.routing_data(dossier, at=later(MORNING, hours=1))["rows"]
    assert [row["result"] for row in rows] == ["", ""]


def test_routing_slip_grows_with_the_way_under_one_number_and_old_ones_stay(unit: Commune) -> None:
    dossier = make.received(unit)
    empty = issued(dossier, PaperKind.ROUTING_SLIP, unit)
    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=later(MORNING, minutes=20))

    grown = issued(dossier, PaperKind.ROUTING_SLIP, unit, minutes=30)

    assert [(each.version, each.number) for each in (empty, grown)] == [(1, "1/PKS-TTPVHCC"), (2, "1/PKS-TTPVHCC")]
    assert issued(dossier, PaperKind.ROUTING_SLIP, unit, minutes=40).pk == grown.pk
    assert bytes_of(dossier.papers.get(version=1)) == bytes_of(empty)


def test_result_is_not_printed_before_it_is_ready(unit: Commune) -> None:
    with pytest.raises(Denied, match="Chưa có kết quả để in"):
        issued(make.drafted(unit), PaperKind.RESULT, unit, minutes=60)


@poppler
def test_result_on_paper_bears_its_number_and_its_signer(unit: Commune, tmp_path: Path) -> None:
    printed = text_of(bytes_of(issued(make.ready(unit), PaperKind.RESULT, unit, minutes=60)), tmp_path)

    assert "1/2026/KQ-H26.90" in printed
    assert "Lê Thị Hoa" in printed
    assert "Xác nhận." in printed


@poppler
def test_result_on_paper_tells_the_lines_of_the_form_that_the_draft_took_over(unit: Commune, tmp_path: Path) -> None:
    dossier = make.ready(unit)
    lines = [["Tình trạng hôn nhân", "Chưa đăng ký kết hôn với ai"], ["Mục đích", "Mua nhà"]]
    dossier.decisions.update(draft={"lines": lines, "text": "Có giá trị sáu tháng."})

    paper = issued(dossier, PaperKind.RESULT, unit, minutes=60)

    said = text_of(issuing.file_of(paper).read(), tmp_path)
    for words in ("Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai", "Mục đích: Mua nhà", "Có giá trị sáu tháng."):
        assert words in said


def test_papers_name_the_circular_that_held_when_the_dossier_came(unit: Commune) -> None:
    today = issued(make.received(unit), PaperKind.RECEIPT, unit)
    earlier = issued(make.received(unit, at=moment("2025-09-12 09:00")), PaperKind.RECEIPT, unit)

    assert (today.legal_set, earlier.legal_set) == ("TT 03/2025/TT-VPCP", "TT 01/2018/TT-VPCP")
