"""The numbered list of the counter: the procedures communes take in most, in an order that never moves.

A number that always means the same work is learnt by the hand; a list that re-sorts itself is not.
"""

import datetime as dt

from motcua.procedures.queries import index_on
from motcua.procedures.search import Entry

CODES = (
    "2.000815",
    "2.000635",
    "1.001193",
    "1.004873",
    "1.000894",
    "1.001612",
    "2.000884",
    "1.000656",
    "1.001699",
)


def procedures(day: dt.date) -> list[Entry]:
    """Return what may be taken in on `day` of the numbered list, in its order."""
    entries = index_on(day).entries
    return [entries[code] for code in CODES if code in entries]
