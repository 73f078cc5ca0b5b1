"""How a signature stands when it is given for somebody else: "KT. CHỦ TỊCH", "TUQ. CHỦ TỊCH"; words chosen in data."""

from functools import cache
from pathlib import Path

import yaml

_DATA = Path(__file__).parent / "data" / "manners.yaml"


@cache
def manners() -> dict[str, dict[str, str]]:
    """Return every manner of signing for somebody else, by its key: its mark and its name."""
    known: dict[str, dict[str, str]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return known


def mark_of(manner: str) -> str:
    """Return the mark that stands before the title: TUQ."""
    return manners()[manner]["mark"]


def above(title: str) -> str:
    """Return what stands above the title of a deputy who signs by their own office: KT. Chủ tịch; "" for all others."""
    for each in manners().values():
        if (deputy := each.get("deputy", "")) and title.startswith(deputy):
            head = title.removeprefix(deputy)
            return f"{each['mark']} {head[:1].upper()}{head[1:]}"
    return ""
