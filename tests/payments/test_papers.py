"""The fee receipt: the amount in figures and in words, under the payment's own number."""

from pathlib import Path

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import issuing
from motcua.payments import papers
from motcua.payments.commands import pay
from motcua.payments.models import Method
from tests.dossiers.test_papers import poppler, text_of
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, later
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db


@poppler
def test_fee_receipt_says_the_amount_in_words_and_is_the_same_paper_ever_after(tmp_path: Path) -> None:
    unit = make.gia_lam()
    dossier = make.received(unit, COPIES)
    thu = unit[Role.CASHIER]
    (payment,) = pay(dossiers=[dossier], method=Method.CASH, by=thu, at=later(MORNING, minutes=5))

    paper, again = (papers.issue(payment=payment, by=thu, at=later(MORNING, minutes=each)) for each in (6, 90))

    said = text_of(issuing.file_of(paper).read(), tmp_path)
    labels = (
        "BIÊN LAI THU PHÍ, LỆ PHÍ", "Số: H26.90.01/2026/000001", "Người nộp tiền: TRẦN THỊ TÁM", "Số tiền: 10.000 đ",
        "Số tiền viết bằng chữ: Mười nghìn đồng", "Hình thức thanh toán: Tiền mặt",
        "Thời gian thu: 08 giờ 35 phút, ngày 25/11/2026", "NGƯỜI THU TIỀN", "Vũ Thị Thu",
    )  # fmt: skip
    assert [label for label in labels if label not in said] == []
    assert (again.pk, again.number, again.serial) == (paper.pk, "H26.90.01/2026/000001", None)


def test_fee_receipt_is_offered_once_paid(tmp_path: Path) -> None:
    unit = make.gia_lam()
    dossier = make.received(unit, COPIES)
    lan = desk(unit[Role.INTAKE])
    assert lan.get(url(dossier, "papers/fee/")).status_code == 409
    assert "Biên lai thu phí" not in text(lan.get(url(dossier)))

    pay(dossiers=[dossier], method=Method.CASH, by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    assert "Biên lai thu phí, lệ phí" in text(lan.get(url(dossier)))
    assert lan.get(url(dossier, "papers/fee/")).content[:5] == b"%PDF-"
