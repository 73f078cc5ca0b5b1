"""What the office learns about a person. A card proves nothing; it updates what it says and blanks nothing out."""

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction

from motcua.lib.vietnamese import fold, nfc
from motcua.people import addresses
from motcua.people.id_card import IdCard
from motcua.people.models import HOME, UNSPECIFIED, NumberKind, Person, PersonNumber, normal_number


@transaction.atomic(savepoint=False)
def remember_card(card: IdCard, *, source: str = "card", at: dt.datetime) -> Person:
    """Return the person of this card, made or updated; what the card leaves out stays as it was.

    A card issued before the one already seen changes nothing: somebody showed an old card. A card with a new number and
    the number of an old card that the office knows this person by is the same person's. `at` is aware.
    """
    issued = dt.date.fromisoformat(card.issued_on) if card.issued_on else None
    said = _said(card, issued)
    person = _owner(NumberKind.ID, card.id_number) or _of_old_card(card, said)
    if person is None:
        person, created = Person.objects.select_for_update().get_or_create(
            id_number=card.id_number, defaults={**said, "created_at": at, "updated_at": at}
        )
    else:
        created = False
    older = issued is not None and person.card_issued_on is not None and issued < person.card_issued_on
    if not created and not older:
        _update(person, said, at=at)
    remember_number(person, NumberKind.ID, card.id_number, source=source, valid_from=issued, at=at)
    remember_number(person, NumberKind.OLD_ID, card.old_id_number, source=source, at=at)
    return person


def remember_said(data: dict[str, Any], *, at: dt.datetime) -> Person:
    """Return the person of a card's JSON (IdCard.as_json), or of the same shape typed by hand.

    A foreigner's has `passport` (number, country, expires_on) and `nationality`. Without any number there is nothing to
    know the person by again: each time a new row.
    """
    names = [field.name for field in dataclasses.fields(IdCard)]
    card = IdCard(**{"extra": (), "warnings": (), **{name: data[name] for name in names if name in data}})
    source = str(data.get("source") or "card")
    if card.id_number:
        return remember_card(card, source=source, at=at)
    passport = data.get("passport") or {}
    said = _said(card, None) | ({"nationality": data["nationality"]} if data.get("nationality") else {})
    return _remember_without_id(said, passport, source=source, at=at)


@transaction.atomic(savepoint=False)
def _remember_without_id(said: dict[str, Any], passport: dict[str, str], *, source: str, at: dt.datetime) -> Person:
    country = passport.get("country") or UNSPECIFIED
    met = _owner(NumberKind.PASSPORT, passport.get("number", ""), country=country)
    if met is None and said["old_id_number"]:
        known = Person.objects.select_for_update().with_number(said["old_id_number"])
        met = known.filter(folded_name=said["folded_name"]).order_by("pk").first()
    if met is None:
        met = Person.objects.create(**said, created_at=at, updated_at=at)
    else:
        _update(met, said, at=at)
    expires = passport.get("expires_on")
    remember_number(
        met,
        NumberKind.PASSPORT,
        passport.get("number"),
        country=country,
        valid_to=dt.date.fromisoformat(expires) if expires else None,
        source=source,
        at=at,
    )
    remember_number(met, NumberKind.OLD_ID, said["old_id_number"], source=source, at=at)
    return met


def _owner(kind: NumberKind, number: str, *, country: str = HOME) -> Person | None:
    """Return who has or had this number, locked; of two merged rows the kept one."""
    if not number:
        return None
    rows = Person.objects.select_for_update()
    row = PersonNumber.objects.filter(kind=kind, number=normal_number(number), country=country).first()
    person = rows.get(pk=row.person_id) if row else None
    if person is None and kind == NumberKind.ID:
        person = rows.filter(id_number=number).first()
    return rows.get(pk=person.merged_into_id) if person and person.merged_into_id else person


def _of_old_card(card: IdCard, said: dict[str, Any]) -> Person | None:
    """Return who came before with the old card only, now with today's: name and birth agree."""
    if not card.old_id_number:
        return None
    same = {"folded_name": said["folded_name"], "date_of_birth": said["date_of_birth"], "id_number": None}
    person = Person.objects.select_for_update().with_number(card.old_id_number).filter(**same).order_by("pk").first()
    if person is not None:
        person.id_number = card.id_number
        person.save(update_fields=["id_number"])
    return person


def remember_number(
    person: Person,
    kind: NumberKind,
    number: str | None,
    *,
    country: str = HOME,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    source: str,
    at: dt.datetime,
) -> PersonNumber | None:
    """Keep a number that a person has or had; an empty one is nothing.

    One that stands with somebody else stays there: nobody is turned away for it, and the two are listed as a likely
    double for a person to judge.
    """
    wanted = normal_number(number)
    if not wanted:
        return None
    row, created = PersonNumber.objects.get_or_create(
        kind=kind,
        number=wanted,
        country=country,
        defaults={
            "person": person,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "source": source,
            "added_at": at,
        },
    )
    newer = valid_from is not None and (row.valid_from is None or row.valid_from < valid_from)
    longer = valid_to is not None and (row.valid_to is None or row.valid_to < valid_to)
    if not created and row.person_id == person.pk and (newer or longer):
        row.valid_from, row.valid_to = valid_from or row.valid_from, valid_to or row.valid_to
        row.save(update_fields=["valid_from", "valid_to"])
    return row


@transaction.atomic
def remember_contact(person: Person, *, phone: str = "", email: str = "", at: dt.datetime) -> Person:
    """Keep a telephone number or an address for e-mail that the person gave; an empty one changes nothing."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    _update(locked, {"phone": nfc(phone), "email": nfc(email)}, at=at)
    return locked


def _said(card: IdCard, issued: dt.date | None) -> dict[str, Any]:
    return {
        "old_id_number": card.old_id_number or "",
        "full_name": card.full_name,
        "folded_name": fold(card.full_name),
        "date_of_birth": card.date_of_birth,
        "sex": card.sex,
        "address": card.address[:500],
        "unit_code": addresses.resolve(card.address).unit_code,
        "card_issued_on": issued,
    }


def _update(person: Person, said: dict[str, Any], *, at: dt.datetime) -> None:
    """Write what was said and differs. A new address takes its unit with it, even when that is not known."""
    if said.get("address") == person.address:
        said.pop("unit_code")
    changed = {
        name: value
        for name, value in said.items()
        if (value or (name == "unit_code" and said["address"])) and value != getattr(person, name)
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(person, name, value)
    person.updated_at = at
    person.save(update_fields=[*changed, "updated_at"])
