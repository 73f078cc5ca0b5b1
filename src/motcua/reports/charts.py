"""Charts as data: bars from nothing, a label at each, a title that says what was found. Screen and paper draw the same.

`share` is the length of a bar beside the longest of its chart; a bar that is something is never invisible.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 0.004


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what stands at it, how long it is beside the longest; `hollow` for what it is compared with."""

    label: str
    share: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong to one thing."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its finding, what it draws in a sentence for who cannot see it, what full and hollow bars are."""

    title: str
    about: str
    full: str
    groups: tuple[Group, ...]
    hollow: str = ""

    @property
    def told(self) -> str:
        """The whole chart in words."""
        said = (f"{group.name}: {', '.join(bar.label for bar in group.bars)}" for group in self.groups)
        return f"{self.about} {'; '.join(said)}."


def scaled(rows: Iterable[tuple[str, Iterable[tuple[str, float, bool]]]]) -> tuple[Group, ...]:
    """Return groups of (label, value, hollow) with each value beside the greatest; nothing is no bar."""
    known = [(name, list(bars)) for name, bars in rows]
    most = max((value for _name, bars in known for _label, value, _hollow in bars), default=0) or 1
    return tuple(
        Group(name, tuple(Bar(label, _share(value, most), hollow) for label, value, hollow in bars))
        for name, bars in known
    )


def _share(value: float, most: float) -> float:
    return max(value / most, LEAST) if value > 0 else 0.0
