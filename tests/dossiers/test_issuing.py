"""Numbers without gaps and without doubles, whatever dies while drawing and whoever prints at the same instant."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction

from motcua.accounts.models import Post, Role
from motcua.dossiers import issuing, papers
from motcua.dossiers.models import Dossier, Paper, PaperKind
from motcua.lib import practice
from tests.dossiers.test_papers import text_of
from tests.factories import dossiers as make
from tests.factories import notices
from tests.factories.dossiers import MORNING, Commune, later

PATIENCE = 60


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def receipt(dossier: Dossier, by: Post, at: dt.datetime = MORNING) -> Paper:
    fresh = Dossier.objects.get(pk=dossier.pk)
    return papers.issue(dossier=fresh, kind=PaperKind.RECEIPT, by=by, at=at)


def broken_templates(settings: Any, folder: Path) -> None:
    """From now on a receipt cannot be drawn."""
    (folder / "own" / "papers").mkdir(parents=True)
    (folder / "own" / "papers" / "receipt.typ").write_text("#panic()", encoding="utf-8")
    settings.MOTCUA_PAPERS_DIR = str(folder / "own")


@pytest.mark.django_db
def test_paper_whose_drawing_failed_keeps_its_number_and_is_drawn_from_what_was_kept(
    unit: Commune, settings: Any, tmp_path: Path
) -> None:
    dossier, other = make.received(unit), make.received(unit)
    broken_templates(settings, tmp_path)
    with pytest.raises(Exception, match="panicked"):
        receipt(dossier, unit[Role.INTAKE])
    half = Paper.objects.get()
    assert (half.number, half.file) == ("1/TTPVHCC", None)

    settings.MOTCUA_PAPERS_DIR = ""
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="NGƯỜI KHÁC")
    next_one = receipt(other, unit[Role.INTAKE])
    mended = receipt(dossier, unit[Role.CASHIER], at=later(MORNING, hours=1))

    assert (mended.pk, mended.number, mended.issued_by) == (half.pk, "1/TTPVHCC", unit[Role.INTAKE])
    assert next_one.number == "2/TTPVHCC"
    assert "TRẦN THỊ TÁM" in text_of(issuing.file_of(mended).read(), tmp_path)


@pytest.mark.django_db
def test_number_is_given_back_when_the_paper_cannot_be_kept(unit: Commune) -> None:
    dossier = make.received(unit)

    with transaction.atomic():
        receipt(dossier, unit[Role.INTAKE])
        transaction.set_rollback(True)

    assert (receipt(dossier, unit[Role.INTAKE]).number, Paper.objects.count()) == ("1/TTPVHCC", 1)


@pytest.mark.django_db
def test_each_unit_year_and_kind_counts_for_itself(unit: Commune) -> None:
    neighbour = make.bat_trang()
    dossiers = [make.received(unit), make.received(neighbour), make.received(unit)]
    notices.refusal(dossiers[0], unit)

    numbers = [
        receipt(dossiers[0], unit[Role.INTAKE]).number,
        receipt(dossiers[1], neighbour[Role.INTAKE]).number,
        papers.issue(dossier=dossiers[0], kind=PaperKind.REFUSAL, by=unit[Role.INTAKE], at=MORNING).number,
        receipt(dossiers[2], unit[Role.INTAKE], at=later(MORNING, days=60)).number,
    ]

    assert numbers == ["1/TTPVHCC", "1/TTPVHCC", "1/PTC-TTPVHCC", "1/TTPVHCC"]
    assert list(Paper.objects.filter(kind=PaperKind.RECEIPT).values_list("year", flat=True)) == [2026, 2026, 2027]


@pytest.mark.django_db
def test_the_database_itself_refuses_a_number_twice(unit: Commune) -> None:
    first, second = (receipt(make.received(unit), unit[Role.INTAKE]) for _ in range(2))
    second.serial = first.serial

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.django_db
def test_practice_has_its_mark_on_the_paper_and_leaves_no_gap_in_real_numbers(unit: Commune) -> None:
    with practice.practising(on=True):
        practised = receipt(make.received(unit), unit[Role.INTAKE])
    papers_issued = [practised, receipt(make.received(unit), unit[Role.INTAKE])]

    assert [each.number for each in papers_issued] == ["1/THUCHANH", "1/TTPVHCC"]
    texts = [first_page(issuing.file_of(each).read()) for each in papers_issued]
    assert ["BẢN THỰC HÀNH" in text for text in texts] == [True, False]
    assert ["GIẤY TIẾP NHẬN HỒ SƠ" in text for text in texts] == [True, True]


def first_page(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def all_at_once(*what: Any) -> list[Paper]:
    """Do everything at the same instant, each in a thread with a connection of its own."""
    gate, papers_issued = threading.Barrier(len(what)), []

    def do(act: Any) -> None:
        try:
            gate.wait(PATIENCE)
            papers_issued.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in what]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return papers_issued


@pytest.mark.django_db(transaction=True)
def test_one_paper_printed_by_four_at_once_is_one_paper_with_one_number(unit: Commune) -> None:
    dossier = make.received(unit)

    got = all_at_once(*[lambda: receipt(dossier, unit[Role.INTAKE])] * 4)

    assert {(each.pk, each.number, issuing.file_of(each).sha256) for each in got} == {
        (got[0].pk, "1/TTPVHCC", issuing.file_of(Paper.objects.get()).sha256)
    }
    assert len(got) == 4


@pytest.mark.django_db(transaction=True)
def test_papers_of_several_dossiers_printed_at_once_have_every_number_once(unit: Commune) -> None:
    dossiers = [make.received(unit) for _ in range(5)]

    got = all_at_once(*[lambda each=each: receipt(each, unit[Role.INTAKE]) for each in dossiers])

    assert sorted(each.number for each in got) == [f"{number}/TTPVHCC" for number in range(1, 6)]
