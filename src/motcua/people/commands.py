"""What the office learns about a person. A card proves nothing; it updates what it says and blanks nothing out."""

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction

from motcua.lib.vietnamese import fold, nfc
from motcua.people import addresses
from motcua.people.id_card import IdCard
from motcua.people.models import Person


@transaction.atomic(savepoint=False)
def remember_card(card: IdCard, *, at: dt.datetime) -> Person:
    """Return the person of this card, made or updated; what the card leaves out stays as it was.

    A card issued before the one already seen changes nothing: somebody showed an old card. `at` is aware.
    """
    issued = dt.date.fromisoformat(card.issued_on) if card.issued_on else None
    person, created = Person.objects.select_for_update().get_or_create(
        id_number=card.id_number, defaults={**_said(card, issued), "created_at": at, "updated_at": at}
    )
    older = issued is not None and person.card_issued_on is not None and issued < person.card_issued_on
    if not created and not older:
        _update(person, _said(card, issued), at=at)
    return person


def remember_said(data: dict[str, Any], *, at: dt.datetime) -> Person:
    """Return the person of a card's JSON (IdCard.as_json), or of the same shape typed by hand.

    Without any number there is nothing to know the person by again: each time a new row.
    """
    names = [field.name for field in dataclasses.fields(IdCard)]
    card = IdCard(**{"extra": (), "warnings": (), **{name: data[name] for name in names if name in data}})
    if card.id_number:
        return remember_card(card, at=at)
    said = _said(card, None)
    if card.old_id_number and (met := Person.objects.with_number(card.old_id_number).first()):
        _update(met, said, at=at)
        return met
    return Person.objects.create(**said, created_at=at, updated_at=at)


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
