"""The text in the QR codes of the demo's cards, odd ones included."""

import unicodedata
from dataclasses import dataclass

from motcua.people.demo.population import DemoPerson, standing


@dataclass(frozen=True, slots=True)
class DemoCard:
    """A card of the sheet: whose, and the text that its QR code holds."""

    person: DemoPerson
    text: str


def qr_text(person: DemoPerson) -> str:
    """Return what the QR code of this person's card says, or "" for who has no card."""
    if not person.issued_on:
        return ""
    fields = [
        person.id_number,
        person.old_id_number,
        person.full_name,
        _compact(person.date_of_birth),
        {"M": "Nam", "F": "Nữ"}[person.sex],
        person.address,
        _compact(person.issued_on),
    ]
    text = "|".join(fields) + (f"|{person.extra}" if person.extra else "")
    if person.writing == "nfd":
        return unicodedata.normalize("NFD", text)
    return text.removeprefix("0") if person.writing == "lost_zero" else text


def demo_cards() -> tuple[DemoCard, ...]:
    """Return the cards worth scanning, in the order of the sheet."""
    return tuple(DemoCard(person, qr_text(person)) for person in standing())


def _compact(iso: str) -> str:
    year, month, day = (*iso.split("-"), "00", "00")[:3]
    return f"{day}{month}{year}"
