"""What somebody comes for, in everyday words: the procedure, and by its sector the line that takes it."""

import datetime as dt
from dataclasses import dataclass

from motcua.agencies.models import Agency
from motcua.procedures import queries as procedures
from motcua.procedures import scanner_codes
from motcua.procedures.search import Entry
from motcua.queues.models import Line
from motcua.queues.queries import line_among, lines_of
from motcua.web import frequent, words

MOST = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A procedure, and its line at a shop; None where no line takes it."""

    code: str
    name: str
    line: Line | None


def found(shop: Agency, text: str, *, on: dt.date) -> list[Wanted]:
    """Return at most four procedures that answer to everyday words, or to a procedure's scanned code.

    To no words: those that communes take in most.
    """
    if code := scanner_codes.decode(text):
        scanned = of(shop, code, on=on)
        return [scanned] if scanned else []
    if text:
        entries = [hit.entry for hit in procedures.find(text, on=on, limit=MOST, authority=shop.authority)]
    else:
        entries = frequent.procedures(on)[:MOST]
    lines = list(lines_of(shop))
    return [_wanted(entry, lines) for entry in entries]


def of(shop: Agency, code: str, *, on: dt.date) -> Wanted | None:
    """Return the procedure of a code; None for a code that is none."""
    entry = procedures.index_on(on).entries.get(code)
    return _wanted(entry, list(lines_of(shop))) if entry else None


def _wanted(entry: Entry, lines: list[Line]) -> Wanted:
    return Wanted(entry.code, words.named(entry.short_name), line_among(lines, entry.sector))
