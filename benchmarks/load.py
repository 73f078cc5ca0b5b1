"""Officers who send request after request over kept connections, and what that took."""

import gzip
import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import httpx

from benchmarks.timing import percentile

# The first requests of a process read what it keeps: they are not counted.
WARM = 2.0
GZIP = b"\x1f\x8b"
Request = Callable[[int], tuple[str, str, str]]
"""Of the turn: method, path, body."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Where to, and the headers of a signed-in browser."""

    host: str
    port: int
    headers: dict[str, str]

    @classmethod
    def of(cls, client: httpx.Client) -> "Officer":
        """Return the officer who signed in with this client."""
        where = urlsplit(str(client.base_url))
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        headers = {
            "Cookie": cookies,
            "X-CSRFToken": client.headers["x-csrftoken"],
            "Accept-Encoding": "gzip",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return cls(where.hostname or "", where.port or 80, headers)


@dataclass(frozen=True, slots=True)
class Load:
    """Answers a second, and how long they took."""

    per_second: float
    median_ms: float
    p95_ms: float
    bodies: list[bytes]


def get(path: str) -> Request:
    """Return the request of one page, again and again."""
    return lambda _turn: ("GET", path, "")


def post(path: str, form: Callable[[int], dict[str, str]]) -> Request:
    """Return the request that posts another form each turn."""
    return lambda turn: ("POST", path, urlencode(form(turn)))


def hammer(officers: list[Officer], requests: list[Request], *, seconds: float, accept: str = "text/html") -> Load:
    """Let each officer send its requests for some seconds; an answer that is not 200 ends the measuring."""
    took: list[list[float]] = [[] for _ in officers]
    bodies: list[list[bytes]] = [[] for _ in officers]
    wrong: list[str] = []
    start = threading.Barrier(len(officers) + 1)

    def work(place: int, officer: Officer, request: Request) -> None:
        connection = http.client.HTTPConnection(officer.host, officer.port, timeout=60)
        headers = {**officer.headers, "Accept": accept}
        start.wait()
        until, turn = time.perf_counter() + seconds, 0
        while (begun := time.perf_counter()) < until and not wrong:
            method, path, body = request(turn)
            try:
                connection.request(method, path, body or None, headers)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException) as error:
                wrong.append(f"{method} {path}: {error!r}")
                break
            took[place].append(time.perf_counter() - begun)
            bodies[place].append(content if accept == "application/json" else b"")
            if answer.status != http.HTTPStatus.OK:
                wrong.append(f"{method} {path}: {answer.status} {content[:300]!r}")
            turn += 1
        connection.close()

    pairs = zip(officers, requests, strict=True)
    threads = [threading.Thread(target=work, args=(place, *pair)) for place, pair in enumerate(pairs)]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - begun
    if wrong:
        raise RuntimeError(wrong[0])
    every = sorted(each for officer in took for each in officer)
    return Load(
        len(every) / passed,
        percentile(every, 50) * 1000,
        percentile(every, 95) * 1000,
        [gzip.decompress(body) if body.startswith(GZIP) else body for officer in bodies for body in officer],
    )
