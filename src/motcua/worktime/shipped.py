"""The calendars that come with the project, read from data/calendars.yaml; no database."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from motcua.worktime.deadlines import DayOff, Span, WorkingCalendar

DATA = Path(__file__).parent / "data" / "calendars.yaml"
DEFAULT_HOURS = "VN-HN"


@cache
def shipped() -> dict[str, Any]:
    """Return the file's content."""
    content: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return content


def parse_spans(texts: list[str]) -> list[Span]:
    """Read spans such as 08:00-12:00; ValueError names the one that cannot be read."""
    spans: list[Span] = []
    for text in texts:
        opens, _, closes = text.strip().partition("-")
        try:
            span = (dt.time.fromisoformat(opens.strip()), dt.time.fromisoformat(closes.strip()))
        except ValueError:
            raise ValueError(text) from None
        if span[0] >= span[1] or (spans and spans[-1][1] > span[0]):
            raise ValueError(text)
        spans.append(span)
    return spans


def shipped_exceptions() -> dict[dt.date, DayOff]:
    """Return the national exceptions by day."""
    return {
        day["date"]: DayOff(name=day["name"], working=day["kind"] == "WORKING", source=day["source"])
        for day in shipped()["days"]
    }


def shipped_hours(code: str = DEFAULT_HOURS) -> dict[int, list[Span]]:
    """Return the weekly hours of a shipped calendar."""
    hours = next(calendar["hours"] for calendar in shipped()["calendars"] if calendar["code"] == code)
    return {weekday: parse_spans(hours["spans"]) for weekday in hours["weekdays"]}


def shipped_calendar(hours: dict[int, list[Span]] | None = None) -> WorkingCalendar:
    """Return a working calendar of the shipped national days and the given weekly hours."""
    national = shipped()["calendars"][0]
    return WorkingCalendar.of_week(national["from"], national["to"], hours or shipped_hours(), shipped_exceptions())
