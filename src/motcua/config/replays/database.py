"""A database to throw away, or one that stands empty: nothing simulated ever comes among an office's real dossiers."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend

from motcua.config.settings.database import database

_NAME = "default"
_SYNCED, _NOT_SYNCED = "PRAGMA synchronous=FULL", "PRAGMA synchronous=OFF"


class NotEmptyError(Exception):
    """The database that was named holds something already."""


@contextmanager
def elsewhere(url: str = "") -> Iterator[None]:
    """Work on the database at `url`, or on a fresh file that is thrown away, until the end of the block.

    One that has any table is somebody's and is left untouched. Tables are made straight from the models. A file to
    throw away need not survive a power cut.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-replay-") as folder:
        said = database(url or f"sqlite:////{Path(folder) / 'replay.sqlite3'}", said_in="--database")
        if not url:
            said["OPTIONS"]["init_command"] = said["OPTIONS"]["init_command"].replace(_SYNCED, _NOT_SYNCED)
        with _connected(said):
            if connections[_NAME].introspection.table_names():
                raise NotEmptyError
            call_command("migrate", run_syncdb=True, verbosity=0)
            yield


@contextmanager
def _connected(said: dict[str, Any]) -> Iterator[None]:
    """Let everything of this thread speak to another database; the connection it had stays as it is, and comes back."""
    settings_of = connections.configure_settings({_NAME: said})[_NAME]
    before, modules = connections[_NAME], settings.MIGRATION_MODULES
    connections[_NAME] = load_backend(settings_of["ENGINE"]).DatabaseWrapper(settings_of, _NAME)
    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    try:
        yield
    finally:
        connections[_NAME].close()
        connections[_NAME], settings.MIGRATION_MODULES = before, modules
