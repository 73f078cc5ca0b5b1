"""Foreigners with passports, people with no card, one name or a year only: nothing stands in the way."""

from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.models import Visit
from motcua.people.models import Person
from tests.factories.dossiers import COPIES, Commune
from tests.people.test_mrz import written
from tests.web.counter.visiting import COPY, answers, look
from tests.web.desks import text

pytestmark = pytest.mark.django_db
YUKI = {
    "full_name": "Tanaka Yuki", "date_of_birth": "02/01/1990", "sex": "F", "nationality": "Nhật Bản",
    "passport_number": "tk 1234567", "passport_country": "jpn", "passport_expires": "05/04/2032",
}  # fmt: skip


def typed(lan: Client, **said: str) -> Any:
    return lan.post("/counter/person/", said)


def taken_in(lan: Client, visit: Visit) -> Visit:
    visit = look(lan, COPIES, visit)
    said = answers(visit, **COPY) | {"key": "k", "confirm.how": "IN_PERSON"}
    assert lan.post(f"/counter/visits/{visit.pk}/accept/", said).status_code == 302
    visit.refresh_from_db()
    return visit


def test_a_foreigner_typed_by_hand_is_kept_with_the_passport_and_known_the_next_time(lan: Client) -> None:
    typed(lan, **YUKI)
    visit = taken_in(lan, Visit.objects.get())
    yuki = visit.person
    assert yuki is not None
    assert (yuki.nationality, yuki.id_number) == ("Nhật Bản", None)
    assert list(yuki.numbers.values_list("kind", "number", "country")) == [("PASSPORT", "TK1234567", "JPN")]
    dossier = visit.dossiers.get()
    assert dossier.applicant_id_number == "TK1234567"


def test_the_two_lines_scanned_into_the_box_are_a_person(lan: Client) -> None:
    visit = look(lan, written().replace("\n", " "))
    assert visit.person_data["passport"] == {"number": "TK1234567", "country": "JPN", "expires_on": "2032-04-05"}
    shown = text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert ("TANAKA YUKI" in shown, "từ hộ chiếu" in shown) == (True, True)
    edit = text(lan.get(f"/counter/visits/{visit.pk}/person/"))
    assert ('value="TK1234567"' in edit, '<details class="passport" open>' in edit) == (True, True)


def test_the_two_lines_misread_are_refused_with_a_sentence(lan: Client) -> None:
    answer = lan.post("/counter/look/", {"text": written().replace("TK1234567", "TK1234568").replace("\n", "")})
    assert (answer.status_code, "không khớp chữ số kiểm tra" in text(answer)) == (422, True)
    assert Visit.objects.count() == 0


def test_the_lines_on_the_persons_page_fill_it_and_write_nothing(lan: Client) -> None:
    shown = text(typed(lan, mrz=written()))
    assert ('value="TANAKA YUKI"' in shown, 'value="JPN"' in shown, Visit.objects.count()) == (True, True, 0)
    wrong = typed(lan, mrz="P<XX", full_name="Tanaka")
    assert wrong.status_code == 422
    for words in ("mỗi dòng 44 ký tự", "P&lt;XX", 'value="Tanaka"'):
        assert words in text(wrong)


def test_a_passport_out_of_date_or_of_no_country_is_noted_and_blocks_nothing(lan: Client) -> None:
    typed(lan, **YUKI | {"passport_expires": "05/04/2020", "passport_country": ""})
    visit = Visit.objects.get()
    assert visit.person_data["passport"]["country"] == "XXX"
    assert "Hộ chiếu đã hết hạn ngày 05/04/2020" in text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert taken_in(lan, visit).person is not None


def test_a_passport_with_no_expiry_or_a_wrong_country_code(lan: Client) -> None:
    assert "Mã nước có từ 1 đến 3 chữ cái" in text(typed(lan, **YUKI | {"passport_country": "J1"}))
    typed(lan, **YUKI | {"passport_expires": ""})
    assert Visit.objects.get().person_data["passport"]["expires_on"] == ""


@pytest.mark.parametrize(("name", "born"), [("Sen", "1945"), ("H'Mai Niê Kđăm", "5/1960")])
def test_one_name_a_year_only_and_no_number_are_noted_and_taken_in(lan: Client, name: str, born: str) -> None:
    typed(lan, full_name=name, date_of_birth=born, sex="F")
    visit = Visit.objects.get()
    shown = text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert "Chưa có số giấy tờ nào: vẫn làm được, lần sau phải hỏi lại." in shown
    assert ("Họ tên chỉ có một chữ." in shown) is (name == "Sen")
    assert taken_in(lan, visit).person == Person.objects.get()


def test_who_has_a_passport_comes_again_with_it(lan: Client, gia_lam: Commune) -> None:
    typed(lan, **YUKI)
    first = taken_in(lan, Visit.objects.get()).person
    assert first is not None
    lan.post("/counter/look/", {"person": str(first.pk)})
    visit = Visit.objects.get(ended_at=None)
    assert (visit.person_data["passport"]["number"], visit.person_data["nationality"]) == ("TK1234567", "Nhật Bản")
