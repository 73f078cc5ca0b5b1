"""What is to be done once a day, as data."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DailyJob:
    """A task (its dotted path) that is called with the ISO date of the day before, after `after` o'clock."""

    function: str
    after: dt.time

    def key(self, day: dt.date) -> str:
        """Return the name under which this day's job exists once."""
        return f"{self.function}@{day.isoformat()}"
