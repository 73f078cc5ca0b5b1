"""Early, on time or late: one definition, and how three reports read it. Pure.

It is judged when the result is ready, not when it is collected, and at the granularity of the promise: a promise in
hours by the hour, one in days by the day. By full timestamps nothing would ever be exactly on time; by dates a promise
of two hours would mean nothing (law.md 1.6, trap 10). What the applicant took to supplement is not the office's time.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from motcua.lib.clock import local
from motcua.worktime.deadlines import LimitKind


class Punctuality(StrEnum):
    """When the result was ready, beside when it was due."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    LATE = "LATE"


@dataclass(frozen=True, slots=True)
class Reading:
    """One judgement as three texts read it.

    `column`: of form II.06/VPCP/KSTT; `points`: of indicator 1 of TT 01/2018/TT-VPCP; `in_time`: for index 766, which
    does not part early from on time (QĐ 766/QĐ-TTg).
    """

    column: str
    points: int
    in_time: bool


READINGS = {
    Punctuality.EARLY: Reading("Trước hạn", 2, in_time=True),
    Punctuality.ON_TIME: Reading("Đúng hạn", 1, in_time=True),
    Punctuality.LATE: Reading("Quá hạn", 0, in_time=False),
}


def by_hour(kind: str) -> bool:
    """Tell whether a promise of this kind is one of hours; every other is one of days."""
    return kind == LimitKind.WORKING_HOURS


def _granule(moment: dt.datetime, *, hours: bool) -> dt.datetime:
    here = local(moment)
    return here.replace(hour=here.hour if hours else 0, minute=0, second=0, microsecond=0)


def judged(kind: str, *, due_at: dt.datetime, ready_at: dt.datetime) -> Punctuality:
    """Judge a result that was ready at `ready_at`; `kind` is that of its time limit."""
    due, ready = (_granule(moment, hours=by_hour(kind)) for moment in (due_at, ready_at))
    return Punctuality.LATE if ready > due else Punctuality.ON_TIME if ready == due else Punctuality.EARLY


def late_from(kind: str, due_at: dt.datetime) -> dt.datetime:
    """Return the moment from which what was due at `due_at` is late: the next hour, or the next day."""
    return broken_from(due_at, hours=by_hour(kind))


def broken_from(promised_at: dt.datetime, *, hours: bool) -> dt.datetime:
    """Return the moment from which a promise is broken: one said in hours by the hour, one in days by the day."""
    return _granule(promised_at, hours=hours) + (dt.timedelta(hours=1) if hours else dt.timedelta(days=1))


def stands(kind: str, due_at: dt.datetime | None, stopped_at: dt.datetime | None) -> bool:
    """Tell whether a clock that stopped keeps a dossier from being late: what was late when it stopped stays so."""
    return stopped_at is not None and (due_at is None or stopped_at < late_from(kind, due_at))


def is_late(kind: str, due_at: dt.datetime | None, at: dt.datetime, *, stopped_at: dt.datetime | None = None) -> bool:
    """Tell whether what is not ready is late at `at`: never by a wait for the applicant during which no time counts."""
    return due_at is not None and at >= late_from(kind, due_at) and not stands(kind, due_at, stopped_at)


def in_time_for_766(punctuality: Punctuality, *, supplements: int) -> bool:
    """Tell whether index 766 counts it as in time: asked for a supplement more than once it is overdue (trap 7)."""
    return READINGS[punctuality].in_time and supplements <= 1
