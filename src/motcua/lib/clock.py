"""What time it is, in the only time zone this country has."""

import datetime as dt
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """Return the present moment, aware. Read only at the doors: views, API, exchange, command line."""
    return dt.datetime.now(TZ)


def local(moment: dt.datetime) -> dt.datetime:
    """Return the same moment on the wall clock of Vietnam; a naive moment is a programmer's error."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}: every moment carries its time zone")
    return moment.astimezone(TZ)
