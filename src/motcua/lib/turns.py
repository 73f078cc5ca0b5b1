"""Requests of one process take turns; who waits for somebody else's answer lets the others pass.

Python computes one thing at a time and SQLite writes one at a time: requests that run at once only delay each other.
But a register that takes two seconds must not hold up the whole waiting room.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_turn = threading.Lock()
_mine = threading.local()


@contextmanager
def taken() -> Iterator[None]:
    """Wait for one's turn and keep it."""
    with _turn:
        _mine.held = True
        try:
            yield
        finally:
            _mine.held = False


@contextmanager
def others_pass() -> Iterator[None]:
    """Let others pass meanwhile: for waiting on the network, outside a transaction. Without a turn it does nothing."""
    if not getattr(_mine, "held", False):
        yield
        return
    _turn.release()
    try:
        yield
    finally:
        _turn.acquire()
