"""The registers in small, on a free port, each well until told otherwise."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.exchange.calls import forget_failures
from motcua.exchange.standin.server import Server, StandIn

KEY = "a key for tests"


@pytest.fixture
def standin(settings: Any) -> Iterator[StandIn]:
    server = Server(0, KEY)
    server.in_background()
    settings.MOTCUA_REGISTERS = dict.fromkeys(("population", "civil_registry", "health"), server.url)
    settings.MOTCUA_REGISTER_TIMEOUT_MS = 20_000  # who is well is waited for, however busy the machine
    settings.MOTCUA_REGISTER_KEY = KEY
    forget_failures()
    yield server.standin
    server.shutdown()
    server.server_close()
    forget_failures()
