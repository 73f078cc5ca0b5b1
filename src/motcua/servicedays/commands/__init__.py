"""What an office does with its service days: plans them, promises on them, and follows what becomes of the promises."""

from motcua.servicedays.commands.calling import call, next_look
from motcua.servicedays.commands.leaving_out import leave_out
from motcua.servicedays.commands.planning import (
    exclude,
    include,
    join,
    leave,
    offer,
    plan,
    roster,
    roster_everybody,
    set_away,
    take_back,
    take_off,
    withdraw_offer,
)
from motcua.servicedays.commands.promises import follow, promise_all

__all__ = [
    "call",
    "exclude",
    "follow",
    "include",
    "join",
    "leave",
    "leave_out",
    "next_look",
    "offer",
    "plan",
    "promise_all",
    "roster",
    "roster_everybody",
    "set_away",
    "take_back",
    "take_off",
    "withdraw_offer",
]
