"""How the people of a day were content: numbers, never who."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from motcua.agencies.models import Agency
from motcua.surveys.models import Rating

CONTENT = 4


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many touched each face, from 1 to 5, and what they named."""

    counts: tuple[int, int, int, int, int]
    reasons: dict[str, int]

    @property
    def rated(self) -> int:
        """How many rated at all."""
        return sum(self.counts)

    @property
    def content(self) -> int | None:
        """How many in a hundred touched one of the two best faces; None while nobody rated."""
        return round(100 * sum(self.counts[CONTENT - 1 :]) / self.rated) if self.rated else None

    def __add__(self, other: "Satisfaction") -> "Satisfaction":
        """Return both together."""
        one, two, three, four, five = (mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True))
        return Satisfaction((one, two, three, four, five), dict(Counter(self.reasons) + Counter(other.reasons)))


NOTHING_SAID = Satisfaction((0, 0, 0, 0, 0), {})


def of_days(shop: Agency, *, first: dt.date, last: dt.date) -> Satisfaction:
    """Return how content people were in a shop from one day to another: one query."""
    return by_shop([shop], first=first, last=last).get(shop.pk, NOTHING_SAID)


def by_shop(shops: Collection[Agency], *, first: dt.date, last: dt.date) -> dict[int, Satisfaction]:
    """Return the same of several shops, by their keys: one query; a shop where nobody rated is left out."""
    rows = Rating.objects.filter(shop__in=shops, day__gte=first, day__lte=last)
    found: dict[int, Satisfaction] = {}
    for shop, score, reasons in rows.values_list("shop_id", "score", "reasons"):
        one, two, three, four, five = (int(score == face) for face in range(1, 6))
        touched = Satisfaction((one, two, three, four, five), dict.fromkeys(reasons, 1))
        found[shop] = found.get(shop, NOTHING_SAID) + touched
    return found


def of_day(shop: Agency, day: dt.date) -> Satisfaction:
    """Return how content people were on a day."""
    return of_days(shop, first=day, last=day)


def is_rated(token: str) -> bool:
    """Tell whether this visit was rated."""
    return Rating.objects.filter(token=token).exists()
