"""Storing and throwing away take turns: what is being stored is never what is being thrown away."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def root() -> Path:
    """Return the folder below which every content lies."""
    return Path(settings.MOTCUA_DATA_DIR) / "files"


@contextmanager
def storing() -> Iterator[None]:
    """Store beside others who store, while nobody throws away."""
    with _held(fcntl.LOCK_SH):
        yield


@contextmanager
def throwing_away() -> Iterator[bool]:
    """Throw away while nobody stores; False when somebody does: they are never waited for."""
    try:
        with _held(fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield True
    except BlockingIOError:
        yield False


@contextmanager
def _held(how: int) -> Iterator[None]:
    root().mkdir(parents=True, exist_ok=True)
    with (root() / ".turn").open("a") as turn:
        fcntl.flock(turn, how)
        yield
