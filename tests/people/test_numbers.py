"""One person, several numbers over time: found by any of them, and no number is ever lost."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from motcua.people.commands import remember_card, remember_number, remember_said
from motcua.people.models import NumberKind, Person, PersonNumber, normal_number
from motcua.people.queries import has_number, shown_number
from tests.factories import people

LATER = people.MOMENT + dt.timedelta(days=400)


def foreigner(**changes: Any) -> dict[str, Any]:
    """Somebody with a passport, typed by hand."""
    said: dict[str, Any] = {
        "id_number": "", "old_id_number": "", "full_name": "ERIKSSON ANNA MARIA", "date_of_birth": "1974-08-12",
        "sex": "F", "address": "Thôn 2, Xã Gia Lâm, Thành phố Hà Nội", "issued_on": None, "source": "asked",
        "nationality": "Thụy Điển",
        "passport": {"number": "L898902C3", "country": "SWE", "expires_on": "2032-04-15"},
    }  # fmt: skip
    return said | changes


def numbers(person: Person) -> list[tuple[str, str, str]]:
    return list(person.numbers.order_by("kind", "number").values_list("kind", "number", "country"))


@pytest.mark.django_db
def test_a_card_leaves_both_its_numbers_with_the_person() -> None:
    person = remember_card(people.card(old_id_number="012345678"), at=people.MOMENT)
    assert numbers(person) == [("ID", "005158004710", "VNM"), ("OLD_ID", "012345678", "VNM")]
    row = person.numbers.get(kind="ID")
    assert (row.valid_from, row.source, row.added_at) == (dt.date(2021, 3, 1), "card", people.MOMENT)


@pytest.mark.django_db
def test_a_newer_card_of_the_same_number_moves_its_first_day_and_an_older_one_does_not() -> None:
    for issued in ("2021-03-01", "2024-07-01", "2022-01-01"):
        person = remember_card(people.card(issued_on=issued), at=LATER)
    assert person.numbers.get().valid_from == dt.date(2024, 7, 1)


@pytest.mark.django_db
def test_who_came_with_the_old_card_and_comes_with_the_new_one_is_one_person() -> None:
    before = people.card(id_number="", old_id_number="012345678").as_json() | {"source": "asked"}
    first = remember_said(before, at=people.MOMENT)
    again = remember_card(people.card(old_id_number="012345678"), at=LATER)
    assert (again.pk, again.id_number) == (first.pk, "005158004710")
    assert numbers(again) == [("ID", "005158004710", "VNM"), ("OLD_ID", "012345678", "VNM")]


@pytest.mark.django_db
def test_an_old_number_on_a_stranger_with_another_name_makes_nobody_of_two() -> None:
    first = remember_said(people.card(id_number="", old_id_number="012345678").as_json(), at=people.MOMENT)
    other = remember_card(people.card(full_name="TRẦN THỊ CHÍN", old_id_number="012345678"), at=LATER)
    third = remember_said(
        people.card(id_number="", full_name="LÊ THỊ MƯỜI", old_id_number="012345678").as_json(), at=LATER
    )
    assert len({first.pk, other.pk, third.pk}) == 3
    assert PersonNumber.objects.get(number="012345678").person == first


@pytest.mark.django_db
def test_a_number_given_anew_belongs_to_who_has_it_now() -> None:
    """After a correction of sex or birth a person has another number; the old one still finds them."""
    person = remember_card(people.card(), at=people.MOMENT)
    remember_number(person, NumberKind.ID, "005058004710", source="asked", at=LATER)
    assert list(Person.objects.with_number("005058004710")) == [person]
    assert remember_card(people.card(id_number="005058004710"), at=LATER).pk == person.pk
    assert has_number(person, "005058004710")
    assert not has_number(person, "005058004711")
    assert not has_number(person, "")


@pytest.mark.django_db
def test_a_foreigner_is_known_again_by_the_passport_and_only_by_that_country() -> None:
    anna = remember_said(foreigner(), at=people.MOMENT)
    again = remember_said(foreigner(address="Thôn 9, Xã Gia Lâm, Hà Nội"), at=LATER)
    other = remember_said(
        foreigner(full_name="OLA NORDMANN", passport={"number": "L898902C3", "country": "NOR"}), at=LATER
    )
    assert (again.pk, again.address, again.nationality) == (anna.pk, "Thôn 9, Xã Gia Lâm, Hà Nội", "Thụy Điển")
    assert other.pk != anna.pk
    assert numbers(anna) == [("PASSPORT", "L898902C3", "SWE")]
    assert set(Person.objects.with_number("l898902c3")) == {anna, other}


@pytest.mark.django_db
def test_a_new_passport_of_the_same_number_lasts_longer_and_a_passport_names_the_person_on_papers() -> None:
    anna = remember_said(foreigner(), at=people.MOMENT)
    passport = {"number": "L898902C3", "country": "SWE", "expires_on": "2042-04-15"}
    remember_said(foreigner(passport=passport), at=LATER)
    assert anna.numbers.get().valid_to == dt.date(2042, 4, 15)
    assert shown_number(anna) == "L898902C3"
    assert shown_number(remember_card(people.card(), at=LATER)) == "005158004710"
    assert shown_number(remember_said(people.card(id_number="", old_id_number="012345678").as_json(), at=LATER)) == (
        "012345678"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "born"),
    [("SEN", "1945"), ("H'MAI NIÊ KĐĂM", "1960-05"), ("NGUYỄN ANNA-MARIE", "1990-01-02"), ("LÝ SEN", "")],
)
def test_people_with_no_number_one_name_or_a_year_only_are_people(name: str, born: str) -> None:
    said = people.card(id_number="", full_name=name, date_of_birth=born, issued_on=None).as_json()
    person = remember_said(said, at=people.MOMENT)
    assert (person.full_name, person.date_of_birth, numbers(person), shown_number(person)) == (name, born, [], "")


@pytest.mark.django_db
def test_nobody_is_found_by_no_number() -> None:
    people.person(id_number=None)
    assert list(Person.objects.with_number("")) == []
    assert list(Person.objects.with_number(" . ")) == []
    assert shown_number(None) == ""


@pytest.mark.django_db
def test_one_number_stands_once_in_the_database() -> None:
    first, second = people.person(), people.person(id_number=None)
    row: dict[str, Any] = {"kind": "PASSPORT", "number": "X1", "country": "SWE", "source": "asked", "added_at": LATER}
    PersonNumber.objects.create(person=first, **row)
    PersonNumber.objects.create(person=first, **row | {"country": "NOR"})
    with pytest.raises(IntegrityError):
        PersonNumber.objects.create(person=second, **row)


@given(st.text(max_size=30))
def test_a_number_written_in_any_way_is_kept_in_one(text: str) -> None:
    kept = normal_number(text)
    assert normal_number(kept) == kept
    assert all(letter.isalnum() for letter in kept)
    assert normal_number(" ".join(text)) == kept
