"""Practising: a world of its own beside the office's, with synthetic people.

Whoever practises makes and sees practice dossiers alone; whoever works sees none of them. Which of the two it is
belongs to the request that is being answered; background work always works.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_practising = ContextVar("practising", default=False)
PREFIX = "TH-"
"""Thực hành: stands before every code and number of a practice dossier, so that none of them is ever the office's."""


def is_on() -> bool:
    """Whether what is done now is done to practise."""
    return _practising.get()


@contextmanager
def practising(*, on: bool) -> Iterator[None]:
    """Practise, or work, until the end of the block."""
    before = _practising.set(on)
    try:
        yield
    finally:
        _practising.reset(before)


def marked(number: str) -> str:
    """Return a code or number as it is given out: with the prefix while practising."""
    return f"{PREFIX}{number}" if is_on() else number
