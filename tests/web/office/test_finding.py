"""The box that stands around every page: whatever a person has in hand leads to the dossier."""

import pytest

from motcua.accounts.models import Role
from motcua.outreach.commands import submit
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, Commune, later
from tests.factories.outreach import number, tablet
from tests.factories.outreach import said as sent
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
FIND = "/office/find/"


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.mark.parametrize("words", ["0199111222", "tran thi tam", "trann tam", "005158004710"])
def test_everybody_who_reads_dossiers_finds_one_and_the_neighbour_does_not(unit: Commune, words: str) -> None:
    tam = people.person(id_number="005158004710", full_name="TRẦN THỊ TÁM", phone="0199111222")
    dossier = make.received(unit, submitter=tam)
    hung = make.bat_trang()[Role.CASE]

    for role in (Role.INTAKE, Role.CASE, Role.HEAD, Role.APPROVER, Role.RECORDS, Role.CASHIER, Role.SUPERVISOR):
        page = desk(unit[role]).post(FIND, {"q": words})
        assert (role, [row.code for row in page.context["rows"]]) == (role, [dossier.code])
    assert [row.code for row in desk(hung).post(FIND, {"q": words}).context["rows"]] == []


def test_the_administrator_finds_nothing_and_sees_no_box(unit: Commune) -> None:
    make.received(unit)
    kien = desk(unit[Role.ADMIN])

    assert kien.post(FIND, {"q": "tran"}).status_code == 403
    assert 'name="q" value="" maxlength' not in text(kien.get("/manage/staff/"))
    assert 'id="finder"' in text(desk(unit[Role.SUPERVISOR]).get("/manage/staff/"))


def test_what_was_not_found_stays_in_the_box_and_a_card_does_not(unit: Commune) -> None:
    lan = desk(unit[Role.INTAKE])

    assert 'value="vũ thị hai"' in text(lan.post(FIND, {"q": "vũ thị hai"}))
    page = text(lan.post(FIND, {"q": people.TAM_TEXT}))

    assert ('value="005158004710"' in page, "TRẦN THỊ TÁM" in page, "01032021" in page) == (True, False, False)


def test_a_number_that_a_tablet_gave_out_holds_and_has_not_been_sent(unit: Commune) -> None:
    make.version_of(COPIES)
    device = tablet(unit)
    number_given, lan, mai = number(device), desk(unit[Role.INTAKE]), desk(make.bat_trang()[Role.INTAKE])
    said = "Số này cấp cho máy lưu động «Máy thôn 3», vẫn có giá trị: hồ sơ chưa được gửi về."
    assert lan.post(FIND, {"q": number_given}).context["hint"] == said
    assert mai.post(FIND, {"q": number_given}).context["hint"] != said

    submit(device=device, said=sent(device), by=unit[Role.INTAKE], at=later(MORNING, minutes=30))
    assert [row.code for row in lan.post(FIND, {"q": number_given}).context["rows"]] == [number_given]


def test_more_than_a_page_asks_for_another_word(unit: Commune) -> None:
    for _ in range(26):
        make.received(unit)

    page = desk(unit[Role.CASE]).post(FIND, {"q": "tam"})

    assert (len(page.context["rows"]), page.context["more"]) == (25, "Có thể còn nữa: gõ thêm chữ để thu hẹp.")
