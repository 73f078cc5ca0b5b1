"""The names of places, today's and those that ended on 30 June 2025, indexed by what people type.

Loaded once, on first use, from `data/` (see its README). A name is kept without its kind ("Xã Gia Lâm" → kind "xa",
key "gia lam") because people leave kinds out, shorten them, and mistake a town for a commune.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from motcua.lib.vietnamese import fold

COMMUNE_KINDS = {"xã": "xa", "x": "xa", "phường": "phuong", "p": "phuong", "thị trấn": "thi tran", "tt": "thi tran"}
COMMUNE_KINDS |= {"đặc khu": "dac khu", "đk": "dac khu"}
DISTRICT_KINDS = {"huyện": "huyen", "h": "huyen", "quận": "quan", "q": "quan", "thị xã": "thi xa", "tx": "thi xa"}
DISTRICT_KINDS |= {"thành phố": "thanh pho", "tp": "thanh pho"}
PROVINCE_KINDS = {"tỉnh": "tinh", "t": "tinh", "thành phố": "thanh pho", "tp": "thanh pho"}

_ALIASES = {
    "thua thien hue": "hue",
    "hcm": "ho chi minh",
    "sai gon": "ho chi minh",
    "dac lac": "dak lak",
    "kontum": "kon tum",
}
_KINDS = sorted({*COMMUNE_KINDS.values(), *DISTRICT_KINDS.values(), *PROVINCE_KINDS.values()}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, ward or special zone of today."""

    code: str
    name: str
    province_name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Something a name may mean: its kind, its spelling, the codes of today's units it stands for, likeliest first."""

    kind: str
    spelling: str
    codes: tuple[str, ...]


Names = dict[str, list[Place]]
"""What each key may mean."""


@dataclass(slots=True)
class Province:
    """A province under one of its names, old or new: its communes of today, its former districts and communes."""

    today: Names = field(default_factory=lambda: defaultdict(list))
    districts: dict[str, list[tuple[str, Names]]] = field(default_factory=lambda: defaultdict(list))
    former: Names = field(default_factory=lambda: defaultdict(list))
    heirs: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Gazetteer:
    """Units by code, provinces by every key they are known by."""

    units: dict[str, Unit] = field(default_factory=dict)
    provinces: dict[str, Province] = field(default_factory=dict)

    def province(self, name: str) -> Province:
        """Return the province of that full name, known from now on."""
        return self.provinces.setdefault(bare(name)[1], Province())


def spelling(name: str, kind: str) -> str:
    """Return a full name in small letters with its marks, without its kind: Xã Văn Lăng → văn lăng."""
    return " ".join(name.lower().split()[len(kind.split()) :])


def bare(name: str) -> tuple[str, str]:
    """Return (kind, key) of a full name; numbers lose their leading zeros (Phường 01 is Phường 1)."""
    folded = fold(name)
    kind = next((kind for kind in _KINDS if folded.startswith(kind + " ")), "")
    return kind, " ".join(word.lstrip("0") or word for word in folded[len(kind) :].split())


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files("motcua.people").joinpath("data", name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


@cache
def gazetteer() -> Gazetteer:
    """Return all names; about a third of a second the first time, nothing after."""
    book = Gazetteer()
    names = {row["code"]: row["name"] for row in _rows("provinces.tsv")}
    for row in _rows("units.tsv"):
        province = names[row["province_code"]]
        book.units[row["code"]] = Unit(row["code"], row["name"], province)
        kind, key = bare(row["name"])
        book.province(province).today[key].append(Place(kind, spelling(row["name"], kind), (row["code"],)))
    _read_former(book)
    for alias, key in _ALIASES.items():
        book.provinces[alias] = book.provinces[key]
    return book


def _read_former(book: Gazetteer) -> None:
    districts: dict[str, tuple[Province, Names]] = {}
    for row in _rows("former_districts.tsv"):
        province = book.province(row["province"])
        kind, key = bare(row["name"])
        communes: Names = defaultdict(list)
        province.districts[key].append((kind, communes))
        districts[row["code"]] = (province, communes)
    for row in _rows("former_units.tsv"):
        province, communes = districts[row["district_code"]]
        kind, key = bare(row["name"])
        place = Place(kind, spelling(row["name"], kind), tuple(row["today"].split()))
        communes[key].append(place)
        province.former[key].append(place)
        province.heirs.add(bare(book.units[place.codes[0]].province_name)[1])
