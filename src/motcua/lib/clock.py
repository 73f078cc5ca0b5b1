"""What time it is, in the only time zone this country has."""

import datetime as dt
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")
_shift = dt.timedelta(0)


def now() -> dt.datetime:
    """Return the present moment, aware. Read only at the doors: views, exchange, command line, worker."""
    return dt.datetime.now(TZ) + _shift


def begin_at(moment: dt.datetime | None) -> None:
    """Let the clock of this process go on from `moment` (None: the real time again): for a demo in the evening."""
    global _shift  # noqa: PLW0603 - one process, one clock
    _shift = dt.timedelta(0) if moment is None else local(moment) - dt.datetime.now(TZ)


def local(moment: dt.datetime) -> dt.datetime:
    """Return the same moment on the wall clock of Vietnam; a naive moment is a programmer's error."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: every moment carries its time zone")
    return moment.astimezone(TZ)
