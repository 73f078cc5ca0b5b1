"""Look up and follow: the answer first, and of nobody's dossier more than where it stands."""

import re

import pytest
from django.test import Client

from motcua.lib import codes
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT
from tests.factories.outreach import tablet
from tests.factories.queues import Hall
from tests.web.desks import text

pytestmark = pytest.mark.django_db


def test_everyday_words_find_the_procedure_and_it_says_what_to_bring_pay_and_wait(here: Hall, kiosk: Client) -> None:
    version = make.version_of(COPIES)
    make.version_of(EXTRACT)
    found = text(kiosk.get("/kiosk/find/", {"q": "sao y"}))
    assert f"/kiosk/find/{COPIES}/" in found

    page = text(kiosk.get(f"/kiosk/find/{COPIES}/"))
    papers = [each.name for each in version.definition.requirements if each.required]
    assert [paper for paper in papers if paper not in page] == []
    assert (" đ" in page or "Không thu phí" in page, "Nếu nộp bây giờ" in page) == (True, True)
    assert f"/kiosk/take/{here.a.pk}/" in page


def test_before_any_word_at_most_four_are_offered_and_nonsense_is_a_sentence(here: Hall, kiosk: Client) -> None:
    make.version_of(COPIES)
    assert 1 <= text(kiosk.get("/kiosk/find/")).count('class="kiosk-choice"') <= 4
    assert "Chưa tìm thấy" in text(kiosk.get("/kiosk/find/", {"q": "zzzzqqqq"}))
    assert kiosk.get("/kiosk/find/9.999999/").status_code == 404


def test_the_receipts_code_says_where_the_dossier_stands_and_not_whose_it_is(here: Hall, kiosk: Client) -> None:
    dossier = make.received(here.unit)
    page = text(kiosk.post("/kiosk/follow/", {"code": dossier.pickup_code}))
    assert ("Đã tiếp nhận" in page, re.search(r"Hẹn|Trả", page) is not None) == (True, True)
    told = [dossier.applicant_name, dossier.code, dossier.procedure_name, dossier.pickup_code]
    assert [each for each in told if each and each in page] == []


def test_the_receipt_of_a_mobile_point_holds_before_its_dossier_has_come(here: Hall, kiosk: Client) -> None:
    block = tablet(here.unit).blocks.get()
    answer = kiosk.post("/kiosk/follow/", {"code": block.codes[0][1]})
    assert "số trên biên nhận có giá trị, xin xem lại sau" in text(answer)
    block.written_off = [block.codes[0][0]]
    block.save(update_fields=["written_off"])
    assert "Không có hồ sơ nào" in text(kiosk.post("/kiosk/follow/", {"code": block.codes[0][1]}))


def test_a_wrong_code_and_the_public_number_open_nothing(here: Hall, kiosk: Client) -> None:
    dossier = make.received(here.unit)
    for said in (dossier.code, codes.with_check("0000"), "", "x"):
        answer = kiosk.post("/kiosk/follow/", {"code": said})
        assert (answer.status_code, "Không có hồ sơ nào mang mã nhận này" in text(answer)) == (422, True), said
