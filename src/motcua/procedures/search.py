"""Find a procedure in the words people use: without diacritics, mistyped, everyday.

Each procedure is known by its code, its names and what people call it (data/synonyms.yaml). The list of synonyms is worth
more than the engine: an office adds what its people say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from motcua.lib.vietnamese import fold

SYNONYMS = Path(__file__).parent / "data" / "synonyms.yaml"
# Words that carry a wish, not its object.
_POLITE = frozenset(
    ["toi", "em", "anh", "chi", "bac", "co", "chau", "con", "muon", "can", "xin", "hoi", "lam", "di", "cap", "thu", "tuc", "ve", "o", "dau", "nhu", "the", "nao", "duoc", "khong", "a", "oi", "gium", "ho", "giup"]
)
LEAST_SCORE = 55.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure as search knows it."""

    code: str
    name: str
    short_name: str
    sector: str = ""
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A procedure found, with how well it fits (0 to 100)."""

    entry: Entry
    score: float


@cache
def synonyms() -> dict[str, list[str]]:
    """Return what people call each procedure, by code."""
    known: dict[str, list[str]] = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    return known


class Index:
    """Entries with their folded phrases; made once and asked often."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.code: entry for entry in entries}
        self._phrases: list[str] = []
        self._owners: list[str] = []
        spoken = synonyms()
        for entry in self.entries.values():
            for phrase in {fold(text) for text in (entry.name, entry.short_name, *spoken.get(entry.code, ()))}:
                self._phrases.append(phrase)
                self._owners.append(entry.code)

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        """Return the best procedures for `text`, best first; a national code or its beginning is found by itself."""
        digits = "".join(text.split())
        if digits[:1].isdigit() and "." in digits:
            return [Hit(entry, 100.0) for code, entry in sorted(self.entries.items()) if code.startswith(digits)][
                :limit
            ]
        query = fold(text)
        if not query:
            return []
        best: dict[str, float] = {}
        for candidate in {query, _without_politeness(query)}:
            likely = process.extract(
                candidate, self._phrases, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=LEAST_SCORE
            )
            for phrase, score, place in likely:
                worth = 0.55 * score + 0.45 * fuzz.token_sort_ratio(candidate, phrase)
                code = self._owners[place]
                best[code] = max(best.get(code, 0.0), worth)
        hits = [Hit(self.entries[code], score) for code, score in best.items()]
        hits.sort(key=lambda hit: (-round(hit.score, 1), -hit.entry.uses, len(hit.entry.name), hit.entry.code))
        return hits[:limit]


def _without_politeness(query: str) -> str:
    words = [word for word in query.split() if word not in _POLITE]
    return " ".join(words) or query
