"""What everybody in a replay shares: the clock, chance, the world, and a matter on its way."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from motcua.config.replays.agenda import Agenda
from motcua.config.replays.arrivals import Caller
from motcua.config.replays.numbers import Kind, Length, Numbers
from motcua.config.replays.world import World
from motcua.dossiers.models import Dossier
from motcua.queues.models import Ticket
from motcua.servicedays.spans import Span


@dataclass
class Scene:
    """One day of one district."""

    agenda: Agenda
    chance: Random
    numbers: Numbers
    world: World
    windows: tuple[Span, ...]

    @property
    def closes(self) -> dt.datetime:
        """When the day's last window closes."""
        return self.windows[-1][1]

    def length(self, of: str | Length) -> dt.timedelta:
        """Draw how long something takes."""
        return (self.numbers.times[of] if isinstance(of, str) else of).drawn(self.chance)

    def kind(self, caller: Caller) -> Kind:
        """Return what kind of matter somebody came for."""
        return self.numbers.kinds[caller.matter.kind]

    def with_overtime(self) -> tuple[Span, ...]:
        """Return the day's windows, each with the overtime in which what was begun or promised is finished."""
        more = dt.timedelta(minutes=self.numbers.people.overtime)
        return tuple((opens, closes + more) for opens, closes in self.windows)


@dataclass
class Errand:
    """A dossier on its way, with whoever waits for it; what is promised first is worked on first.

    `bound` is the post that has it in hand, if one has; `length` how long the step takes that it lies at.
    """

    caller: Caller
    ticket: Ticket
    dossier: Dossier
    promised_at: dt.datetime | None = None
    asked: bool = False
    bound: int | None = None
    length: dt.timedelta = dt.timedelta(0)

    @property
    def urgency(self) -> tuple[bool, dt.datetime]:
        """Order the work of a desk: promised before not promised, then by the moment that counts."""
        counts = self.promised_at or self.dossier.due_at or self.caller.at
        return self.promised_at is None, counts

    @property
    def waits_here(self) -> bool:
        """Whether the person waits in the house for the result."""
        received = self.dossier.received_at
        if self.promised_at is None or received is None:
            return False
        return self.promised_at - received <= self.caller.stays


type Handler = Callable[[Errand, dt.datetime], None]
