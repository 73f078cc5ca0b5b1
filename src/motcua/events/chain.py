"""How events are chained: pure arithmetic over what an event says."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """What the hash of an event covers."""

    stream: str
    seq: int
    name: str
    post: int | None
    actor: str
    at: dt.datetime
    details: Mapping[str, Any]
    previous_hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    stream: str
    seq: int
    reason: str


def digest(link: Link) -> str:
    """Return the SHA-256 of a link in canonical JSON; the moment counts in UTC."""
    text = json.dumps(
        [
            link.stream,
            link.seq,
            link.name,
            link.post,
            link.actor,
            link.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            link.details,
            link.previous_hash,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> Break | None:
    """Return where the chain of one stream, given in order with its stored hashes, breaks first; None when it holds."""
    previous, expected = "", 1
    for link, stored in links:
        if link.seq != expected:
            return Break(link.stream, expected, f"thiếu sự kiện số {expected}")
        if link.previous_hash != previous:
            return Break(link.stream, link.seq, "không nối với sự kiện trước")
        if digest(link) != stored:
            return Break(link.stream, link.seq, "nội dung đã bị sửa")
        previous, expected = stored, expected + 1
    return None


def merkle_root(hashes: Sequence[str]) -> str:
    """Return the Merkle root of hashes in order; an odd one moves up alone, a pair is marked as no event's hash is."""
    level = [bytes.fromhex(each) for each in hashes]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        paired = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()
