"""By when is it due: told to a tablet beforehand for the days of its numbers, and asked again when the intake comes."""

import datetime as dt
from collections.abc import Callable
from functools import cache

from django.conf import settings

from motcua.accounts.models import Post
from motcua.dossiers import intakes
from motcua.dossiers.intakes import Intake
from motcua.lib.clock import TZ, local
from motcua.outreach.models import OfflineIntake
from motcua.people.models import Person
from motcua.procedures.models import ProcedureVersion
from motcua.worktime.ahead import Step, ahead
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds, Limit

_DAY = dt.timedelta(days=1)
type Steps = list[Step] | None
type Ahead = Callable[[ProcedureVersion, str], Steps]


def last_day(at: dt.datetime) -> dt.date:
    """Return the last day of what a tablet is given now: numbers, and due times."""
    return local(at).date() + _DAY * (settings.MOTCUA_OUTREACH_DAYS - 1)


def due_times(*, by: Post, at: dt.datetime) -> Ahead:
    """Return what answers with the due times of a procedure's case from today on, for what this post takes in.

    None: no limit of the law holds. Empty: it cannot be known. The same limit is counted once.
    """
    first = dt.datetime.combine(local(at).date(), dt.time(), tzinfo=TZ)
    calendar = working_calendar(by.agency.calendar_code())
    days = [first + _DAY * place for place in range((last_day(at) - first.date()).days + 1)]

    @cache
    def lent(version: ProcedureVersion) -> list[Limit | None]:
        intake = Intake(version=version, submitter=Person())
        return [intakes.lent_limit(intake, by=by, on=day.date()) for day in days]

    @cache
    def counted(limit: Limit, day: dt.datetime) -> list[Step]:
        return ahead(calendar, limit, first=day, last=day + _DAY)

    def of(version: ProcedureVersion, case: str) -> Steps:
        limits = [own or version.definition.limit_for(case) for own in lent(version)]
        if None in limits:
            return None
        each = [counted(limit, day) for limit, day in zip(limits, days, strict=True) if limit is not None]
        return [step for steps in each for step in steps] if all(each) else []

    return of


def due_of(row: OfflineIntake, version: ProcedureVersion) -> dt.datetime | None:
    """Return by when an intake is due as the office counts it today; None without a limit, or beyond the calendar."""
    intake = Intake(version=version, submitter=Person(), case=row.payload.get("case", ""))
    try:
        return intakes.promised(intake, by=row.post, at=row.taken_at).due_at
    except (CalendarEnds, KeyError):
        return None
