"""The number a person is known by, organisations by code or name, and rows that may be one person twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from motcua.lib.vietnamese import fold
from motcua.people.models import (
    NumberKind,
    Organisation,
    Person,
    PersonMerge,
    PersonNumber,
    PersonQuerySet,
    normal_number,
)

MOST = 50
_OFFERED = 5
_COMPARED = 6


def shown_number(person: Person | None) -> str:
    """Return the number that papers name a person by: the identity number, else the passport's, else the old card's."""
    if person is None:
        return ""
    if person.id_number:
        return person.id_number
    passports = person.numbers.filter(kind=NumberKind.PASSPORT).order_by("-valid_to", "-pk")
    return passports.values_list("number", flat=True).first() or person.old_id_number


def number_said(card: Mapping[str, Any]) -> str:
    """Return the number that a card's JSON, or the same shape typed by hand, names its person by; "" without any."""
    return card.get("id_number") or card.get("passport", {}).get("number") or card.get("old_id_number") or ""


def passport_said(person: Person) -> dict[str, Any]:
    """Return a person's latest passport and nationality as a card's JSON has them; nothing without a passport."""
    passport = person.numbers.filter(kind=NumberKind.PASSPORT).order_by("-valid_to", "-pk").first()
    if passport is None:
        return {}
    expires = passport.valid_to.isoformat() if passport.valid_to else ""
    known = {"number": passport.number, "country": passport.country, "expires_on": expires}
    return {"nationality": person.nationality, "passport": known}


def has_number(person: Person, number: str) -> bool:
    """Tell whether this number is or was this person's, also when the row has been merged into another since."""
    wanted = normal_number(number)
    if not wanted:
        return False
    kept = person.merged_into or person
    own = {normal_number(each) for row in (person, kept) for each in (row.id_number, row.old_id_number)}
    return wanted in own or PersonNumber.objects.filter(person__in={person, kept}, number=wanted).exists()


def organisations(text: str) -> "QuerySet[Organisation]":
    """Return organisations the office has met whose code is this, or whose name begins so: a handful."""
    code, folded = normal_code(text), fold(text)
    if not folded:
        return Organisation.objects.none()
    return Organisation.objects.filter(Q(code=code) | Q(folded_name__startswith=folded)).order_by("name", "pk")[
        :_OFFERED
    ]


def normal_code(text: str) -> str:
    """Return an organisation's code as it is kept: capitals, no spaces; dots and dashes are part of it."""
    return "".join(text.upper().split())


class Why(StrEnum):
    """Why two rows look like one person."""

    NUMBER = "NUMBER"
    NAME_AND_BIRTH = "NAME_AND_BIRTH"


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one person."""

    first: Person
    second: Person
    why: Why


def likely_doubles(among: PersonQuerySet) -> list[Double]:
    """Return pairs among these persons: one number on both, or one name and birth with at most one identity number.

    Two people of one name and birth with two identity numbers are two people. Pairs that somebody has judged are left
    out, those proposed too.
    """
    rows = among.today()
    judged = {frozenset(pair) for pair in PersonMerge.objects.values_list("kept", "gone")}
    found: dict[frozenset[int], Double] = {}
    for why, persons in (*_by_number(rows), *_by_name(rows)):
        for first, second in combinations(persons[:_COMPARED], 2):
            pair = frozenset({first.pk, second.pk})
            if (
                pair not in judged
                and pair not in found
                and (why == Why.NUMBER or not _both_have_numbers(first, second))
            ):
                found[pair] = Double(first, second, why)
    return list(found.values())[:MOST]


def _both_have_numbers(first: Person, second: Person) -> bool:
    return bool(first.id_number and second.id_number)


def _by_number(rows: PersonQuerySet) -> list[tuple[Why, list[Person]]]:
    twice = rows.exclude(old_id_number="").values("old_id_number").annotate(n=Count("pk")).filter(n__gt=1)
    shared = list(twice.values_list("old_id_number", flat=True)[:MOST])
    elsewhere = PersonNumber.objects.filter(
        kind=NumberKind.OLD_ID, number__in=rows.exclude(old_id_number="").values("old_id_number")
    ).exclude(person__old_id_number=F("number"))
    numbers = {*shared, *elsewhere.values_list("number", flat=True)[:MOST]}
    return [(Why.NUMBER, list(rows.with_number(number).order_by("created_at", "pk"))) for number in sorted(numbers)]


def _by_name(rows: PersonQuerySet) -> list[tuple[Why, list[Person]]]:
    same = rows.exclude(date_of_birth="").values("folded_name", "date_of_birth")
    same = same.annotate(n=Count("pk"), numbered=Count("id_number")).filter(n__gt=F("numbered"))
    pairs = same.filter(n__gt=1).order_by("folded_name", "date_of_birth").values_list("folded_name", "date_of_birth")
    return [
        (
            Why.NAME_AND_BIRTH,
            list(
                rows.filter(folded_name=name, date_of_birth=born).order_by(
                    F("id_number").asc(nulls_last=True), "created_at", "pk"
                )
            ),
        )
        for name, born in pairs[:MOST]
    ]


def data_of(person: Person) -> dict[str, Any]:
    """Return what a visit keeps of a person whom the office has met: the shape of a card."""
    data: dict[str, Any] = {
        "id_number": person.id_number or "",
        "old_id_number": person.old_id_number,
        "full_name": person.full_name,
        "date_of_birth": person.date_of_birth,
        "sex": person.sex,
        "address": person.address,
        "issued_on": person.card_issued_on.isoformat() if person.card_issued_on else None,
        "extra": [],
        "warnings": [],
        "source": "earlier",
    }
    return data | passport_said(person)
