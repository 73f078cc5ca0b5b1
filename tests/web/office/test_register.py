"""The register's page: who may read it, what it shows and hides, and what it gives to take along."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.events.models import Access
from motcua.reports.register_files import XLSX
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
ALL = {"from": "2026-11-01", "to": "2026-11-30", "sector": "Hộ tịch", "year": "2026"}


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.INTAKE, 200), (Role.HEAD, 200), (Role.SUPERVISOR, 200), (Role.CASE, 403), (Role.ADMIN, 403)],
)
def test_register_is_for_intake_head_and_supervisor(unit: Commune, role: Role, status: int) -> None:
    assert desk(unit[role]).get("/office/register/").status_code == status


def test_page_shows_the_book_masks_telephones_and_notes_the_access(unit: Commune) -> None:
    dossier = make.received(unit)
    other = make.received(make.bat_trang())
    Dossier.objects.update(applicant_phone="0199000111")

    page = desk(unit[Role.HEAD]).get("/office/register/", ALL)

    assert dossier.code in text(page)
    assert other.code not in text(page)
    assert "0199000111" not in text(page)
    assert list(Access.objects.values_list("subject", flat=True)) == [dossier.stream]


def test_paper_and_spreadsheet_are_given(unit: Commune) -> None:
    make.received(unit)
    lan = desk(unit[Role.INTAKE])

    pdf, xlsx = (lan.get(f"/office/register/{kind}/", ALL) for kind in ("pdf", "xlsx"))

    assert (pdf.status_code, pdf.headers["content-type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert (xlsx.status_code, xlsx.headers["content-type"], xlsx.content[:2]) == (200, XLSX, b"PK")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"from": "hôm qua"}, "Chưa đọc được ngày"),
        ({"from": "2026-11-30", "to": "2026-11-01"}, "Đến ngày đang trước từ ngày"),
    ],
)
def test_days_that_cannot_be_read_are_said(unit: Commune, said: dict[str, str], sentence: str) -> None:
    make.received(unit)
    lan = desk(unit[Role.INTAKE])

    page = lan.get("/office/register/", ALL | said)

    assert (page.status_code, sentence in text(page)) == (422, True)
    assert lan.get("/office/register/pdf/", ALL | said).status_code == 404


def test_empty_office_has_no_book_and_says_so(unit: Commune) -> None:
    lan = desk(unit[Role.INTAKE])

    assert "Chưa có hồ sơ nào vào sổ" in text(lan.get("/office/register/"))
    assert lan.get("/office/register/xlsx/").status_code == 404


def test_long_book_is_read_in_pages(unit: Commune) -> None:
    first = make.received(unit)
    for number in range(2, 53):
        Dossier.objects.create(
            **{
                field.attname: getattr(first, field.attname)
                for field in Dossier._meta.concrete_fields
                if field.name not in {"id", "code", "pickup_code", "book_ordinal"}
            },
            code=f"H26.90-T{number}",
            pickup_code=f"T{number}",
            book_ordinal=number,
        )
    lan = desk(unit[Role.INTAKE])

    pages = [lan.get("/office/register/", ALL | {"page": page}).context for page in (1, 2)]

    assert [len(page["rows"]) for page in pages] == [50, 2]
    assert [bool(page[name]) for page in pages for name in ("earlier_url", "later_url")] == [False, True, True, False]
    assert first.received_at == MORNING
