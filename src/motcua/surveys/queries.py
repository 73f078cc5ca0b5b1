"""How the people of a day were content: numbers, never who."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from motcua.agencies.models import Agency
from motcua.surveys.models import Rating

CONTENT = 4


@dataclass(frozen=True, slots=True)
class Touch:
    """One rating as it is counted: a face and what was named; never who, nor when within the day."""

    shop: int
    day: dt.date
    score: int
    reasons: tuple[str, ...]
    place: str

    @property
    def is_content(self) -> bool:
        """Whether it was one of the two best faces."""
        return self.score >= CONTENT


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many touched each face, from 1 to 5, and what they named."""

    counts: tuple[int, int, int, int, int]
    reasons: dict[str, int]

    @classmethod
    def of(cls, several: Collection[Touch]) -> "Satisfaction":
        """Count the ratings."""
        faces = Counter(touch.score for touch in several)
        named = Counter(reason for touch in several for reason in touch.reasons)
        return cls((faces[1], faces[2], faces[3], faces[4], faces[5]), dict(named))

    @property
    def rated(self) -> int:
        """How many rated at all."""
        return sum(self.counts)

    @property
    def content(self) -> int | None:
        """How many in a hundred touched one of the two best faces; None while nobody rated."""
        return round(100 * sum(self.counts[CONTENT - 1 :]) / self.rated) if self.rated else None


def touches(shops: Iterable[Agency], *, first: dt.date, last: dt.date) -> list[Touch]:
    """Return the ratings of these shops from one day to another: one query. Their order leads to no visit."""
    rows = Rating.objects.filter(shop__in=shops, day__gte=first, day__lte=last)
    found = rows.values_list("shop_id", "day", "score", "reasons", "place")
    known = (Touch(shop, day, score, tuple(sorted(reasons)), place) for shop, day, score, reasons, place in found)
    return sorted(known, key=lambda touch: (touch.day, -touch.score, touch.reasons, touch.place))


def is_rated(token: str) -> bool:
    """Tell whether this visit was rated."""
    return Rating.objects.filter(token=token).exists()
