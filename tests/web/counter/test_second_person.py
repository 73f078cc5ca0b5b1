"""Two people at one counter: whose is the second card, who came next, who was corrected."""

from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.models import Visit
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING
from tests.factories.people import TAM_TEXT, card_of
from tests.web.counter.visiting import answers, look, values_of

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
MAI, BINH = "003195002101", "003092002102"


def mother_at_the_counter(lan: Client) -> Visit:
    """Mai registers her child; then a second card is scanned."""
    make.version_of(BIRTH)
    visit = look(lan, BIRTH, look(lan, card_of(MAI)))
    return look(lan, card_of(BINH), visit)


def page_of(client: Client, visit: Visit) -> str:
    return str(client.get(f"/counter/visits/{visit.pk}/").content.decode())


def say_whose(client: Client, visit: Visit, role: str) -> Any:
    return client.post(f"/counter/visits/{visit.pk}/other-card/", {"role": role})


def test_a_second_card_asks_whose_it_is_and_fills_nothing_by_itself(lan: Client) -> None:
    visit = mother_at_the_counter(lan)
    page = page_of(lan, visit)
    assert "TRẦN VĂN BÌNH" in page
    assert "Người khác đến: gác việc này, làm cho người vừa quét" in page
    assert visit.person_data["full_name"] == "NGUYỄN THỊ MAI"
    assert "cha.ho_ten" not in values_of(visit.items.get())


def test_the_fathers_card_fills_the_fathers_part(lan: Client) -> None:
    visit = mother_at_the_counter(lan)
    say_whose(lan, visit, "cha")
    kept = values_of(visit.items.get())["cha.ho_ten"]
    assert (kept["value"], kept["source"]) == ("TRẦN VĂN BÌNH", "card")
    visit.refresh_from_db()
    assert "aside" not in visit.person_data


def test_a_card_scanned_by_mistake_is_dropped(lan: Client) -> None:
    visit = mother_at_the_counter(lan)
    say_whose(lan, visit, "")
    assert "TRẦN VĂN BÌNH" not in page_of(lan, visit)
    visit.refresh_from_db()
    assert (visit.person_data["full_name"], "others" in visit.person_data) == ("NGUYỄN THỊ MAI", False)


def test_the_next_persons_card_parks_this_work_and_begins_theirs(lan: Client) -> None:
    visit = mother_at_the_counter(lan)
    clock.begin_at(make.later(MORNING, minutes=1))
    say_whose(lan, visit, "next")
    visit.refresh_from_db()
    theirs = Visit.objects.get(parked_at=None)
    assert visit.parked_at is not None
    assert (theirs.person_data["full_name"], theirs.items.count()) == ("TRẦN VĂN BÌNH", 0)


def test_a_part_that_the_form_does_not_have_is_refused(lan: Client) -> None:
    visit = mother_at_the_counter(lan)
    answer = say_whose(lan, visit, "ông")
    visit.refresh_from_db()
    assert answer.status_code == 409
    assert "others" not in visit.person_data
    assert visit.person_data["aside"]["full_name"] == "TRẦN VĂN BÌNH"


def test_with_nothing_begun_the_second_card_is_simply_who_stands_there(lan: Client) -> None:
    visit = look(lan, card_of(BINH), look(lan, TAM_TEXT))
    assert visit.person_data["full_name"] == "TRẦN VĂN BÌNH"
    assert Visit.objects.count() == 1


def test_the_same_card_again_asks_nothing(lan: Client) -> None:
    make.version_of(BIRTH)
    visit = look(lan, card_of(MAI), look(lan, BIRTH, look(lan, card_of(MAI))))
    assert "aside" not in visit.person_data


def test_a_person_is_corrected_by_hand_and_the_form_follows(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    said = {
        "full_name": "Trần Thị Tám", "date_of_birth": "15/08/1957", "sex": "F", "id_number": "005158004710",
        "address": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
    }  # fmt: skip
    assert lan.post(f"/counter/visits/{visit.pk}/person/", said).status_code == 302
    visit.refresh_from_db()
    assert visit.person_data["date_of_birth"] == "1957-08-15"


def test_a_correction_that_cannot_be_keeps_what_was_typed_and_changes_nothing(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    answer = lan.post(f"/counter/visits/{visit.pk}/person/", {"full_name": "", "date_of_birth": "hôm qua", "sex": "F"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="hôm qua"' in page
    assert "Xin ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm sinh" in page
    visit.refresh_from_db()
    assert visit.person_data["full_name"] == "TRẦN THỊ TÁM"


def test_someone_without_a_card_begins_a_visit_by_hand(lan: Client) -> None:
    form = lan.get("/counter/person/").content.decode()
    assert 'name="full_name"' in form
    said = {"full_name": "Lý Sen", "date_of_birth": "1945", "sex": "F", "id_number": "", "address": "Thôn 2"}
    lan.post("/counter/person/", said)
    visit = Visit.objects.get()
    assert (visit.person_data["full_name"], visit.person_data["date_of_birth"]) == ("LÝ SEN", "1945")


def test_answers_go_to_the_visit_they_were_given_in(lan: Client) -> None:
    visit = mother_at_the_counter(lan)
    item = visit.items.get()
    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, tre__ho_ten="Trần Mai An"))
    say_whose(lan, visit, "cha")
    assert values_of(item.visit.items.get())["tre.ho_ten"]["value"] == "TRẦN MAI AN"
