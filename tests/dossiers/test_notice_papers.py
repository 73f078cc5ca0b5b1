"""Forms 02 to 05 and the delivery note: their fields to the letter, as they are read on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from motcua.accounts.models import Role
from motcua.dossiers import issuing, papers
from motcua.dossiers.models import Dossier, PaperKind
from motcua.lib.outcomes import Denied
from tests.dossiers.test_papers import poppler, text_of
from tests.factories import dossiers as make
from tests.factories import notices, people
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db
OLD_DAY = moment("2025-09-12 09:00")


@pytest.fixture
def unit() -> Commune:
    people.person(phone="0199000111", email="tam@vi.du")
    return make.gia_lam()


def printed(dossier: Dossier, kind: PaperKind, unit: Commune, folder: Path, about: int = 0) -> str:
    fresh = Dossier.objects.get(pk=dossier.pk)
    paper = papers.issue(dossier=fresh, kind=kind, about=about, by=unit[Role.INTAKE], at=later(MORNING, hours=3))
    return text_of(issuing.file_of(paper).read(), folder)


def missing(labels: tuple[str, ...], text: str) -> list[str]:
    return [label for label in labels if label.casefold() not in text.casefold()]


WHO = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Gia Lâm, ngày 25 tháng 11 năm 2026",
    "TRẦN THỊ TÁM", "Số định danh cá nhân/tổ chức: 005158004710", "Địa chỉ: Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
    "Số điện thoại: 0199000111", "Email: tam@vi.du",
    "Nội dung yêu cầu giải quyết: Giấy xác nhận tình trạng hôn nhân (mã 1.004873)",
)  # fmt: skip


@poppler
def test_supplement_asks_for_everything_in_one_time(unit: Commune, tmp_path: Path) -> None:
    dossier = make.submitted(unit)
    asked = notices.supplement(dossier, unit)

    text = printed(dossier, PaperKind.SUPPLEMENT, unit, tmp_path, asked.pk)

    labels = (
        *WHO, "Số: 1/PBS-TTPVHCC", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", f"Mã hồ sơ: {dossier.code}", "Hồ sơ của:",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau: 1. Bản chính Giấy chứng sinh. 2. Bản sao Trích lục kết hôn.",
        "Lý do: Hồ sơ còn thiếu hai giấy tờ theo quy định.", "Bổ sung chậm nhất ngày: 18/12/2026",
        "Hướng dẫn: Xin cấp lại Giấy chứng sinh tại bệnh viện nơi sinh.",
        "liên hệ với Trung tâm PVHCC xã Gia Lâm, số điện thoại 019900000", "NGƯỜI HƯỚNG DẪN", "Nguyễn Thị Lan",
    )  # fmt: skip
    assert missing(labels, text) == []


@poppler
def test_two_supplement_requests_are_two_papers_with_two_numbers(unit: Commune, tmp_path: Path) -> None:
    dossier = make.received(unit)
    first = notices.supplement(dossier, unit, answered_by=unit[Role.INTAKE], answered_at=later(MORNING, minutes=9))
    second = notices.supplement(dossier, unit, in_processing=True, guidance="", close_on=None)

    texts = [printed(dossier, PaperKind.SUPPLEMENT, unit, tmp_path, each.pk) for each in (first, second)]

    assert [f"Số: {number}/PBS-TTPVHCC" in text for number, text in enumerate(texts, 1)] == [True, True]
    assert ["Hướng dẫn:" in text for text in texts] == [True, False]


@poppler
def test_refusal_says_why_and_what_to_do_instead(unit: Commune, tmp_path: Path) -> None:
    dossier = make.submitted(unit)
    notices.refusal(dossier, unit)

    text = printed(dossier, PaperKind.REFUSAL, unit, tmp_path)

    labels = (
        *WHO, "Số: 1/PTC-TTPVHCC", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", f"Mã hồ sơ: {dossier.code}",
        "tiếp nhận hồ sơ của Ông (Bà)/Tổ chức", "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể",
        "Hồ sơ không thuộc thẩm quyền của xã Gia Lâm.", "Căn cứ: Điều 13 Luật Hộ tịch 2014",
        "Hướng dẫn: Nộp tại Trung tâm PVHCC xã Bát Tràng.", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
    )  # fmt: skip
    assert missing(labels, text) == []


@poppler
def test_apology_is_signed_by_who_approved_it_and_numbered_by_the_competent_agency(
    unit: Commune, tmp_path: Path
) -> None:
    dossier = make.received(unit)
    sorry = notices.apology(dossier, unit)

    text = printed(dossier, PaperKind.APOLOGY, unit, tmp_path, sorry.pk)

    labels = (
        "Số: 1/PXL-UBND", "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: Ông (Bà)/Tổ chức TRẦN THỊ TÁM",
        "Ngày 25/11/2026, Trung tâm PVHCC xã Gia Lâm tiếp nhận hồ sơ giải quyết thủ tục hành chính",
        "số định danh: 005158004710; mã số hồ sơ: H26.90-261125-0001;",
        "thời gian hẹn trả kết quả: 08 giờ 30 phút, ngày 30/11/2026.",
        "đến nay UBND xã Gia Lâm chưa trả kết quả đúng thời hạn",
        "Lý do: Chưa có kết quả xác minh của xã nơi cư trú trước đây.", "xin lỗi Ông (Bà)/Tổ chức",
        "sẽ trả kết quả vào: 08 giờ 30 phút, ngày 02/12/2026", "THỦ TRƯỞNG CƠ QUAN", "Lê Thị Hoa",
    )  # fmt: skip
    assert missing(labels, text) == []
    assert "Trần Văn Minh" not in text
    assert dossier.papers.get().unit == unit.authority


def test_apology_that_nobody_approved_is_no_paper(unit: Commune) -> None:
    dossier = make.received(unit)
    proposed = notices.apology(dossier, unit, approved=False)

    with pytest.raises(Denied, match="Chưa có văn bản xin lỗi được duyệt"):
        papers.issue(dossier=dossier, kind=PaperKind.APOLOGY, about=proposed.pk, by=unit[Role.INTAKE], at=MORNING)

    assert [offer.kind for offer in papers.offers(dossier)] == [PaperKind.RECEIPT, PaperKind.ROUTING_SLIP]


@poppler
def test_stop_notice_says_at_whose_wish_and_from_when(unit: Commune, tmp_path: Path) -> None:
    dossier = make.received(unit)
    notice = notices.stop(dossier, unit, at=later(MORNING, hours=1))

    text = printed(dossier, PaperKind.STOP_NOTICE, unit, tmp_path, about=notice.pk)

    labels = (
        *WHO, "Số: 1/TB-TTPVHCC", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Theo đề nghị của Ông (Bà) TRẦN THỊ TÁM",
        "dừng giải quyết hồ sơ nêu trên từ 09 giờ 30 phút, ngày 25/11/2026", "Lý do: Người nộp không còn nhu cầu.",
    )  # fmt: skip
    assert missing(labels, text) == []


def test_stop_notice_is_not_offered_under_the_law_that_knows_none(unit: Commune) -> None:
    dossier = make.received(unit, at=OLD_DAY)
    notice = notices.stop(dossier, unit, at=OLD_DAY)

    assert PaperKind.STOP_NOTICE not in [offer.kind for offer in papers.offers(dossier)]
    lan, about = unit[Role.INTAKE], notice.pk
    with pytest.raises(Denied, match="TT 01/2018/TT-VPCP"):
        papers.issue(dossier=dossier, kind=PaperKind.STOP_NOTICE, by=lan, at=OLD_DAY, about=about)
    assert not dossier.papers.exists()


@poppler
def test_delivery_note_says_what_was_given_to_whom(unit: Commune, tmp_path: Path) -> None:
    dossier = make.handed_to_tam(make.ready(unit), unit, later(MORNING, hours=1))

    text = printed(dossier, PaperKind.DELIVERY_NOTE, unit, tmp_path, dossier.deliveries.get().pk)

    labels = (
        "Số: 1/GBN-TTPVHCC", "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ", f"Mã hồ sơ: {dossier.code}", "Kết quả:",
        "Số, ký hiệu của kết quả: 1/2026/KQ-H26.90", "TRẦN THỊ TÁM (nhận biết bằng mã nhận kết quả)",
        "Thời gian trả kết quả: 09 giờ 30 phút, ngày 25/11/2026", "NGƯỜI NHẬN KẾT QUẢ", "NGƯỜI TRẢ KẾT QUẢ",
    )  # fmt: skip
    assert missing(labels, text) == []


@poppler
@pytest.mark.parametrize(
    ("kind", "make_row"),
    [
        (PaperKind.SUPPLEMENT, notices.supplement),
        (PaperKind.REFUSAL, notices.refusal),
        (PaperKind.APOLOGY, notices.apology),
    ],
)
def test_papers_of_the_old_set_are_a5_with_its_line(
    unit: Commune, tmp_path: Path, kind: PaperKind, make_row: Callable[..., Any]
) -> None:
    dossier = make.received(unit, at=OLD_DAY)
    row = make_row(dossier, unit)

    text = printed(dossier, kind, unit, tmp_path, 0 if kind == PaperKind.REFUSAL else row.pk)

    assert "Chữ ký số của Tổ chức (nếu là biểu mẫu điện tử)" in text
    with pikepdf.open(tmp_path / "paper.pdf") as pdf:
        width, height = (round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (148, 210)


@poppler
def test_papers_are_archivable_and_tagged(unit: Commune, tmp_path: Path) -> None:
    dossier = make.submitted(unit)
    notices.refusal(dossier, unit)
    printed(dossier, PaperKind.REFUSAL, unit, tmp_path)

    with pikepdf.open(tmp_path / "paper.pdf") as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert pdf.Root.MarkInfo.Marked
        assert meta["dc:title"] == f"Phiếu từ chối tiếp nhận giải quyết hồ sơ {dossier.code}"
