"""The switch on every desk: a band on every page while it is on, practice dossiers alone behind it, and back again."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from motcua.lib import clock, practice
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import taken_in
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db
BAND = "ĐANG THỰC HÀNH"
REAL_TEXT = "001095000001||NGUYỄN VĂN THẬT|01011995|Nam|Xã Gia Lâm, Thành phố Hà Nội|01032021"


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    gia_lam = make.gia_lam()
    make.version_of(COPIES)
    make.version_of(EXTRACT)
    yield gia_lam
    clock.begin_at(None)


def practises(client: Client, on: str = "1") -> Client:
    client.post("/accounts/practice/", {"on": on})
    return client


def test_every_desk_but_the_administrators_has_the_switch(unit: Commune) -> None:
    for role, post in unit.posts.items():
        page = text(desk(post).get("/manage/procedures/"))
        assert ('action="/accounts/practice/"' in page, BAND in page) == (role is not Role.ADMIN, False)
    assert desk(unit[Role.ADMIN]).post("/accounts/practice/", {"on": "1"}).status_code == 403


def test_while_practising_every_page_has_the_band_and_a_way_out(unit: Commune) -> None:
    lan = practises(desk(unit[Role.INTAKE]))
    for address in ("/counter/", "/counter/board/", "/counter/results/", "/office/", "/manage/procedures/"):
        page = text(lan.get(address))
        assert (page.count(BAND), "Thôi thực hành" in page) == (1, True), address

    practises(lan, "0")
    assert BAND not in text(lan.get("/counter/"))


def test_what_is_taken_in_while_practising_is_no_dossier_of_the_office(unit: Commune) -> None:
    lan, minh = desk(unit[Role.INTAKE]), desk(unit[Role.CASE])
    practises(lan)
    with practice.practising(on=True):
        taken_in(lan)
        dossier = Dossier.objects.get()

    assert (Dossier.objects.count(), dossier.code) == (0, "TH-H26.90-261125-0001")
    assert BAND in text(lan.get(url(dossier)))
    assert minh.get(url(dossier)).status_code == 404
    assert practises(lan, "0").get(url(dossier)).status_code == 404


def test_a_dossier_of_the_office_is_out_of_reach_while_practising(unit: Commune) -> None:
    lan = desk(unit[Role.INTAKE])
    taken_in(lan)
    dossier = Dossier.objects.get()
    practises(lan)

    assert lan.get(url(dossier)).status_code == 404
    assert lan.get(f"/counter/visits/{dossier.visit_id}/").status_code == 404
    for address in ("/counter/board/", "/counter/results/?q=tran", "/office/"):
        assert dossier.code not in text(lan.get(address))


def test_a_real_card_is_refused_with_a_sentence(unit: Commune) -> None:
    lan = practises(desk(unit[Role.INTAKE]))
    answer = lan.post("/counter/look/", {"text": REAL_TEXT})

    assert (answer.status_code, "chỉ dùng thẻ mẫu" in text(answer)) == (422, True)
    assert Visit._base_manager.count() == 0


def test_the_case_officer_practises_on_what_was_taken_in_to_practise(unit: Commune) -> None:
    with practice.practising(on=True):
        dossier = make.drafted(unit)
    hoa = practises(desk(unit[Role.APPROVER]))

    assert dossier.code in text(hoa.get("/office/approvals/"))
    assert hoa.get(url(dossier)).status_code == 200


def test_registers_are_asked_about_nobody_while_practising_in_an_office(unit: Commune, settings: object) -> None:
    settings.MOTCUA_DEMO = False  # type: ignore[attr-defined]
    lan = practises(desk(unit[Role.INTAKE]))
    lan.post("/counter/look/", {"text": TAM_TEXT})
    with practice.practising(on=True):
        visit = Visit.objects.get()
    lan.post("/counter/look/", {"text": EXTRACT, "visit": visit.pk})

    assert "Đang hỏi các cơ sở dữ liệu" not in text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert "Đang hỏi các cơ sở dữ liệu" in text(_at_work(desk(unit[Role.INTAKE])))


def _at_work(lan: Client) -> object:
    lan.post("/counter/look/", {"text": TAM_TEXT})
    visit = Visit.objects.get()
    lan.post("/counter/look/", {"text": EXTRACT, "visit": visit.pk})
    return lan.get(f"/counter/visits/{visit.pk}/")
