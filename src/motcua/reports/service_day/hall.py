"""The waiting room of a day and the faces that were touched: the lists behind their numbers, with nobody named."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.agencies.models import Agency
from motcua.queues.models import Ticket
from motcua.queues.states import TicketState
from motcua.surveys.queries import Touch


class Turns(StrEnum):
    """A list of tickets behind a number."""

    TAKEN = "tickets"
    SERVED = "served"
    NO_SHOW = "no-show"
    CALLED = "called"


class Faces(StrEnum):
    """A list of ratings behind a number."""

    RATED = "rated"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Turn:
    """One ticket: its number and line, what became of it and where; never whose it was."""

    shop: int
    day: dt.date
    label: str
    line: str
    counter: str
    state: TicketState
    taken_at: dt.datetime
    called_at: dt.datetime | None

    @property
    def waited(self) -> dt.timedelta | None:
        """How long until it was called; None while it was not."""
        return None if self.called_at is None else self.called_at - self.taken_at


OF_TICKETS: Mapping[Turns, Callable[[Turn], bool]] = {
    Turns.TAKEN: lambda _turn: True,
    Turns.SERVED: lambda turn: turn.state is TicketState.DONE,
    Turns.NO_SHOW: lambda turn: turn.state is TicketState.NO_SHOW,
    Turns.CALLED: lambda turn: turn.called_at is not None,
}
OF_RATINGS: Mapping[Faces, Callable[[Touch], bool]] = {
    Faces.RATED: lambda _touch: True,
    Faces.CONTENT: lambda touch: touch.is_content,
}


_TICKET = ("line__shop_id", "day", "label", "line__name", "counter__name", "state", "taken_at", "called_at")


def turns_of(shops: Collection[Agency], *, first: dt.date, last: dt.date) -> list[Turn]:
    """Return the tickets of these shops from one day to another, as they were taken: one query."""
    rows = Ticket.objects.filter(line__shop__in=shops, day__gte=first, day__lte=last).order_by("taken_at", "pk")
    return [
        Turn(shop, day, label, line, counter or "", TicketState(state), taken, called)
        for shop, day, label, line, counter, state, taken, called in rows.values_list(*_TICKET)
    ]
