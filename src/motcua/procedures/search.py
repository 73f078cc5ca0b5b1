"""Find a procedure in the words people use: without diacritics, mistyped, everyday.

Each procedure is known by its code, its names and what people call it (data/synonyms.yaml). The list of synonyms
is worth more than the engine: an office adds what its people say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from motcua.lib.vietnamese import fold

DATA = Path(__file__).parent / "data"
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
    """A procedure found, with how well it fits (0 to 100); `instead_of` is the repealed code that was asked for."""

    entry: Entry
    score: float
    instead_of: str = ""


@cache
def synonyms() -> dict[str, list[str]]:
    """Return what people call each procedure, by code."""
    known: dict[str, list[str]] = yaml.safe_load((DATA / "synonyms.yaml").read_text(encoding="utf-8"))
    return known


@cache
def _spoken() -> tuple[dict[str, str], frozenset[str]]:
    """Return what short forms stand for, and the words that carry a wish but not its object; folded."""
    known = yaml.safe_load((DATA / "spoken.yaml").read_text(encoding="utf-8"))
    short_forms = {fold(short): fold(long) for short, long in known["abbreviations"].items()}
    return short_forms, frozenset(fold(word) for word in known["polite"])


def _spelt_out(query: str) -> str:
    short_forms, _ = _spoken()
    return " ".join(short_forms.get(word, word) for word in query.split())


def _without_politeness(query: str) -> str:
    _, polite = _spoken()
    return " ".join(word for word in query.split() if word not in polite) or query


class Index:
    """Entries with their folded phrases; made once and asked often."""

    def __init__(
        self,
        entries: Iterable[Entry],
        replaced: Mapping[str, str] | None = None,
        spoken: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.entries = {entry.code: entry for entry in entries}
        self._replaced = replaced or {}
        self._phrases: list[str] = []
        self._owners: list[str] = []
        spoken = synonyms() if spoken is None else spoken
        for entry in self.entries.values():
            said = (entry.name, entry.short_name, *spoken.get(entry.code, ()))
            for phrase in sorted({_spelt_out(fold(text)) for text in said}):
                self._phrases.append(phrase)
                self._owners.append(entry.code)

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        """Return the best procedures for `text`, best first; a national code or its beginning is found by itself."""
        digits = "".join(text.split())
        if digits[:1].isdigit() and "." in digits:
            return self._by_code(digits)[:limit]
        query = _spelt_out(fold(text))
        if not query:
            return []
        best: dict[str, float] = {}
        for candidate in {query, _without_politeness(query)}:
            for code, worth in self._scores(candidate):
                best[code] = max(best.get(code, 0.0), worth)
        hits = [Hit(self.entries[code], score) for code, score in best.items()]
        hits.sort(key=lambda hit: (-round(hit.score, 1), -hit.entry.uses, len(hit.entry.name), hit.entry.code))
        return hits[:limit]

    def _by_code(self, beginning: str) -> list[Hit]:
        found = [Hit(entry, 100.0) for code, entry in sorted(self.entries.items()) if code.startswith(beginning)]
        successor = self.entries.get(self._replaced.get(beginning, ""))
        return [Hit(successor, 100.0, instead_of=beginning)] if successor and not found else found

    def _scores(self, query: str) -> Iterable[tuple[str, float]]:
        likely = process.extract(
            query, self._phrases, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=LEAST_SCORE
        )
        for phrase, score, place in likely:
            yield self._owners[place], 0.55 * score + 0.45 * fuzz.token_sort_ratio(query, phrase)
