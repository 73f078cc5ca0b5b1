"""The few statistics of reports and promises: pure, exact, and each number one that was really there.

A percentile is by nearest rank: of n values in order the one at place ⌈n·p/100⌉. The median is the 50th, so that it
too is a dossier of the list behind it and not a half between two.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Protocol, Self


class Ordered(Protocol):
    """What can be put in order."""

    def __lt__(self, other: Self, /) -> bool:
        """Tell which comes first."""
        ...


MEDIAN, NINTH = 50, 90


def nearest_rank[T: Ordered](values: Iterable[T], percent: int) -> T | None:
    """Return the smallest value that at least `percent` in a hundred do not exceed; None of nothing."""
    if not 1 <= percent <= 100:
        raise ValueError(f"a percentile of {percent} is none")
    known = sorted(values)
    return known[ceil(Fraction(len(known) * percent, 100)) - 1] if known else None


@dataclass(frozen=True, slots=True)
class Times:
    """How long so many took: the median and the 90th percentile by nearest rank; None of nothing."""

    count: int
    median: dt.timedelta | None
    ninth: dt.timedelta | None

    @classmethod
    def of(cls, lengths: Iterable[dt.timedelta | None]) -> "Times":
        """Return the times of those that have one."""
        known = [each for each in lengths if each is not None]
        return cls(len(known), nearest_rank(known, MEDIAN), nearest_rank(known, NINTH))


def share(part: int, whole: int) -> int | None:
    """Return how many in a hundred, a half rounded up; all of them and none of them only when it is so."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, 1 if part else 0), 100 if part == whole else 99)


def mean(total: int, number: int) -> str:
    """Return a mean with one decimal, as it is written here: 3,4; empty of nothing."""
    if not number:
        return ""
    tenths = (20 * total + number) // (2 * number)
    return f"{tenths // 10},{tenths % 10}"
