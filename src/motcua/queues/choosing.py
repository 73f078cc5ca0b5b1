"""Whose turn it is. Pure arithmetic: no Django, no clock.

The oldest goes first. Who has precedence by law goes before the others, but not without end: after `share` such calls
in a row somebody else who waits is called. Who was skipped rests while some are called, then has the old place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits: `place` is the moment that the order goes by, `rests_until` the count of calls to let pass."""

    key: int
    place: datetime
    first: bool
    rests_until: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What the lines remember: calls so far, and how many in a row had precedence while others waited."""

    share: int
    calls: int = 0
    run: int = 0


def choose(waiting: Sequence[Waiting], turn: Turn) -> Waiting | None:
    """Return who is called next; None when nobody waits. One who rests is called when nobody else is there."""
    ready = [each for each in waiting if each.rests_until <= turn.calls] or list(waiting)
    first = [each for each in ready if each.first]
    others = [each for each in ready if not each.first]
    chosen = others if others and (not first or turn.run >= turn.share) else first
    return min(chosen, key=lambda each: (each.place, each.key), default=None)


def called(chosen: Waiting, waiting: Sequence[Waiting], turn: Turn) -> Turn:
    """Return what the lines remember after this call; `waiting` is everybody who waited, the chosen one included."""
    others_wait = any(not each.first for each in waiting)
    run = turn.run + 1 if chosen.first and others_wait else 0
    return replace(turn, calls=turn.calls + 1, run=run)


def order(waiting: Sequence[Waiting], turn: Turn) -> list[int]:
    """Return the keys of all who wait in the order in which they would be called if nobody else came."""
    left, keys = list(waiting), []
    while (chosen := choose(left, turn)) is not None:
        keys.append(chosen.key)
        turn = called(chosen, left, turn)
        left.remove(chosen)
    return keys
