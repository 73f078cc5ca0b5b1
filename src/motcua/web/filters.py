"""A list that can be chosen in an address, with its count."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the lists of a page; `loud` when any in it is bad news."""

    url: str
    label: str
    current: bool
    count: int | str | None = None
    loud: bool = False
