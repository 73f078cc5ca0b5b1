"""Many names found by their words: in any order, by how they begin, or mistyped. Names come here folded.

A million people share some thousands of words, so a slip of the finger is looked for among the words, not the names.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

# A word of up to three letters must be right: with one wrong it could be nearly any other.
_SHORT, _LONG = 4, 7


class NameIndex:
    """Distinct names; `add` more at any time."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._known: set[str] = set()
        self._places: dict[str, array[int]] = {}
        self._words: list[str] = []

    def __len__(self) -> int:
        return len(self._names)

    def add(self, names: Iterable[str]) -> None:
        """Take names in; those known already change nothing."""
        before = len(self._places)
        for name in names:
            if name in self._known:
                continue
            self._known.add(name)
            for word in set(name.split()):
                self._places.setdefault(word, array("I")).append(len(self._names))
            self._names.append(name)
        if len(self._places) != before:
            self._words = sorted(self._places)

    def readings(self, folded: str) -> Iterator[list[str]]:
        """Yield the names that fit, in the order they came: by the words as they are, as beginnings, mistyped."""
        words = sorted(set(folded.split()))
        if not words:
            return
        for meant in (self._exactly, self._beginning, self._nearly):
            yield self._with_all([meant(word) for word in words])

    def _exactly(self, word: str) -> Sequence[str]:
        return [word] if word in self._places else []

    def _beginning(self, word: str) -> Sequence[str]:
        first = bisect_left(self._words, word)
        return self._words[first : bisect_left(self._words, word + "\uffff", lo=first)]

    def _nearly(self, word: str) -> Sequence[str]:
        if len(word) < _SHORT:
            return self._beginning(word)
        slips = 1 if len(word) < _LONG else 2
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return sorted({each for each, _slips, _place in near} | set(self._beginning(word)))

    def _with_all(self, meant: Sequence[Sequence[str]]) -> list[str]:
        """Return the names that hold, for each word asked, one of the words that it may mean."""
        found: set[int] | None = None
        for words in sorted(meant, key=lambda words: sum(len(self._places[word]) for word in words)):
            here = set().union(*(self._places[word] for word in words))
            found = here if found is None else found & here
        return [self._names[place] for place in sorted(found or ())]
