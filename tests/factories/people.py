"""The smallest valid people. Numbers begin with 003, 005, 007 or 009, which were never given to anybody."""

import datetime as dt
from typing import Any

from motcua.lib.clock import TZ
from motcua.lib.vietnamese import fold
from motcua.people.demo.cards import qr_text
from motcua.people.demo.population import find
from motcua.people.id_card import IdCard
from motcua.people.models import Person

MOMENT = dt.datetime(2026, 11, 23, 8, 30, tzinfo=TZ)

TAM_TEXT = "005158004710||TRẦN THỊ TÁM|15081958|Nữ|Thôn 3, Xã Gia Lâm, Thành phố Hà Nội|01032021"
"""Bà Tám's card, as a scanner types it."""


def card(**changes: Any) -> IdCard:
    """Bà Tám's card, read."""
    fields: dict[str, Any] = {
        "id_number": "005158004710",
        "old_id_number": None,
        "full_name": "TRẦN THỊ TÁM",
        "date_of_birth": "1958-08-15",
        "sex": "F",
        "address": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
        "issued_on": "2021-03-01",
    }
    return IdCard(**(fields | changes))


def person(**changes: Any) -> Person:
    """Bà Tám, whom the office knows."""
    fields: dict[str, Any] = {
        "id_number": "005158004710",
        "full_name": "TRẦN THỊ TÁM",
        "date_of_birth": "1958-08-15",
        "sex": "F",
        "address": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội",
        "unit_code": "00565",
        "created_at": MOMENT,
        "updated_at": MOMENT,
    }
    fields |= changes
    fields.setdefault("folded_name", fold(fields["full_name"]))
    return Person.objects.create(**fields)


def card_of(id_number: str) -> str:
    """The text in the QR code of a synthetic person's card."""
    person = find(id_number)
    assert person is not None
    return qr_text(person)
