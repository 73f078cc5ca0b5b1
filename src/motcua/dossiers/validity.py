"""How long a paper holds: pure arithmetic on days (Bộ luật Dân sự 2015 art. 147.2, 148.3)."""

import calendar
import datetime as dt


def last_day(issued_on: dt.date, months: int) -> dt.date:
    """Return the last day: the same day of the last month, or that month's end where it has no such day."""
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    month += 1
    return dt.date(year, month, min(issued_on.day, calendar.monthrange(year, month)[1]))


def valid_to(issued_on: dt.date, *, months: int | None, typed: dt.date | None = None) -> dt.date | None:
    """Return the last day of what was issued then at the latest: the earlier of what is written and what the law gives.

    A scanned paper was issued on the day of the scan or before: with the scan's day this is its latest possible end.
    """
    return min(filter(None, (typed, last_day(issued_on, months) if months else None)), default=None)
