"""What is done with devices, their numbers, and what they took in."""

from motcua.outreach.commands.devices import enrol, join, revoke, see
from motcua.outreach.commands.numbers import give_back, reserve_block
from motcua.outreach.commands.settling import refuse, settle
from motcua.outreach.commands.submitting import STILL_OPEN, Said, submit

__all__ = [
    "STILL_OPEN",
    "Said",
    "enrol",
    "give_back",
    "join",
    "refuse",
    "reserve_block",
    "revoke",
    "see",
    "settle",
    "submit",
]
