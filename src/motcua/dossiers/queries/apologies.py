"""Whose apology must be proposed today or on the next working day: warned of before it is too late (law.md 1.3, 11).

A database finds what is due soon; the calendar says of each when the last moment for form 04 is.
"""

import datetime as dt

from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import TruncDate

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers.models import Apology, Decision, Dossier, Reopening
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.queries.due_times import calendar_of
from motcua.dossiers.rules.apologising import apology_open_until
from motcua.dossiers.states import MOVES
from motcua.lib.clock import local
from motcua.procedures.definition import HOURS_PER_WORKING_DAY
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds, LimitKind, WorkingCalendar, closing_before, nth_working_day_after

_MOVES = tuple(move for move in MOVES if move.verb == "propose_apology")
STATES = frozenset(move.source for move in _MOVES)
ROLES = frozenset(role for move in _MOVES for role in move.roles)


def _working_day_after(calendar: WorkingCalendar, day: dt.date, number: int) -> dt.date:
    """Return that working day, or the last day there is: what is due lies inside the calendar."""
    try:
        return nth_working_day_after(calendar, day, number)
    except CalendarEnds as ends:
        return ends.last


def _is_soon(until: dt.datetime | None, calendar: WorkingCalendar, at: dt.datetime) -> bool:
    if until is None or at > until:
        return False
    return local(until).date() <= _working_day_after(calendar, local(at).date(), 1)


def apology_soon(dossier: Dossier, *, by: Post, at: dt.datetime) -> dt.datetime | None:
    """Return the last moment for an apology when it is near and this post may propose one; None otherwise."""
    if dossier.state not in STATES or by.role not in ROLES or by.agency_id != dossier.handling_agency_id:
        return None
    calendar = calendar_of(dossier)
    until = apology_open_until(dossier, calendar)
    return until if _is_soon(until, calendar, at) else None


def apologies_soon(post: Post, at: dt.datetime) -> DossierQuerySet:
    """Return the dossiers of this post's unit for which that moment is today or on the next working day.

    The last moment lies on the working day before the due day: so what is due after the working day after the next is
    not looked at. A limit no longer than a working day has no day before its last one: an apology a day ahead is
    impossible there, and a list full of the day's own work would warn of nothing.
    """
    if post.role not in ROLES:
        return Dossier.objects.none()
    last = _working_day_after(working_calendar(post.agency.calendar_code()), local(at).date(), 2)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=local(at).tzinfo)
    near = Dossier.objects.filter(handling_agency=post.agency, state__in=sorted(STATES), due_at__gte=at, due_at__lt=end)
    rows = near.filter(_LONG, ~_SAID, ~_DECIDED, reappointed_at=None)
    return Dossier.objects.filter(pk__in=_with_last_moment_soon(rows, at))


# What a database can tell of the rules' `is_short`, `pending_apology` and `latest_decision`: a desk has thousands.
_SHORT_HOURS = Q(limit_kind=LimitKind.WORKING_HOURS, limit_value__lte=HOURS_PER_WORKING_DAY)
_LONG = ~Q(limit_kind="") & ~Q(limit_kind=LimitKind.SAME_DAY) & ~_SHORT_HOURS
_SAID = Exists(Apology.objects.filter(dossier=OuterRef("pk"), declined_at=None))
_REOPENED = Exists(Reopening.objects.filter(dossier=OuterRef("dossier"), at__gt=OuterRef("drafted_at")))
_DECIDED = Exists(Decision.objects.filter(~Q(outcome=""), ~_REOPENED, dossier=OuterRef("pk")))


def _with_last_moment_soon(rows: DossierQuerySet, at: dt.datetime) -> list[int]:
    """Return whose last moment is near: asked once for each due day of each calendar."""
    unit = Case(When(elsewhere=True, then="competent_agency"), default="intake_agency")
    days = rows.annotate(unit=unit, day=TruncDate("due_at", tzinfo=local(at).tzinfo)).values_list("pk", "unit", "day")
    found: list[int] = []
    soon: dict[tuple[int, dt.date], bool] = {}
    for key, counted_at, day in days:
        if (counted_at, day) not in soon:
            calendar = working_calendar(Agency.objects.get(pk=counted_at).calendar_code())
            soon[counted_at, day] = _is_soon(closing_before(calendar, day), calendar, at)
        if soon[counted_at, day]:
            found.append(key)
    return found
