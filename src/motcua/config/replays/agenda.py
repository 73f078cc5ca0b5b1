"""A simulated clock: what happens next, in the order of time. No Django, no real clock."""

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

type Act = Callable[[dt.datetime], None]


@dataclass
class Agenda:
    """Acts at their moments; of two at the same moment the one put down first comes first."""

    acts: list[tuple[dt.datetime, int, Act]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    now: dt.datetime | None = None

    def put(self, moment: dt.datetime, act: Act) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self.acts, (moment, next(self.numbers), act))

    def run(self) -> int:
        """Let everything happen, what is put down meanwhile too; return how many acts there were."""
        done = 0
        while self.acts:
            moment, _number, act = heapq.heappop(self.acts)
            self.now = moment
            act(moment)
            done += 1
        return done
