"""Find today's commune in an address as people and cards write it, in three tiers or in two.

Cards issued before 1 July 2025 name a district that is gone and often a commune that is gone or means another place
today: Xã Phù Đổng of before is one of many that make the Xã Phù Đổng of now. So a name is read together with what
stands beside it: with its former district in the old world, without one in today's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.lib.vietnamese import fold, nfc
from motcua.people.gazetteer import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    PROVINCE_KINDS,
    Gazetteer,
    Names,
    Province,
    Unit,
    gazetteer,
)

_WORD = re.compile(r"[^\W_]+")
_STUCK = re.compile(r"(p|q|x|h|tp|tx|tt)(\d+|hcm)")
_LONGEST_NAME = 7
_KINDS = COMMUNE_KINDS | DISTRICT_KINDS | PROVINCE_KINDS
# With its marks, or with none at all: xã and xa may be the kind, but Xá is part of a name.
_BY_SPELLING = _KINDS | {fold(spelling): kind for spelling, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class ResolvedAddress:
    """Where an address lies today.

    `raw` is the text as given (NFC). Resolved: `unit_code`, `unit_name`, `province_name`, and `detail`, the part before
    the commune. `ambiguous`: the commune was split or its name fits several; those three are empty, somebody chooses
    among `candidates`, likeliest first. Neither: nothing is known and the officer types it.
    """

    raw: str
    unit_code: str = ""
    unit_name: str = ""
    province_name: str = ""
    candidates: tuple[Unit, ...] = ()
    ambiguous: bool = False
    detail: str = ""

    @property
    def today(self) -> str:
        """The address in today's two tiers, or the text as given when that is not known."""
        parts = (self.detail, self.unit_name, self.province_name)
        return ", ".join(part for part in parts if part) if self.unit_code else self.raw


_Found = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    written: str
    starts_part: bool
    at: int


@dataclass(frozen=True, slots=True)
class _Tail:
    """A known name that ends where it was looked for: where it starts (with its kind), its kind or "", how it is known
    and how it was written.
    """

    start: int
    kind: str
    key: str
    spelling: str


def resolve(text: str) -> ResolvedAddress:
    """Return where `text` lies today; see ResolvedAddress. Never raises for any text."""
    raw = nfc(text)
    words = _words(raw)
    found = _read(words)
    if found is None and "," in raw:
        found = _read(_words(", ".join(reversed(raw.split(",")))))
        words = []
    if found is None:
        return ResolvedAddress(raw)
    start, codes = found
    units = tuple(gazetteer().units[code] for code in codes)
    if len(units) > 1:
        return ResolvedAddress(raw, candidates=units, ambiguous=True)
    detail = raw[: words[start].at].strip(" ,-") if words else ""
    unit = units[0]
    return ResolvedAddress(raw, unit.code, unit.name, unit.province_name, units, detail=detail)


def _words(raw: str) -> list[_Word]:
    found: list[_Word] = []
    for part in re.finditer(r"[^,;]+", raw):
        first = True
        for match in _WORD.finditer(part.group()):
            written = match.group().lower()
            stuck = _STUCK.fullmatch(written)
            for piece in stuck.groups() if stuck else (written,):
                key = fold(piece)
                found.append(_Word(key.lstrip("0") or key, piece, first, part.start() + match.start()))
                first = False
    if [word.key for word in found[-2:]] == ["viet", "nam"]:
        del found[-2:]
    return found


def _kind_before(words: list[_Word], start: int) -> tuple[int, str]:
    """Return where the kind in front of `start` begins and which it is, or (start, "")."""
    for length in (2, 1):
        begin = start - length
        if begin < 0 or any(word.starts_part for word in words[begin + 1 : start + 1]):
            continue
        spelling = " ".join(word.written for word in words[begin:start])
        if kind := _BY_SPELLING.get(spelling):
            return begin, kind
    return start, ""


def _tails(words: list[_Word], end: int, names: Mapping[str, object], kinds: Mapping[str, str]) -> Iterator[_Tail]:
    """Yield the known names that end before `end`, longest first, standing as a name stands in an address."""
    commas = sum(word.starts_part for word in words) > 1
    for start in range(max(0, end - _LONGEST_NAME), end):
        if any(word.starts_part for word in words[start + 1 : end]):
            continue
        key = " ".join(word.key for word in words[start:end])
        if key not in names:
            continue
        spelling = " ".join(word.written for word in words[start:end])
        begin, kind = _kind_before(words, start)
        if kind and kind in kinds.values():
            yield _Tail(begin, kind, key, spelling)
        elif not kind and not key.isdigit() and (words[start].starts_part or not commas):
            yield _Tail(start, "", key, spelling)


def _read(words: list[_Word]) -> _Found | None:
    """Return at which word the commune starts and today's codes for it, by the first reading that fits."""
    book = gazetteer()
    for tail in _tails(words, len(words), book.provinces, PROVINCE_KINDS):
        if found := _in_province(words, tail.start, book.provinces[tail.key], book):
            return found
    anywhere = {found for province in book.provinces.values() if (found := _three_tiers(words, len(words), province))}
    return anywhere.pop() if len(anywhere) == 1 else None


def _in_province(words: list[_Word], end: int, province: Province, book: Gazetteer) -> _Found | None:
    found = _three_tiers(words, end, province) or _two_tiers(words, end, province, book)
    if found or end == 0:
        return found
    part = max((i for i in range(end) if words[i].starts_part), default=0)
    named = any(tail.start == part for tail in _tails(words, end, province.districts, DISTRICT_KINDS))
    district = named or _kind_before(words, part + 1)[1] in DISTRICT_KINDS.values()
    return _two_tiers(words, part, province, book) if part and district else None


def _three_tiers(words: list[_Word], end: int, province: Province) -> _Found | None:
    for district in _tails(words, end, province.districts, DISTRICT_KINDS):
        choices = province.districts[district.key]
        fitting = [communes for kind, communes in choices if kind == district.kind] or [c for _, c in choices]
        for communes in fitting:
            if found := _commune(words, district.start, communes):
                return found
    return None


def _two_tiers(words: list[_Word], end: int, province: Province, book: Gazetteer) -> _Found | None:
    worlds = [province.today, *(book.provinces[heir].today for heir in sorted(province.heirs)), province.former]
    for names in worlds:
        if found := _commune(words, end, names):
            return found
    return None


def _commune(words: list[_Word], end: int, names: Names) -> _Found | None:
    marked = any(not word.written.isascii() for word in words)
    for tail in _tails(words, end, names, COMMUNE_KINDS):
        places = names[tail.key]
        meant = [place for place in places if place.kind == tail.kind] or places
        if marked:  # Văn Lang and Văn Lăng may lie in one province
            meant = [place for place in meant if place.spelling == tail.spelling] or meant
        return tail.start, tuple(dict.fromkeys(code for place in meant for code in place.codes))
    return None
