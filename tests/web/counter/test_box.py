"""The one box: whatever is typed, picked or scanned becomes a person, a procedure, a dossier, or a sentence."""

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from motcua.people.models import Person
from motcua.procedures import scanner_codes
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import look, ready, taken_in
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


def said(client: Client, text: str, **more: str) -> tuple[int, str]:
    """Send the box; return status and page."""
    answer = client.post("/counter/look/", {"text": text} | more)
    return answer.status_code, str(answer.content.decode())


@pytest.mark.parametrize("words", ["sao y giay to", "chung thuc ban sao"])
def test_everyday_words_find_the_procedure_before_and_during_a_visit(lan: Client, words: str) -> None:
    status, page = said(lan, words)
    assert (status, f'value="{COPIES}"' in page) == (200, True)
    visit = look(lan, TAM_TEXT)
    status, page = said(lan, words, visit=str(visit.pk))
    assert (status, f'value="{COPIES}"' in page, "TRẦN THỊ TÁM" in page) == (200, True, True)


def test_what_was_found_is_suggested_as_one_types_and_stands_as_a_page_too(lan: Client) -> None:
    part = lan.post("/counter/suggest/", {"text": "sao y"}, headers={"hx-request": "true"}).content.decode()
    whole = lan.post("/counter/suggest/", {"text": "sao y"}).content.decode()
    assert (f'value="{COPIES}"' in part, "<html" in part) == (True, False)
    assert (f'value="{COPIES}"' in whole, "<html" in whole) == (True, True)


def test_a_procedure_that_was_picked_goes_into_the_basket(lan: Client) -> None:
    lan.post("/counter/look/", {"text": "sao y", "procedure": COPIES})
    assert Visit.objects.get().items.get().procedure_version.procedure.code == COPIES


def test_a_person_who_came_before_is_found_by_name_and_begins_a_visit(lan: Client) -> None:
    taken_in(lan)
    tam = Person.objects.get()
    assert f'value="{tam.pk}"' in said(lan, "tran thi tam")[1]
    lan.post("/counter/look/", {"text": "tran thi tam", "person": str(tam.pk)})
    visit = Visit.objects.get(ended_at=None)
    assert (visit.person_data["id_number"], visit.person_data["source"]) == ("005158004710", "earlier")


def test_a_person_who_came_before_is_found_by_number(lan: Client) -> None:
    taken_in(lan)
    assert look(lan, "005158004710").person_data["full_name"] == "TRẦN THỊ TÁM"


def test_a_person_who_only_came_elsewhere_cannot_be_picked(lan: Client) -> None:
    taken_in(lan)
    mai = desk(make.bat_trang()[Role.INTAKE])
    status, page = said(mai, "tran thi tam", person=str(Person.objects.get().pk))
    assert status == 422
    assert "Không tìm thấy người này trong hồ sơ của đơn vị." in page
    assert not Visit.objects.filter(ended_at=None).exists()
    assert "TÁM" not in said(mai, "tran thi tam")[1]


def test_a_dossiers_code_or_its_slip_leads_to_the_dossier(lan: Client) -> None:
    taken_in(lan)
    dossier = Dossier.objects.get()
    for text in (dossier.code, dossier.code.lower(), dossier.pickup_code):
        answer = lan.post("/counter/look/", {"text": text})
        assert answer.headers["location"] == f"/office/dossiers/{dossier.code}/"
    found = lan.post("/counter/suggest/", {"text": dossier.code}, headers={"hx-request": "true"}).content.decode()
    assert f'href="/office/dossiers/{dossier.code}/"' in found


def test_words_that_mean_nothing_stay_in_the_box_beside_a_sentence(lan: Client) -> None:
    status, page = said(lan, "xyzzy qwrt")
    assert (status, 'value="xyzzy qwrt"' in page) == (422, True)
    assert "Chưa tìm thấy việc hay người nào như vậy." in page


def test_a_place_in_the_list_picks_and_one_beyond_it_says_how_long_it_is(lan: Client) -> None:
    assert look(lan, "1").items.count() == 1
    status, page = said(lan, "9")
    assert status == 422
    assert "Danh sách có từ 1 đến 2; xin gõ số trong danh sách." in page


def test_an_empty_box_is_no_mistake(lan: Client) -> None:
    visit = look(lan, TAM_TEXT)
    assert lan.post("/counter/look/", {"text": " ", "visit": visit.pk}).status_code == 302
    assert lan.post("/counter/look/", {"text": ""}).headers["location"] == "/counter/"


def test_a_visit_that_does_not_exist_is_the_empty_counter(lan: Client) -> None:
    assert said(lan, "xyzzy", visit="nonsense")[0] == 422


def test_the_sheets_commands_need_somebody_at_the_counter(lan: Client) -> None:
    for command in (scanner_codes.CONFIRM, scanner_codes.PARK):
        assert "Chưa có việc nào đang làm. Xin quét thẻ trước." in said(lan, command)[1]
    assert not Visit.objects.exists()


def test_the_sheet_parks_the_work(lan: Client) -> None:
    visit = ready(lan)
    lan.post("/counter/look/", {"text": scanner_codes.PARK, "visit": visit.pk})
    visit.refresh_from_db()
    assert visit.parked_at is not None


def test_the_sheet_confirms_nothing_that_is_not_complete(lan: Client) -> None:
    visit = look(lan, EXTRACT, look(lan, TAM_TEXT))
    status, page = said(lan, scanner_codes.CONFIRM, visit=str(visit.pk))
    assert (status, Dossier.objects.count()) == (422, 0)
    assert "error-summary" in page


def test_a_confirmation_scanned_twice_leads_to_the_same_dossier(lan: Client) -> None:
    visit = taken_in(lan)
    answer = lan.post("/counter/look/", {"text": scanner_codes.CONFIRM, "visit": visit.pk})
    assert answer.headers["location"] == f"/counter/visits/{visit.pk}/done/"
    assert Dossier.objects.count() == 1
