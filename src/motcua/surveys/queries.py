"""How the people of a day were content: numbers, never who."""

import datetime as dt
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


def of_days(shop: Agency, *, first: dt.date, last: dt.date) -> Satisfaction:
    """Return how content people were in a shop from one day to another: one query."""
    counts, named = [0] * 5, dict[str, int]()
    rows = Rating.objects.filter(shop=shop, day__gte=first, day__lte=last).values_list("score", "reasons")
    for score, reasons in rows:
        counts[score - 1] += 1
        for reason in reasons:
            named[reason] = named.get(reason, 0) + 1
    one, two, three, four, five = counts
    return Satisfaction((one, two, three, four, five), named)


def of_day(shop: Agency, day: dt.date) -> Satisfaction:
    """Return how content people were on a day."""
    return of_days(shop, first=day, last=day)


def is_rated(token: str) -> bool:
    """Tell whether this visit was rated."""
    return Rating.objects.filter(token=token).exists()
