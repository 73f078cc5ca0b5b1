"""One receipt for everything a person handed in during one visit, and the record of what changed hands."""

from pathlib import Path

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import issuing, papers, visit_papers
from motcua.dossiers.commands.intake import take_in_all
from motcua.dossiers.models import Dossier, PaperKind, Visit
from motcua.lib.outcomes import Denied
from tests.dossiers.test_papers import poppler, text_of
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def taken_in(unit: Commune, *codes: str) -> list[Dossier]:
    visit = Visit.objects.create(
        centre=unit.centre, officer=unit[Role.INTAKE], started_at=MORNING, ended_at=later(MORNING, minutes=9)
    )
    intakes = [make.intake(code, visit=visit) for code in codes]
    return take_in_all(intakes=intakes, by=unit[Role.INTAKE], at=MORNING)


@poppler
def test_one_receipt_names_every_dossier_and_shares_the_numbers_of_receipts(unit: Commune, tmp_path: Path) -> None:
    dossiers = taken_in(unit, SINGLE_STATUS, COPIES)
    visit = Visit.objects.get()
    by, at = unit[Role.INTAKE], later(MORNING, minutes=10)
    single = papers.issue(dossier=Dossier.objects.get(pk=dossiers[0].pk), kind=PaperKind.RECEIPT, by=by, at=at)

    paper = visit_papers.issue(visit=visit, kind=PaperKind.BASKET_RECEIPT, by=by, at=at)

    assert (single.number, paper.number, paper.legal_set) == ("1/TTPVHCC", "2/TTPVHCC", "TT 03/2025/TT-VPCP")
    text = text_of(issuing.file_of(paper).read(), tmp_path)
    labels = (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "TRẦN THỊ TÁM", "Số hồ sơ tiếp nhận trong lần này: 2",
        *[f"Mã hồ sơ: {each.code}" for each in dossiers], "Quyển số Hộ tịch/2026, Số thứ tự 1",
        "Quyển số Chứng thực/2026, Số thứ tự 1", "10.000 đ",
    )  # fmt: skip
    assert [label for label in labels if label not in text] == []
    again = visit_papers.issue(visit=visit, kind=PaperKind.BASKET_RECEIPT, by=by, at=later(at, hours=1))
    assert (again.pk, issuing.file_of(again).sha256) == (paper.pk, issuing.file_of(paper).sha256)


@poppler
def test_handover_record_lists_every_paper_with_its_numbers(unit: Commune, tmp_path: Path) -> None:
    dossiers = taken_in(unit, SINGLE_STATUS, COPIES)
    exempt = dossiers[0]
    exempt.fee_exemption = "trẻ em"
    exempt.save()

    paper = visit_papers.issue(
        visit=Visit.objects.get(), kind=PaperKind.HANDOVER_RECORD, by=unit[Role.INTAKE], at=MORNING
    )

    text = text_of(issuing.file_of(paper).read(), tmp_path)
    labels = ("BIÊN BẢN GIAO NHẬN HỒ SƠ", "Số: 1/BBGN-TTPVHCC", "Bản chính", "Bản sao", "xuất trình, đã trả lại")
    assert [label for label in labels if label not in text] == []
    assert [each.code in text for each in dossiers] == [True, True]


def test_one_dossier_needs_no_common_receipt(unit: Commune) -> None:
    taken_in(unit, SINGLE_STATUS)

    with pytest.raises(Denied, match="từ hai hồ sơ"):
        visit_papers.issue(visit=Visit.objects.get(), kind=PaperKind.BASKET_RECEIPT, by=unit[Role.INTAKE], at=MORNING)
