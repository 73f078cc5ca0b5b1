"""What a card says, in our shape."""

import dataclasses
from typing import Any


class CardUnreadable(ValueError):  # noqa: N818 - it reads as the answer it is
    """The text is no card; the sentence tells the officer, in Vietnamese, what to do next."""

    def __init__(self, sentence: str, /) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclasses.dataclass(frozen=True, slots=True)
class IdCard:
    """One card's text: everything NFC, single spaces.

    `full_name` is in capitals, as the card prints it, however it was typed. `date_of_birth` is ISO and as precise as
    the card: "1950", "1950-03" or "1950-03-02". `sex` is "M", "F" or "" when the card leaves it out. `issued_on` is an
    ISO date or None. `old_id_number` is None when the card has none. `extra` holds the fields after the seventh of the
    cards issued since 1 July 2024 (TT 16/2024/TT-BCA), in their places, unnamed because their order is not published.
    `warnings` are Vietnamese sentences; none of them blocks.
    """

    id_number: str
    old_id_number: str | None
    full_name: str
    date_of_birth: str
    sex: str
    address: str
    issued_on: str | None
    extra: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON types, in the order of the class."""
        return dataclasses.asdict(self) | {"extra": list(self.extra), "warnings": list(self.warnings)}
