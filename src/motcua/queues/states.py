"""Which moves a ticket may make: six states and a table of every move between them. No Django."""

from dataclasses import dataclass
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "WAITING"
    CALLED = "CALLED"
    SERVING = "SERVING"
    DONE = "DONE"
    NO_SHOW = "NO_SHOW"
    CANCELLED = "CANCELLED"


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    EXPECTED = "EXPECTED"
    HERE = "HERE"
    CANCELLED = "CANCELLED"
    MISSED = "MISSED"


ENDED = frozenset({TicketState.DONE, TicketState.NO_SHOW, TicketState.CANCELLED})
AT_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})


@dataclass(frozen=True, slots=True)
class TicketMove:
    """A verb that takes a ticket from one of these states to another."""

    verb: str
    sources: frozenset[TicketState]
    target: TicketState


_WAITING, _CALLED, _SERVING = TicketState.WAITING, TicketState.CALLED, TicketState.SERVING

MOVES: dict[str, TicketMove] = {
    move.verb: move
    for move in (
        TicketMove("call", frozenset({_WAITING}), _CALLED),
        TicketMove("recall", frozenset({_CALLED}), _CALLED),
        TicketMove("skip", frozenset({_CALLED}), _WAITING),
        TicketMove("transfer", frozenset({_WAITING, _CALLED, _SERVING}), _WAITING),
        TicketMove("begin_serving", frozenset({_CALLED}), _SERVING),
        TicketMove("finish", frozenset({_SERVING}), TicketState.DONE),
        TicketMove("no_show", frozenset({_CALLED}), TicketState.NO_SHOW),
        TicketMove("come_back", frozenset({TicketState.NO_SHOW}), _WAITING),
        TicketMove("cancel", frozenset({_WAITING, _CALLED}), TicketState.CANCELLED),
    )
}


def after(verb: str, state: TicketState) -> TicketState | None:
    """Return where `verb` leads from `state`; None when it does not lead from there."""
    move = MOVES[verb]
    return move.target if state in move.sources else None
