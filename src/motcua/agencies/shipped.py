"""The units that come with the project: read from YAML, checked, ready to be loaded. Needs no database."""

import datetime as dt
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

DATA = Path(__file__).parent / "data"
Heirs = list[tuple[str, Literal["whole", "part"]]]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Province(_Read):
    """A province; `since` when it is older than its file, `became` when it is gone."""

    code: str
    name: str
    short_name: str
    code_qd20: str
    code_qcvn102: str
    calendar: str
    since: dt.date | None = None
    became: list[str] = []
    decision: str = ""


class Organ(_Read):
    """A unit inside a people's committee; `{of}` and `{short}` stand for the committee's names."""

    serial: str
    kind: str
    name: str
    short_name: str
    sectors: list[str] = []
    counters: int = 0


class Commune(_Read):
    """A commune with a people's committee of its own."""

    code: str
    of: str
    short_name: str
    province: str
    serial: str
    counters: int = 0
    address: str = ""


class Further(_Read):
    """A unit that only one place has."""

    code: str
    kind: str
    parent: str
    name: str
    short_name: str
    address: str = ""


class Today(_Read):
    """data/today.yaml."""

    valid_from: dt.date
    provinces: list[Province]
    communes: list[Commune]
    neighbours: list[Commune] = []
    organs: list[Organ]
    more: list[Further] = []


class Merged(_Read):
    """Communes that were merged while their district still stood: [old code, name, new code], and the new ones."""

    since: dt.date
    decision: str
    communes: list[tuple[str, str, str]]
    into: list[tuple[str, str, Heirs]]


class District(_Read):
    """A district and what became of its communes."""

    code: str
    of: str
    short_name: str
    province: str
    serial: str
    decision: str
    communes: list[tuple[str, str, Heirs]]
    organs: list[Organ] = []
    merged: Merged | None = None


class Past(_Read):
    """data/past.yaml."""

    valid_from: dt.date
    until: dt.date
    provinces: list[Province]
    districts: list[District]


class UnitsError(Exception):
    """A file of units cannot be taken; the sentence names file and key."""


def _read(path: Path) -> dict[str, object]:
    content: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["valid_from"] = content.pop("from")
    return content


def today(path: Path = DATA / "today.yaml") -> Today:
    """Return today's units of a file; UnitsError when it is not of the shape of the shipped one."""
    try:
        return Today.model_validate(_read(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UnitsError(f"{path.name}: khóa «{key}»: {first['msg']}. Sửa tệp rồi nạp lại.") from None
    except (OSError, yaml.YAMLError, KeyError, AttributeError):
        raise UnitsError(f"{path.name}: không đọc được như một tệp đơn vị; xem mẫu ở docs/operations.md.") from None


def past() -> Past:
    """Return the units of the three tiers."""
    return Past.model_validate(_read(DATA / "past.yaml"))
