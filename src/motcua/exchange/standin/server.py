"""The stand-in's HTTP: POST JSON to /citizen, /status, /births, /deaths; any register can be made slow, wrong or dead.

POST /trouble {"register": "population", "kind": "slow", "seconds": 5} makes trouble, kind "well" ends it. It listens on
the loopback only and knows nobody real.
"""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from motcua.exchange.standin import world
from motcua.forms.registers import CIVIL_REGISTRY, HEALTH, POPULATION
from motcua.lib.clock import now

_REGISTER_OF = {
    "/citizen": POPULATION,
    "/status": CIVIL_REGISTRY,
    "/births": HEALTH,
    "/deaths": HEALTH,
}
# Bà Tám, whom a mistaken register tells about whoever is asked for.
SOMEBODY_ELSE = "005158004710"
KINDS = ("well", "slow", "down", "wrong", "forged", "mistaken")


@dataclass(slots=True)
class Trouble:
    """How a register misbehaves.

    slow by so many seconds, down (503), wrong (nonsense), forged (a false signature), mistaken (about another person).
    """

    kind: str = "well"
    seconds: float = 0.0


@dataclass(slots=True)
class StandIn:
    """A running stand-in; `asked` holds (register, purpose) of every query it answered or refused."""

    key: str
    trouble: dict[str, Trouble] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, Any]) -> tuple[int, Any]:
        """Return status and JSON of one query."""
        if path == "/trouble":
            self.trouble[query["register"]] = Trouble(query.get("kind", "well"), float(query.get("seconds", 0)))
            return 200, {}
        register = _REGISTER_OF.get(path)
        if register is None:
            return 404, {"error": "no such register"}
        if not query.get("purpose") or not query.get("requester"):
            return 400, {"error": "purpose and requester are required"}
        self.asked.append((register, query["purpose"]))
        now_wrong = self.trouble.get(register, Trouble())
        if now_wrong.kind == "slow":
            time.sleep(now_wrong.seconds)
        if now_wrong.kind == "down":
            return 503, {"error": "maintenance"}
        if now_wrong.kind == "wrong":
            return 200, {"citizen": {"id_number": "somebody else"}, "status": 7, "certificates": "none"}
        if now_wrong.kind == "mistaken":
            query = dict.fromkeys(("id_number", "mother_id"), SOMEBODY_ELSE)
        key = "not the key" if now_wrong.kind == "forged" else self.key
        return 200, _said(path, query, key)


def _said(path: str, query: dict[str, Any], key: str) -> dict[str, Any]:
    if path == "/citizen":
        return {"citizen": world.citizen(query.get("id_number", ""))}
    if path == "/status":
        return {"status": world.status(query.get("id_number", ""))}
    if path == "/births":
        return {"certificates": world.births(query.get("mother_id", ""), today=now().date(), key=key)}
    return {"certificates": world.deaths(query.get("id_number", ""), today=now().date(), key=key)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_POST(self) -> None:
        """Answer one query."""
        length = int(self.headers.get("content-length", 0))
        try:
            query = json.loads(self.rfile.read(length) or b"{}")
            status, said = self.server.standin.answer(self.path, query)
        except (ValueError, KeyError, TypeError, AttributeError):
            status, said = 400, {"error": "not understood"}
        body = json.dumps(said, ensure_ascii=False).encode()
        try:
            self.send_response(status)
            self.send_header("content-type", "application/json; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            # Whoever asked has not waited.
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in http.server
        """Say nothing: queries name people."""


class Server(ThreadingHTTPServer):
    """The stand-in on a port of the loopback; 0 takes a free one."""

    daemon_threads = True

    def __init__(self, port: int, key: str) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.standin = StandIn(key)
        world.citizen(SOMEBODY_ELSE)  # the world is read before the first question, not during it

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def in_background(self) -> threading.Thread:
        """Serve in a thread of this process, until `shutdown`."""
        thread = threading.Thread(target=self.serve_forever, name="standin", daemon=True)
        thread.start()
        return thread
