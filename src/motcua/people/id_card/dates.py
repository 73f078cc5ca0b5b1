"""Dates as cards write them: ddmmyyyy, with 00 for a day or month that nobody knows."""

import datetime as dt
import re

_WRITTEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_EARLIEST = 1850


def read(text: str) -> str | None:
    """Return an ISO date of the precision given ("1950", "1950-03", "1950-03-02"), or None if it is no date.

    Accepts ddmmyyyy, a lost leading zero (dmmyyyy), the year alone, dd/mm/yyyy and ISO. A day without its month is
    read as the year alone.
    """
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif text.isascii() and text.isdigit() and len(text) == 4:
        day, month, year = 0, 0, int(text)
    elif match := _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text.zfill(8) if len(text) == 7 else text):
        day, month, year = map(int, match.groups())
    else:
        return None
    return _iso(year, month, day)


def _iso(year: int, month: int, day: int) -> str | None:
    if year < _EARLIEST or month > 12:
        return None
    if month == 0:
        return f"{year:04d}"
    if day == 0:
        return f"{year:04d}-{month:02d}"
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
