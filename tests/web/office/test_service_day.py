"""The page of a day: who may read it and of whom, what it hides, and that every number opens its own list."""

import io
import re
from collections.abc import Iterator

import pypdfium2
import pytest
from openpyxl import load_workbook

from motcua.accounts.models import Post, Role
from motcua.agencies.models import AgencyKind
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier
from motcua.events.models import Access
from motcua.lib import clock
from motcua.reports.register_files import XLSX
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune, later, moment
from tests.factories.servicedays import service_day
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
DAY = "/office/ngay/2026-11-25/"


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    clock.begin_at(moment("2026-11-25 18:00"))
    yield
    clock.begin_at(None)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.INTAKE, 200), (Role.HEAD, 200), (Role.APPROVER, 200), (Role.SUPERVISOR, 200), (Role.CASE, 403),
        (Role.ADMIN, 403),
    ],
)  # fmt: skip
def test_the_day_is_for_the_counter_and_those_who_lead(unit: Commune, role: Role, status: int) -> None:
    assert {desk(unit[role]).get(f"{DAY}{part}").status_code for part in ("", "so-sanh/", "pdf/", "xlsx/")} == {status}


def test_today_leads_to_the_page_of_its_date(unit: Commune) -> None:
    lan = desk(unit[Role.INTAKE])
    assert lan.get("/office/ngay/").headers["location"] == DAY
    assert lan.get("/office/ngay/?from=2026-11-02&to=2026-11-05").headers["location"] == (
        "/office/ngay/2026-11-02/?to=2026-11-05"
    )


@pytest.mark.parametrize("day", ["hom-qua", "2026-02-30"])
def test_a_day_that_is_none_does_not_exist(unit: Commune, day: str) -> None:
    assert desk(unit[Role.INTAKE]).get(f"/office/ngay/{day}/").status_code == 404


@pytest.mark.parametrize(
    ("to", "sentence"), [("2026-11-24", "Đến ngày đang trước từ ngày"), ("2028-11-24", "Chọn nhiều nhất một năm")]
)
def test_a_span_that_cannot_be_is_said(unit: Commune, to: str, sentence: str) -> None:
    page = desk(unit[Role.INTAKE]).get(DAY, {"to": to})
    assert (page.status_code, sentence in text(page)) == (422, True)


def test_nothing_taken_in_is_said_kindly(unit: Commune) -> None:
    assert "Chưa tiếp nhận hồ sơ nào trong những ngày này" in text(desk(unit[Role.INTAKE]).get(DAY))


def a_day(unit: Commune) -> None:
    service_day(unit)
    make.handed_to_tam(make.ready(unit), unit, later(MORNING, hours=1))
    late = commands.approve(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=later(MORNING, minutes=140))
    commands.number(dossier=late, by=unit[Role.RECORDS], at=later(MORNING, minutes=150))
    make.received(unit, COPIES)
    make.asked(make.submitted(unit), unit[Role.INTAKE], MORNING)


def test_names_are_masked_and_the_look_is_noted(unit: Commune) -> None:
    dossier = make.received(unit)
    other = make.received(make.bat_trang())
    Dossier.objects.update(applicant_phone="0199000111")

    page = text(desk(unit[Role.HEAD]).get(f"{DAY}ho-so/", {"list": "taken-in"}))

    assert dossier.code in page
    assert [each for each in (other.code, dossier.applicant_name, "0199000111") if each in page] == []
    assert list(Access.objects.values_list("subject", flat=True)) == [dossier.stream]


@pytest.mark.parametrize("said", [{}, {"list": "what"}, {"failed": "x"}, {"procedure": "9.999999"}])
def test_a_list_that_is_none_does_not_exist(unit: Commune, said: dict[str, str]) -> None:
    make.received(unit)
    assert desk(unit[Role.INTAKE]).get(f"{DAY}ho-so/", said).status_code == 404


def below(unit: Commune) -> tuple[Commune, Post]:
    """Gia Lâm and Bát Tràng under a district, and the district's supervisor."""
    neighbour = make.bat_trang()
    district = make.agency("H26.19", "UBND huyện Gia Lâm", AgencyKind.DISTRICT, calendar=unit.authority.calendar)
    for each in (unit, neighbour):
        each.authority.parent = district
        each.authority.save()
    return neighbour, make.post(district, Role.SUPERVISOR, "Lãnh đạo huyện")


