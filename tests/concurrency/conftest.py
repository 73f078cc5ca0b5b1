"""One installation for all the tests of this folder: on SQLite, or on the PostgreSQL server of MOTCUA_DATABASE_URL."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from tests.conftest import Install
from tests.serving import OFFICERS, Installation, Served

# Seconds after which something that should have happened will not.
PATIENCE = 20.0


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory, install: Install) -> Iterator[Installation]:
    made = install(tmp_path_factory.mktemp("served"), server_url())
    yield made
    made.remove()


def server_url() -> str:
    url = os.environ.get("MOTCUA_DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


@pytest.fixture
def served(installation: Installation) -> Iterator[Served]:
    running = Served(installation).start()
    yield running
    running.stop()


@pytest.fixture
def desks(served: Served) -> Iterator[list[httpx.Client]]:
    """Eight officers, signed in."""
    with ExitStack() as open_until_the_end:
        yield [open_until_the_end.enter_context(closing(served.officer(name))) for name in OFFICERS[:8]]
