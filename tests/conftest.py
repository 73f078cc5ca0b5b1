"""What every test may use: the database of MOTCUA_DATABASE_URL, and a quiet data folder of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from motcua.exchange.calls import forget_failures
from motcua.exchange.standin.server import Server, StandIn
from motcua.lib import clock
from motcua.worktime.seed import load_calendars
from tests.serving import Installation

KEY = "a key for tests"
REGISTERS = ("population", "civil_registry", "health")
type Install = Callable[..., Installation]

hypothesis_settings.register_profile("default", deadline=None, print_blob=True)
hypothesis_settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite stands in a file, as it does in an office.

    In memory, Django would let the server of the journeys share one connection with the test.
    """
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _data_folder(settings: object, tmp_path: Path) -> None:
    """Every test writes its files into a folder of its own."""
    settings.MOTCUA_DATA_DIR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _real_time_again() -> Iterator[None]:
    """A test that set the clock leaves it right, however it ended."""
    yield
    clock.begin_at(None)


@pytest.fixture
def standin(settings: Any) -> Iterator[StandIn]:
    """The national registers in small, on a free port; every register is well until told otherwise."""
    server = Server(0, KEY)
    server.in_background()
    settings.MOTCUA_REGISTERS = dict.fromkeys(REGISTERS, server.url)
    settings.MOTCUA_REGISTER_TIMEOUT_MS = 20_000  # who is well is waited for, however busy the machine
    settings.MOTCUA_REGISTER_KEY = KEY
    forget_failures()
    yield server.standin
    server.shutdown()
    server.server_close()
    forget_failures()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The shipped calendars stand in every database from the beginning: nearly every test counts by them."""
    with django_db_blocker.unblock():
        load_calendars()


@pytest.fixture(scope="session")
def install(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    """Makes an installation in a folder, on SQLite or on a server: one is loaded, and all are its copies."""
    loaded: dict[str, Installation] = {}

    def make(folder: Path, server_url: str = "") -> Installation:
        if server_url not in loaded:
            loaded[server_url] = Installation(tmp_path_factory.mktemp("installed"), server_url)
            loaded[server_url].prepare()
        return Installation(folder, server_url, like=loaded[server_url])

    yield make
    for each in loaded.values():
        each.remove()
