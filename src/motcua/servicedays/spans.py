"""Arithmetic of spans of time: pure, of any kind that can be compared."""

import datetime as dt
from collections.abc import Iterable

Span = tuple[dt.datetime, dt.datetime]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch or overlap made one; empty ones are none."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def meet(some: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """Return what lies in both."""
    kept = tuple(others)
    return merged((max(a, c), min(b, d)) for a, b in some for c, d in kept)


def uncovered(windows: Iterable[Span], covers: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of the windows no cover reaches."""
    left: list[Span] = []
    known = merged(covers)
    for opens, closes in merged(windows):
        at = opens
        for start, end in known:
            if end <= at or start >= closes:
                continue
            left.append((at, min(start, closes)))
            at = end
        left.append((at, closes))
    return merged(left)


def length(spans: Iterable[Span]) -> dt.timedelta:
    """Return how long the spans are together."""
    return sum((end - start for start, end in merged(spans)), dt.timedelta(0))


def done_after(spans: Iterable[Span], start: dt.datetime, work: dt.timedelta) -> dt.datetime | None:
    """Return when so much work, begun at `start`, is done inside the spans; None when they end before."""
    left = work
    for opens, closes in merged(spans):
        begin = max(opens, start)
        if begin > closes:
            continue
        if left <= closes - begin:
            return begin + left
        left -= closes - begin
    return None
