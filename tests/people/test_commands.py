"""The office remembers what a card says, and never forgets what it does not say."""

import datetime as dt

import pytest
from django.db import IntegrityError

from motcua.people.commands import remember_card, remember_contact, remember_said
from motcua.people.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db

LATER = people.MOMENT + dt.timedelta(days=1)


def stored(person: Person) -> dict[str, object]:
    return dict(Person.objects.values().get(pk=person.pk))


def test_remember_card_of_a_stranger_keeps_what_it_says() -> None:
    person = remember_card(people.card(old_id_number="012345678"), at=people.MOMENT)
    assert stored(person) == {
        "id": person.pk,
        "id_number": "005158004710",
        "old_id_number": "012345678",
        "full_name": "TRẦN THỊ TÁM",
        "folded_name": "tran thi tam",
        "date_of_birth": "1958-08-15",
        "sex": "F",
        "ethnicity": "",
        "nationality": "Việt Nam",
        "address": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
        "unit_code": "00565",
        "card_issued_on": dt.date(2021, 3, 1),
        "phone": "",
        "email": "",
        "merged_into_id": None,
        "created_at": people.MOMENT,
        "updated_at": people.MOMENT,
    }


def test_remember_card_twice_is_one_person_unchanged() -> None:
    first = stored(remember_card(people.card(), at=people.MOMENT))
    assert stored(remember_card(people.card(), at=LATER)) == first


def test_remember_card_that_leaves_things_out_blanks_nothing() -> None:
    person = people.person(ethnicity="Tày", phone="0199000001", old_id_number="012345678")
    remember_card(people.card(sex="", address="", issued_on=None), at=LATER)
    after = stored(person)
    assert (after["ethnicity"], after["phone"], after["old_id_number"]) == ("Tày", "0199000001", "012345678")
    assert (after["sex"], after["address"], after["unit_code"]) == ("F", people.card().address, "00565")


def test_remember_card_with_a_new_address_moves_the_person() -> None:
    person = people.person()
    remember_card(people.card(address="Thôn 1, Xã Phù Đổng, Hà Nội"), at=LATER)
    assert (stored(person)["unit_code"], stored(person)["updated_at"]) == ("00541", LATER)


def test_remember_card_with_a_split_commune_leaves_the_unit_open() -> None:
    person = people.person()
    remember_card(people.card(address="Xã Cổ Bi, Huyện Gia Lâm, Hà Nội"), at=LATER)
    assert (stored(person)["unit_code"], stored(person)["address"]) == ("", "Xã Cổ Bi, Huyện Gia Lâm, Hà Nội")


def test_remember_card_with_the_same_address_keeps_a_unit_that_somebody_chose() -> None:
    person = people.person(address="Xã Cổ Bi, Huyện Gia Lâm, Hà Nội", unit_code="00565")
    remember_card(people.card(address="Xã Cổ Bi, Huyện Gia Lâm, Hà Nội"), at=LATER)
    assert stored(person)["unit_code"] == "00565"


def test_remember_card_older_than_the_one_known_changes_nothing() -> None:
    remember_card(people.card(issued_on="2024-07-01"), at=people.MOMENT)
    person = remember_card(people.card(full_name="TRẦN THỊ CŨ", issued_on="2021-03-01"), at=LATER)
    assert stored(person)["full_name"] == "TRẦN THỊ TÁM"


def test_remember_contact_empty_changes_nothing() -> None:
    person = people.person(phone="0199000001")
    remember_contact(person, phone="", email="tam@example.com", at=LATER)
    assert (stored(person)["phone"], stored(person)["email"]) == ("0199000001", "tam@example.com")


def test_with_number_finds_by_new_and_old_number_and_nobody_else() -> None:
    tam = people.person(old_id_number="012345678")
    people.person(id_number="005158004711", full_name="TRẦN THỊ CHÍN")
    assert list(Person.objects.with_number("005158004710")) == [tam]
    assert list(Person.objects.with_number("012345678")) == [tam]


@pytest.mark.parametrize("changes", [{"id_number": "12345"}, {"full_name": ""}])
def test_person_that_cannot_be_is_refused_by_the_database(changes: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        people.person(**changes)


def test_persons_without_a_number_stand_side_by_side() -> None:
    people.person(id_number=None)
    people.person(id_number=None)
    assert Person.objects.filter(id_number=None).count() == 2


def said(**changes: object) -> dict[str, object]:
    """Someone typed in by hand, without a number."""
    by_hand = {
        "id_number": "", "old_id_number": None, "full_name": "LÝ SEN", "date_of_birth": "1945", "sex": "F",
        "address": "Thôn 2, Xã Gia Lâm, Thành phố Hà Nội", "issued_on": None, "source": "asked",
    }  # fmt: skip
    return by_hand | changes


def test_somebody_without_any_number_is_a_new_row_each_time() -> None:
    first, second = (remember_said(said(), at=people.MOMENT) for _time in range(2))
    assert first.pk != second.pk
    assert {(first.full_name, first.date_of_birth, first.id_number)} == {("LÝ SEN", "1945", None)}


def test_somebody_with_only_the_old_number_is_known_again_by_it() -> None:
    first = remember_said(said(old_id_number="012345678"), at=people.MOMENT)
    again = remember_said(said(old_id_number="012345678", address="Thôn 9, Xã Gia Lâm, Hà Nội"), at=LATER)
    assert again.pk == first.pk
    assert stored(first)["address"] == "Thôn 9, Xã Gia Lâm, Hà Nội"
    assert remember_said(said(old_id_number="012345679"), at=LATER).pk != first.pk
