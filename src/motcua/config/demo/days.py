"""The clock of a story of the demonstration, and who sits at which desk."""

import datetime as dt
from dataclasses import dataclass

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.lib.clock import local
from motcua.worktime.deadlines import WorkingCalendar, next_working_moment

PACE = dt.timedelta(minutes=11)


@dataclass(slots=True)
class Day:
    """Every act a few working minutes after the one before, never later than now."""

    calendar: WorkingCalendar
    at: dt.datetime
    now: dt.datetime
    pace: dt.timedelta = PACE

    def later(self) -> dt.datetime:
        """Return the moment of the next act."""
        self.at = min(next_working_moment(self.calendar, self.at + self.pace), self.now)
        return self.at


def post_of(agency: Agency, role: str, at: dt.datetime) -> Post:
    """Return the first post of this role that is held there that day."""
    held = Post.objects.current(local(at).date()).filter(agency=agency, role=role)
    return held.select_related("user", "agency__authority", "counter").order_by("pk")[0]
