"""A long list, page by page: each begins where the one before ended, and costs the same wherever it begins."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice
from typing import Any

PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """The last row of a page: in which part of the list it stands, its moment there (None: none), its number."""

    part: int
    at: dt.datetime | None
    id: int

    def __str__(self) -> str:
        """Return it as it stands in an address."""
        return f"{self.part}_{self.at.isoformat() if self.at else ''}_{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """Return the place that an address names; None for the beginning, and for what names none."""
        try:
            part, at, number = text.split("_")
            place = cls(int(part), dt.datetime.fromisoformat(at) if at else None, int(number))
        except ValueError:
            return None
        return place if place.at is None or place.at.tzinfo is not None else None


@dataclass(frozen=True, slots=True)
class Page[T]:
    """Rows, and where the next page begins; None when there is no more."""

    rows: list[T]
    last: Place | None = None


# Rows that are read from an index by a moment and their number, or by their number alone ("").
type Part = tuple[Sequence[Any], str]


def page(parts: Sequence[Part], *, after: Place | None = None, size: int = PAGE) -> Page[Any]:
    """Return one page of the parts, one behind the other; what lies in a later part is read only when it is reached."""
    first = after.part if after else 0
    read = (_read(number, part, after, size) for number, part in enumerate(parts) if number >= first)
    found = list(islice(chain.from_iterable(read), size + 1))
    return Page([row for _place, row in found[:size]], found[size - 1][0] if len(found) > size else None)


def _read(number: int, part: Part, after: Place | None, size: int) -> Iterator[tuple[Place, Any]]:
    querysets, field = part
    begin = after if after and after.part == number else None
    order = (field, "pk") if field else ("pk",)
    lists = [each.order_by(*order)[: size + 1] for rows in querysets for each in _beyond(rows, field, begin)]
    found = ((Place(number, getattr(row, field) if field else None, row.pk), row) for row in _merged(lists, field))
    yield from found


def _merged(lists: Sequence[Any], field: str) -> Iterator[Any]:
    return merge(*lists, key=lambda row: (getattr(row, field), row.pk) if field else row.pk)


def _beyond(rows: Any, field: str, after: Place | None) -> list[Any]:
    if after is None:
        return [rows]
    if not field or after.at is None:
        return [rows.filter(pk__gt=after.id)]
    return [rows.filter(**{field: after.at, "pk__gt": after.id}), rows.filter(**{f"{field}__gt": after.at})]
