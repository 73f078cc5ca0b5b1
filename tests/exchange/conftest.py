"""A register that says whatever it is told."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from motcua.exchange.calls import forget_failures
from tests.conftest import KEY, REGISTERS

Says = Callable[[int, bytes], None]
"""Make every register answer with this status and body."""


class _Parrot(BaseHTTPRequestHandler):
    said: tuple[int, bytes] = (200, b"{}")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        status, body = self.said
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.send_header("location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in http.server
        """Say nothing."""


@pytest.fixture
def says(settings: Any) -> Iterator[Says]:
    class Parrot(_Parrot):
        """One of this test alone."""

    server = HTTPServer(("127.0.0.1", 0), Parrot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MOTCUA_REGISTERS = dict.fromkeys(REGISTERS, f"http://127.0.0.1:{server.server_address[1]}")
    settings.MOTCUA_REGISTER_TIMEOUT_MS, settings.MOTCUA_REGISTER_KEY = 20_000, KEY
    forget_failures()

    def say(status: int, body: bytes) -> None:
        Parrot.said = (status, body)

    yield say
    server.shutdown()
    server.server_close()
    forget_failures()
