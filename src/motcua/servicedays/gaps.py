"""What of a service day nobody covers, known before the day: pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.servicedays.spans import Span, uncovered


@dataclass(frozen=True, slots=True)
class Cover:
    """One thing a procedure needs (somebody of a role), and when somebody is there who may do it."""

    procedure: str
    role: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A span in which nobody of a role may do these procedures."""

    procedures: tuple[str, ...]
    role: str
    span: Span


def gaps(windows: Iterable[Span], covers: Iterable[Cover]) -> tuple[Gap, ...]:
    """Return every gap in the order of the day; procedures that lack the same thing at the same time stand together."""
    day = tuple(windows)
    found: dict[tuple[Span, str], list[str]] = {}
    for cover in covers:
        for span in uncovered(day, cover.spans):
            found.setdefault((span, cover.role), []).append(cover.procedure)
    ordered = sorted(found.items(), key=lambda each: each[0])
    return tuple(Gap(tuple(sorted(set(codes))), role, span) for (span, role), codes in ordered)
