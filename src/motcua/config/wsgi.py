"""The door for the web server: one request at a time in a process, except while it waits for a register."""

import gc
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from django.utils.module_loading import import_string

from motcua.lib import turns

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
_django = get_wsgi_application()
# Nobody who looks for a name waits until a million of them have been read; without tables there is nothing to read yet.
with suppress(DatabaseError):
    import_string("motcua.dossiers.queries.finding.names")()
connections.close_all()
# What the start has made stays: the collector need not walk through it again and again while pages are drawn.
gc.freeze()
gc.set_threshold(20_000)


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer a request when its turn has come."""
    with turns.taken():
        return _django(environ, start_response)
