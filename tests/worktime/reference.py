"""The rules of deadlines once more, minute by minute and day by day: slow, simple, and written without the engine."""

import datetime as dt

from motcua.lib.clock import TZ
from motcua.worktime.deadlines import Limit, LimitKind
from motcua.worktime.shipped import shipped_exceptions

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
HOURS = ((dt.time(8), dt.time(12)), (dt.time(13), dt.time(17)))
HALF_SATURDAY = (*HOURS[:1],)
EXCEPTIONS = shipped_exceptions()


class Office:
    """An office by its weekly hours and the national days."""

    def __init__(self, saturday: bool = False) -> None:
        self.saturday = saturday

    def hours_on(self, day: dt.date) -> tuple[tuple[dt.time, dt.time], ...]:
        exception = EXCEPTIONS.get(day)
        if exception is not None and not exception.working:
            return ()
        if day.weekday() < 5:
            return HOURS
        usual = HALF_SATURDAY if self.saturday and day.weekday() == 5 else ()
        return usual or (HOURS if exception is not None else ())

    def works(self, moment: dt.datetime) -> bool:
        return any(opens <= moment.time() < closes for opens, closes in self.hours_on(moment.date()))

    def forward(self, moment: dt.datetime) -> dt.datetime:
        while not self.works(moment):
            moment += MINUTE
        return moment

    def next_day(self, day: dt.date) -> dt.date:
        day += DAY
        while not self.hours_on(day):
            day += DAY
        return day

    def close_of(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, self.hours_on(day)[-1][1], TZ)

    def due(self, received: dt.datetime, limit: Limit) -> dt.datetime:
        counted = self.forward(received)
        match limit.kind:
            case LimitKind.WORKING_HOURS:
                left, moment = limit.value * 60, counted
                while left:
                    left -= self.works(moment)
                    moment += MINUTE
                return moment
            case LimitKind.WORKING_DAYS:
                day = counted.date()
                for _each in range(limit.value):
                    day = self.next_day(day)
                return self.forward(dt.datetime.combine(day, counted.time(), TZ))
            case LimitKind.CALENDAR_DAYS:
                day = counted.date() + limit.value * DAY
                if not self.hours_on(day):
                    day = self.next_day(day)
                return self.forward(dt.datetime.combine(day, counted.time(), TZ))
            case LimitKind.SAME_DAY:
                early = counted.time() < dt.time(15)
                return self.close_of(counted.date() if early else self.next_day(counted.date()))

    def minutes_between(self, start: dt.datetime, end: dt.datetime) -> int:
        worked, moment = 0, start
        while moment < end:
            worked += self.works(moment)
            moment += MINUTE
        return worked
