"""A filled form as pages show it: groups of cells, each value in words with its source."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that is known, where it came from, and what is wrong with it."""

    name: str
    label: str
    shown: str
    source: str = ""
    at: dt.datetime | None = None
    note: str = ""
    error: str = ""
    wide: bool = False

    @property
    def id(self) -> str:
        """The element's id, without its prefix `cell-`."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that belong together, under the form's own heading."""

    title: str
    cells: tuple[Cell, ...]
