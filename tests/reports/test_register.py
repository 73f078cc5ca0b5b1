"""The register: its lines agree with the dossiers, without gaps, without practice, without the neighbour's."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from motcua.accounts.models import Role
from motcua.dossiers.commands import cancel, deliver, receive
from motcua.dossiers.commands.intake import take_in_all
from motcua.dossiers.models import Dossier
from motcua.dossiers.returning import Wish
from motcua.lib import practice
from motcua.reports import register, register_files
from motcua.reports.register import Book
from tests.dossiers.test_papers import poppler, text_of
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later, moment

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
CIVIL, COPY = Book(2026, "Hộ tịch"), Book(2026, "Chứng thực")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def told(unit: Commune, book: Book = CIVIL, first: dt.date = FIRST, last: dt.date = LAST) -> list[register.Row]:
    return [register.told(each) for each in register.rows(unit.centre, book, first=first, last=last)]


def test_line_has_the_columns_of_the_form(unit: Commune) -> None:
    make.handed_to_tam(make.ready(unit), unit, later(MORNING, hours=1))

    assert told(unit) == [
        register.Row(
            ordinal=1,
            code="H26.90-261125-0001",
            procedure="Giấy xác nhận tình trạng hôn nhân",
            name="TRẦN THỊ TÁM",
            address="Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
            phone="",
            handling="Văn phòng xã Gia Lâm",
            received=MORNING,
            promised=moment("2026-11-30 08:30"),
            delivered=later(MORNING, hours=1),
            way="Trực tiếp",
            signed="TRẦN THỊ TÁM",
        )
    ]


def test_each_sector_and_year_has_its_book_counted_from_one(unit: Commune) -> None:
    take_in_all(
        intakes=[make.intake(code) for code in (SINGLE_STATUS, COPIES, EXTRACT)], by=unit[Role.INTAKE], at=MORNING
    )
    make.received(unit, at=moment("2027-01-04 08:30"))

    assert register.books(unit.centre) == [Book(2027, "Hộ tịch"), COPY, CIVIL]
    assert [[row.ordinal for row in told(unit, book)] for book in (CIVIL, COPY)] == [[1, 2], [1]]
    assert [row.ordinal for row in told(unit, Book(2027, "Hộ tịch"), last=dt.date(2027, 1, 4))] == [1]


def test_what_was_handed_in_before_stands_in_the_book_from_its_acceptance(unit: Commune) -> None:
    waiting = make.submitted(unit)
    make.received(unit)
    assert [row.ordinal for row in told(unit)] == [1]

    receive(dossier=waiting, intake=make.intake(), by=unit[Role.INTAKE], at=later(MORNING, hours=1))

    assert [(row.ordinal, row.code) for row in told(unit)][1] == (2, waiting.code)


def test_intake_that_fails_gives_its_ordinal_back(unit: Commune) -> None:
    with transaction.atomic():
        make.received(unit)
        transaction.set_rollback(True)

    make.received(unit)

    assert [row.ordinal for row in told(unit)] == [1]


def test_two_dossiers_on_one_line_are_refused_by_the_database(unit: Commune) -> None:
    make.received(unit)
    second = make.received(unit)
    second.book_ordinal = 1

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_practice_and_the_neighbour_are_not_in_the_book(unit: Commune) -> None:
    practised, real, other = make.received(unit), make.received(unit), make.received(make.bat_trang())
    Dossier.objects.filter(pk=practised.pk).update(training=True)

    codes = [row.code for row in told(unit)]
    with practice.practising(on=True):
        inside = [row.code for row in told(unit)]

    assert (codes, inside) == ([real.code], [])
    assert other.book_ordinal == 1
    assert register.units(unit.authority) == [unit.centre]
    assert register.units(None) == []


def test_period_is_by_the_day_of_acceptance_in_vietnam(unit: Commune) -> None:
    for at in ("2026-11-24 23:30", "2026-11-25 00:10", "2026-11-25 23:50", "2026-11-26 00:10"):
        make.received(unit, at=moment(at))

    assert [row.ordinal for row in told(unit, first=dt.date(2026, 11, 25), last=dt.date(2026, 11, 25))] == [2, 3]


def test_what_was_stopped_says_so_where_a_result_would_be_received(unit: Commune) -> None:
    dossier = make.received(unit)
    cancel(dossier=dossier, reason="Nhận nhầm.", by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    assert [(row.way, row.delivered, row.signed) for row in told(unit)] == [("Đã hủy", None, "")]


@poppler
def test_on_paper_it_is_a_book_across_the_page_with_its_number_in_the_circular_of_its_last_day(
    unit: Commune, tmp_path: Path
) -> None:
    dossier = make.received(unit)

    pdf = register_files.pdf(unit.centre, CIVIL, told(unit), first=FIRST, last=LAST, at=MORNING)

    text = text_of(pdf, tmp_path)
    wanted = ("SỔ THEO DÕI HỒ SƠ", "Quyển số: Hộ tịch/2026", "từ ngày 01/11/2026 đến ngày 30/11/2026", dossier.code)
    assert [each for each in (*wanted, "Cộng: 1 hồ sơ.") if each not in text] == []
    page = pypdfium2.PdfDocument(pdf)[0]
    assert page.get_width() > page.get_height()
    empty = text_of(
        register_files.pdf(unit.centre, CIVIL, [], first=dt.date(2025, 9, 1), last=dt.date(2025, 9, 14), at=MORNING),
        tmp_path,
    )
    assert "Chữ ký số của Tổ chức" in empty
    assert "Không có hồ sơ nào trong thời gian này." in empty


def test_no_word_on_paper_leaves_its_column(unit: Commune) -> None:
    dossier = make.ready(unit, wish=Wish("POST", "Thôn 3"))
    Dossier.objects.filter(pk=dossier.pk).update(code="000.00.01.H26-261125-00012")
    deliver(
        dossier=Dossier.objects.get(), to_name="TRẦN THỊ TÁM", way="POST", reference="EP123456789VN",
        by=unit[Role.INTAKE], at=later(MORNING, days=1),
    )  # fmt: skip

    page = pypdfium2.PdfDocument(
        register_files.pdf(unit.centre, CIVIL, told(unit), first=FIRST, last=LAST, at=MORNING)
    )[0]

    def right_of(words: str) -> float:
        place = page.get_textpage().search(words).get_next()
        assert place is not None, words
        return float(max(page.get_textpage().get_charbox(place[0] + each)[2] for each in range(place[1])))

    next_column = page.get_textpage().search("Giấy xác nhận tình trạng").get_next()
    assert next_column is not None
    assert right_of("000.00.01.H26-261125-00012") < page.get_textpage().get_charbox(next_column[0])[0]
    assert right_of("EP123456789VN") < page.get_width() - 12 / 25.4 * 72


def test_spreadsheet_has_the_same_lines_and_a_name_is_never_a_formula(unit: Commune) -> None:
    dossier = make.received(unit)
    Dossier.objects.update(applicant_name="=1+1")

    content = register_files.xlsx(unit.centre, CIVIL, told(unit), first=FIRST, last=LAST)

    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert tuple(rows[1]) == register_files.HEADINGS
    assert rows[2][:4] == [1, dossier.code, "Giấy xác nhận tình trạng hôn nhân", "=1+1"]
    assert [each and f"{each:%d/%m/%Y %H:%M}" for each in rows[2][6:9]] == [
        "25/11/2026 08:30",
        "30/11/2026 08:30",
        None,
    ]
    assert sheet["D3"].data_type == "s"


def test_way_is_what_was_wanted_and_then_how_it_was_handed_over(unit: Commune) -> None:
    lan, noon = unit[Role.INTAKE], later(MORNING, hours=3)
    home = "Thôn 3, Xã Gia Lâm"
    make.received(unit, wish=Wish("POST", home))
    posted = make.ready(unit, wish=Wish("POST", home))
    deliver(dossier=posted, to_name="TRẦN THỊ TÁM", way="POST", reference="EB1", by=lan, at=noon)
    fetched = make.ready(unit, wish=Wish("ONLINE"))
    said: dict[str, Any] = {"to_name": "LÊ VĂN NAM", "proof": "CODE", "shown": fetched.pickup_code, "relation": "con"}
    deliver(dossier=fetched, by=lan, at=noon, **said)
    cancel(dossier=make.received(unit, wish=Wish("ONLINE")), reason="Nhầm.", by=lan, at=noon)

    assert [(row.way, row.signed) for row in told(unit)] == [
        ("Bưu chính", ""),
        ("Bưu chính", "Gửi bưu chính cho TRẦN THỊ TÁM, số hiệu EB1"),
        ("Trực tiếp", "LÊ VĂN NAM (con)"),
        ("Đã hủy", ""),
    ]
