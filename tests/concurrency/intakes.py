"""Whole intakes over HTTP, as many as one likes."""

from motcua.people.demo import everyone, qr_text

# What is asked at the counter for certified copies; the rest comes from the card.
COPIES = {"f.gt.ten": "Bằng tốt nghiệp", "f.gt.so_trang": "3", "f.gt.so_ban": "2", "f.gt.ban_dien_tu": "không"}


def cards() -> list[str]:
    """Return the texts of cards without oddities, each of another person."""
    people = [person for person in everyone() if person.issued_on and not person.writing and person.issued_on < "2026"]
    return [qr_text(person) for person in people]


def intake(card: str, key: str) -> dict[str, str]:
    """Return the form of one intake: certified copies for the holder of a card."""
    return {
        "card": card,
        "procedure": "2.000815",
        "confirmed_how": "IN_PERSON",
        "key": key,
        "keys": "7",
        # A long stream comes to the same person again.
        "duplicate": "Việc khác, giấy tờ khác: không trùng.",
        **COPIES,
    }
