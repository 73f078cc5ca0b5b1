"""One call to a register: POST with JSON, never an identity number in an address, typed answer or a typed failure."""

import json
import ssl
import time
import unicodedata
from collections import defaultdict
from functools import cache
from typing import Any

import httpx
from django.conf import settings

from motcua.exchange.breaker import Breaker
from motcua.exchange.models import Outcome

LARGEST_ANSWER = 1_000_000
_breakers: dict[str, Breaker] = defaultdict(Breaker)


class CallFailed(Exception):  # noqa: N818 - it says what happened
    """The register did not help; `seconds`: how long it was waited for, or is now left alone."""

    def __init__(self, outcome: Outcome, seconds: float = 0.0) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.seconds = seconds


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def timeout_seconds() -> float:
    """Return how long a register may take."""
    return float(settings.MOTCUA_REGISTER_TIMEOUT_MS) / 1000


def open_client() -> httpx.Client:
    """Return a client for one round of questions; registers are reached directly, never through a proxy of the desk."""
    return httpx.Client(timeout=timeout_seconds(), verify=_tls(), trust_env=False, follow_redirects=False)


def forget_failures() -> None:
    """Ask every register again at once: an administrator knows that it is back."""
    _breakers.clear()


def post(client: httpx.Client, register: str, path: str, payload: dict[str, Any]) -> Any:
    """Return the JSON that the register answers, its texts in NFC; raises CallFailed.

    A call that could not connect is tried once more; one that took too long is not, for the person is waiting.
    """
    base = settings.MOTCUA_REGISTERS.get(register, "")
    if not base:
        raise CallFailed(Outcome.NOT_CONNECTED)
    breaker = _breakers[register]
    if wait := breaker.wait():
        raise CallFailed(Outcome.SKIPPED, max(1.0, round(wait)))
    try:
        answer = _read(_send(client, f"{base.rstrip('/')}/{path}", payload))
    except CallFailed:
        breaker.report(failed=True)
        raise
    breaker.report(failed=False)
    return answer


def _send(client: httpx.Client, url: str, payload: dict[str, Any]) -> bytes:
    try:
        try:
            return _body(client, url, payload)
        except (httpx.ConnectError, httpx.RemoteProtocolError):
            return _body(client, url, payload)
    except httpx.TimeoutException:
        raise CallFailed(Outcome.SLOW, timeout_seconds()) from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise CallFailed(Outcome.DOWN) from None


def _body(client: httpx.Client, url: str, payload: dict[str, Any]) -> bytes:
    """Return the body; the whole of it must come within the time allowed, however slowly it drips."""
    latest = time.monotonic() + timeout_seconds()
    received = bytearray()
    with client.stream("POST", url, json=payload) as response:
        if response.status_code >= 500:
            raise CallFailed(Outcome.DOWN)
        if response.status_code != httpx.codes.OK:
            raise CallFailed(Outcome.WRONG)
        for chunk in response.iter_bytes():
            received += chunk
            if time.monotonic() > latest:
                raise CallFailed(Outcome.SLOW, timeout_seconds())
            if len(received) > LARGEST_ANSWER:
                raise CallFailed(Outcome.WRONG)
    return bytes(received)


def _read(body: bytes) -> Any:
    try:
        return json.loads(unicodedata.normalize("NFC", body.decode()))
    except (ValueError, RecursionError):
        raise CallFailed(Outcome.WRONG) from None