def test_leaders_see_the_communes_below_and_a_commune_only_itself(unit: Commune) -> None:
    neighbour, leader = below(unit)
    mine, theirs = make.received(unit).code, make.received(neighbour).code
    address = f"{DAY}ho-so/"

    seen = {
        name: [code for code in (mine, theirs) if code in text(desk(post).get(address, {"list": "taken-in"} | place))]
        for name, post, place in (
            ("all", leader, {"place": "all"}),
            ("one", leader, {"place": str(neighbour.authority.pk)}),
            ("commune", unit[Role.SUPERVISOR], {"place": str(neighbour.authority.pk)}),
            ("commune all", unit[Role.SUPERVISOR], {"place": "all"}),
        )
    }

    assert seen == {"all": [mine, theirs], "one": [theirs], "commune": [mine], "commune all": [mine]}


def test_a_head_of_the_district_sees_no_list_of_a_commune(unit: Commune) -> None:
    _neighbour, leader = below(unit)
    mine = make.received(unit).code
    head = make.post(leader.agency, Role.HEAD, "Trưởng phòng huyện")
    assert mine not in text(desk(head).get(DAY, {"place": str(unit.authority.pk)}))
    assert desk(head).get(f"{DAY}ho-so/", {"list": "taken-in", "place": "all"}).content.count(mine.encode()) == 0


def test_days_and_places_stand_beside_one_another(unit: Commune) -> None:
    neighbour, leader = below(unit)
    make.ready(unit)
    make.ready(unit, at=moment("2026-11-24 08:30"))
    make.ready(neighbour, COPIES)

    page = text(desk(leader).get(f"{DAY}so-sanh/", {"place": "all"}))

    assert [each for each in ("Thứ Ba 24/11", "Thứ Tư 25/11", "UBND xã Bát Tràng") if each not in page] == []


def test_the_paper_is_one_page_without_a_name(unit: Commune) -> None:
    a_day(unit)

    answer = desk(unit[Role.INTAKE]).get(f"{DAY}pdf/")

    pages = pypdfium2.PdfDocument(answer.content)
    said = pages[0].get_textpage().get_text_range()
    assert (answer.headers["content-type"], len(pages)) == ("application/pdf", 1)
    assert "Ngày thứ Tư 25/11/2026 đã làm được gì" in said
    assert "TÁM" not in said.upper()
    pages.close()


def test_the_spreadsheet_says_what_the_page_says(unit: Commune) -> None:
    a_day(unit)

    answer = desk(unit[Role.INTAKE]).get(f"{DAY}xlsx/")
    book = load_workbook(io.BytesIO(answer.content))

    assert answer.headers["content-type"] == XLSX
    assert book.sheetnames == ["Kết quả", "Thủ tục", "Theo giờ", "Chưa được"]
    assert [row[:3] for row in book["Kết quả"].iter_rows(min_row=3, max_row=5, values_only=True)] == [
        ("Hồ sơ", "Tiếp nhận", "3"),
        ("Hồ sơ", "Đã có kết quả", "2"),
        ("Hồ sơ", "Trả ngay trong buổi", "1"),
    ]
    assert [row[0] for row in book["Theo giờ"].iter_rows(min_row=3, values_only=True)] == [8, 9, 10, 11]


def test_while_practising_the_page_tells_of_the_work(unit: Commune) -> None:
    mine = make.received(unit).code
    lan = desk(unit[Role.INTAKE])
    lan.post("/accounts/practice/", {"on": "1"})

    page = text(lan.get(f"{DAY}ho-so/", {"list": "taken-in"}))

    assert (mine in page, f"/office/dossiers/{mine}/" in page) == (True, False)


def test_the_nearest_days_on_which_something_was_taken_in_are_led_to(unit: Commune) -> None:
    other = make.bat_trang()
    for day in ("2026-11-17", "2026-11-20"):
        make.received(unit, at=moment(f"{day} 08:30"))
    make.received(other, at=moment("2026-11-19 08:30"))
    lan = desk(unit[Role.INTAKE])
    place = unit.authority.pk

    pages = {day: text(lan.get(f"/office/ngay/2026-11-{day}/")) for day in (17, 18, 20)}

    assert {
        day: re.findall(r'href="/office/ngay/(2026-11-\d\d)/\?place=(\d+)"', page) for day, page in pages.items()
    } == {
        17: [("2026-11-20", str(place))],
        18: [("2026-11-17", str(place)), ("2026-11-20", str(place))],
        20: [("2026-11-17", str(place))],
    }


def test_who_sees_several_places_sees_them_together_until_one_is_named(unit: Commune) -> None:
    a_day(unit)
    _neighbour, leader = below(unit)
    khanh = desk(leader)
    each = [khanh.get(DAY, {"place": place}).context["wanted"] for place in ("", "all", str(unit.authority.pk))]

    assert [wanted.place for wanted in each[:2]] == [None, None]
    assert each[2].place.committee == unit.authority
    assert khanh.get(DAY, {"place": "0"}).context["wanted"].place.committee == leader.agency.authority
    assert desk(unit[Role.SUPERVISOR]).get(DAY).context["wanted"].place.committee == unit.authority
