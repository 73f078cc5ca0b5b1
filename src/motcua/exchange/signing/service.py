"""What a signing service must do, and which one this office has."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from motcua.accounts.models import Post
from motcua.exchange.signing.standin import StandIn


@dataclass(frozen=True, slots=True)
class Order:
    """One content to be signed by one officer. The same `correlation` is the same order: it is signed once."""

    correlation: str
    content: bytes
    officer: str
    full_name: str
    title: str
    organisation: str
    at: dt.datetime


class Service(Protocol):
    """A signing service. A remote one sends the checksum, lets the officer confirm on their own device, and waits.

    `sign` answers an order it has answered before with the very same bytes; it raises OSError or ValueError when it
    fails. `roots` are the certificates that its signatures are trusted by; `for_show` says that they prove nothing.
    """

    for_show: bool

    def sign(self, order: Order) -> bytes:
        """Return the content with the officer's signature behind it (PAdES)."""
        ...

    def roots(self) -> list[Any]:
        """Return the trusted certificates."""
        ...


def service() -> Service | None:
    """Return the signing service of this office, or None when none is connected."""
    if settings.MOTCUA_SIGNING == "standin":
        return StandIn(Path(settings.MOTCUA_DATA_DIR) / "signing")
    return None


def order_for(content: bytes, correlation: str, *, by: Post, at: dt.datetime) -> Order:
    """Return the order of a post's holder: the person signs, never the office's machine (CN10)."""
    return Order(
        correlation=correlation,
        content=content,
        officer=f"user-{by.user_id}",
        full_name=by.user.full_name,
        title=by.title,
        organisation=by.agency.name,
        at=at,
    )
