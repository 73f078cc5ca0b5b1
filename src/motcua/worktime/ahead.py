"""By when would it be due, for every minute of the coming days: a short table for who must say it without a line."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from motcua.worktime.deadlines import CalendarEnds, Limit, WorkingCalendar, due_at

_MINUTE = dt.timedelta(minutes=1)
_PIECE = 15
"""So many minutes at most are looked at by their ends and their middle; minute by minute where these do not agree."""


@dataclass(frozen=True, slots=True)
class Step:
    """From `since` on, due at `due`; when it `moves`, later by as much as later than `since`. All in whole minutes."""

    since: dt.datetime
    due: dt.datetime
    moves: bool

    def due_for(self, moment: dt.datetime) -> dt.datetime:
        """Return by when what is received at a moment of this step is due."""
        return self.due + (moment - self.since) if self.moves else self.due


def ahead(calendar: WorkingCalendar, limit: Limit, *, first: dt.datetime, last: dt.datetime) -> list[Step]:
    """Return the steps from one whole minute to another (the last one not in it), in their order.

    The law's own arithmetic (`due_at`) is asked, none is done again. Empty when an answer lies beyond the calendar.
    """
    steps: list[Step] = []
    try:
        for moment, due, moves in _pieces(lambda at: due_at(calendar, at, limit), first, last, _piece(calendar)):
            if not steps or not _goes_on(steps[-1], moment, due, moves=moves):
                steps.append(Step(moment, due, moves))
    except CalendarEnds:
        return []
    return steps


def _piece(calendar: WorkingCalendar) -> int:
    """Return how many minutes may be looked at at once: no more than the shortest break or span of any day.

    Otherwise what stands still in a break and what is skipped behind it could make up for one another.
    """
    spans = [edges for day in calendar.spans for edges in (*day, *((a[1], b[0]) for a, b in pairwise(day)))]
    shortest = min((later - sooner for sooner, later in spans), default=0)
    return max(1, min(_PIECE, shortest * dt.timedelta.resolution // _MINUTE))


def _goes_on(step: Step, moment: dt.datetime, due: dt.datetime, *, moves: bool) -> bool:
    return step.moves == moves and step.due_for(moment) == due


def _pieces(
    due: Callable[[dt.datetime], dt.datetime], first: dt.datetime, last: dt.datetime, piece: int
) -> Iterator[tuple[dt.datetime, dt.datetime, bool]]:
    """Yield moment, due time and whether it moves, for pieces in which one rule holds."""
    start = first
    while start < last:
        minutes = min(piece, (last - start) // _MINUTE)
        now, places = due(start), (minutes // 2, minutes - 1)
        shifts = [(due(start + _MINUTE * place) - now, _MINUTE * place) for place in places]
        if all(not moved for moved, _passed in shifts):
            yield start, now, False
        elif all(moved == passed for moved, passed in shifts):
            yield start, now, True
        else:
            yield from ((at, due(at), False) for at in (start + _MINUTE * place for place in range(minutes)))
        start += _MINUTE * minutes
