"""When a dossier will be ready on a service day, from the work that is really left: pure.

The answer lies inside the day's windows, is never before now nor before the longest step's work, and comes no earlier
when more work lies in front. It tightens the law's clock and never loosens it.

A desk does what others were promised before it comes to this one, and does it while this one is still elsewhere: so
much of it as is then left is what this one waits for.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.servicedays.spans import Span, done_after, length, meet, merged

NOTHING = dt.timedelta(0)
_ROUND = dt.timedelta(minutes=5)


class Why(StrEnum):
    """Why nothing is promised for today."""

    OUTSIDE = "OUTSIDE"
    EXCLUDED = "EXCLUDED"
    FULL = "FULL"
    NOBODY = "NOBODY"
    CLOSES = "CLOSES"
    LAW_FIRST = "LAW_FIRST"


@dataclass(frozen=True, slots=True)
class StepLeft:
    """A step still to be done: its own work, the work promised before it, how many do it, when one of them is there."""

    number: int
    name: str
    role: str
    work: dt.timedelta
    ahead: dt.timedelta = NOTHING
    people: int = 1
    duty: tuple[Span, ...] = ()
    unit: int = 0

    @property
    def before(self) -> dt.timedelta:
        """How long the work in front takes, shared among those on duty."""
        return self.ahead / max(1, self.people)


@dataclass(frozen=True, slots=True)
class Estimate:
    """When it will be ready, or why not today and at which step; `ends`: when each step will be done.

    `waits`: how long it lies before each step until somebody is free for it.
    """

    at: dt.datetime | None
    why: Why | None = None
    step: StepLeft | None = None
    ends: tuple[dt.datetime, ...] = ()
    waits: tuple[dt.timedelta, ...] = ()


def estimate(
    *,
    now: dt.datetime,
    windows: Iterable[Span],
    steps: Sequence[StepLeft],
    queue: dt.timedelta = NOTHING,
    spare: dt.timedelta = NOTHING,
    law: dt.datetime | None = None,
) -> Estimate:
    """Say when the steps will be done one after another, `spare` later at the latest.

    `queue` passes before the first step; `law` is the law's clock.
    """
    day = merged(windows)
    begins = done_after(day, now, queue)
    if begins is None:
        return Estimate(None, Why.CLOSES)
    at, ends, waits = begins, list[dt.datetime](), list[dt.timedelta]()
    for step in steps:
        spans = meet(day, step.duty)
        if not any(end > at for _start, end in spans):
            return Estimate(None, Why.NOBODY, step, tuple(ends), tuple(waits))
        free = done_after(spans, begins, step.before)
        done = None if free is None else done_after(spans, max(at, free), step.work)
        if free is None or done is None:
            return Estimate(None, Why.CLOSES, step, tuple(ends), tuple(waits))
        waits.append(length(meet(spans, [(at, free)])))
        ends.append(at := done)
    if law is not None and at > law:
        return Estimate(None, Why.LAW_FIRST, None, tuple(ends), tuple(waits))
    holds = done_after(day, at, spare)
    if holds is None:
        return Estimate(None, Why.CLOSES, steps[-1] if steps else None, tuple(ends), tuple(waits))
    return Estimate(_rounded(min(holds, law or holds), day, law), None, None, tuple(ends), tuple(waits))


def _rounded(at: dt.datetime, day: Sequence[Span], law: dt.datetime | None) -> dt.datetime:
    """Return the next five minutes, where they still lie in the same window and before the law's clock."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    later = at + (-(at - midnight)) % _ROUND
    inside = any(start <= at and later <= end for start, end in day)
    return later if inside and (law is None or later <= law) else at
