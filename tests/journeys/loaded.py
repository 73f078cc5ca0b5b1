"""The office of the journeys is loaded once and copied back for each: loading takes longer than most journeys."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import cast

from django.db import connection

_SEQUENCES = "SELECT name, seq FROM sqlite_sequence"
_GO_ON = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"


class Loaded:
    """What was loaded, kept beside the database; another database than SQLite is loaded each time."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "loaded.sqlite3"

    def again(self, load: Callable[[], object]) -> None:
        """Leave the database as `load` leaves an empty one."""
        connection.ensure_connection()
        if connection.vendor != "sqlite":
            load()
            return
        here = cast("sqlite3.Connection", connection.connection)
        if self.kept.exists():
            self._bring_back(here)
            return
        load()
        with closing(sqlite3.connect(self.kept)) as kept:
            here.backup(kept)

    def _bring_back(self, here: sqlite3.Connection) -> None:
        given = here.execute(_SEQUENCES).fetchall()
        with closing(sqlite3.connect(self.kept)) as kept:
            kept.backup(here)
        # No key comes twice in a process: what it remembers by key belongs to the journey before.
        here.executemany(_GO_ON, [(last, table) for table, last in given])
