"""What happens in the hall, one function a verb."""

from motcua.queues.commands.booking import book_slot, cancel_appointment, check_in
from motcua.queues.commands.calling import (
    begin_serving,
    call_given,
    call_next,
    cancel,
    come_back,
    finish,
    no_show,
    recall,
    skip,
    transfer,
)
from motcua.queues.commands.keeping import Held, Reconciled, TakenOffline, keep_numbers, reconcile, reserve_block
from motcua.queues.commands.managing import LineSaid, say_line
from motcua.queues.commands.notices import put_up, take_down
from motcua.queues.commands.slots import close_slots, open_slots
from motcua.queues.commands.straying import let_in, set_aside
from motcua.queues.commands.taking import take

__all__ = [
    "Held",
    "LineSaid",
    "Reconciled",
    "TakenOffline",
    "begin_serving",
    "book_slot",
    "call_given",
    "call_next",
    "cancel",
    "cancel_appointment",
    "check_in",
    "close_slots",
    "come_back",
    "finish",
    "keep_numbers",
    "let_in",
    "no_show",
    "open_slots",
    "put_up",
    "recall",
    "reconcile",
    "reserve_block",
    "say_line",
    "set_aside",
    "skip",
    "take",
    "take_down",
    "transfer",
]
