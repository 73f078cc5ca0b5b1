"""People who do not exist, as many as come: names dealt anew from the demonstration's, numbers never given out."""

import datetime as dt
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from motcua.people.demo import DemoPerson, everyone

_YOUNGEST, _OLDEST = 18, 85
_ISSUED = dt.date(2021, 3, 1)
_CENTURY = {1900: {"M": "0", "F": "1"}, 2000: {"M": "2", "F": "3"}}


@dataclass
class Crowd:
    """Everybody who comes on a day; each has a number of their own."""

    chance: Random
    day: dt.date
    met: int = 0
    known: tuple[DemoPerson, ...] = field(default_factory=everyone)

    def somebody(self, place: str, *, sex: str = "", over: int = _YOUNGEST) -> DemoPerson:
        """Return a person of a commune, of an age and, if it matters, a sex."""
        self.met += 1
        born = self.day - dt.timedelta(days=self.chance.randint(over * 366, _OLDEST * 365))
        own = self.chance.choice([each for each in self.known if sex in {"", each.sex} and each.issued_on])
        family = self.chance.choice(self.known).full_name.split()[0]
        given = " ".join(own.full_name.split()[1:])
        village = self.chance.randint(1, 9)
        return replace(
            own,
            id_number=f"009{_CENTURY[born.year // 100 * 100][own.sex]}{born:%y}{self.met:06d}",
            old_id_number="",
            full_name=f"{family} {given}",
            date_of_birth=born.isoformat(),
            marital="single",
            father="",
            mother="",
            spouse="",
            address=f"Thôn {village}, {place}, Huyện Gia Lâm, Thành phố Hà Nội",
            unit_code="",
            phone=f"0199{self.met:06d}",
            issued_on=_ISSUED.isoformat(),
            extra="",
            writing="",
            to_try="",
        )


def card_of(person: DemoPerson) -> dict[str, Any]:
    """Return a person's card as a visit keeps it."""
    said = {name: getattr(person, name) for name in ("id_number", "full_name", "date_of_birth", "sex", "address")}
    said |= {"old_id_number": None, "issued_on": person.issued_on, "extra": [], "warnings": []}
    return {**said, "source": "card"}
