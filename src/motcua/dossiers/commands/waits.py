"""Stop and go on: the pauses of a dossier, and its due time counted again from its facts."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, Pause, PauseKind
from motcua.dossiers.queries.due_times import calendar_of, due_time_of, reappointed_to
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.worktime.deadlines import CalendarEnds, WorkingCalendar, nth_working_day_after


def no_calendar(ends: CalendarEnds) -> Denied:
    """Return what is said when a day lies beyond the calendar."""
    said = {"last": f"{ends.last:%d/%m/%Y}"}
    return Denied(_("Lịch làm việc mới có đến %(last)s, chưa tính được hạn: báo quản trị bổ sung ngày nghỉ.") % said)


def begin_pause(
    dossier: Dossier, kind: PauseKind, *, reason: str, at: dt.datetime, basis: str = "", amount: int | None = None
) -> Pause:
    """From now on the clock stands still."""
    return Pause.objects.create(
        dossier=dossier, kind=kind, reason=reason[:400], legal_basis=basis, amount=amount, starts_at=at
    )


def in_words(moment: dt.datetime) -> str:
    """Return a moment as events keep it, to be read as it stands."""
    return f"{local(moment):%H:%M %d/%m/%Y}"


def end_pause(dossier: Dossier, *, at: dt.datetime) -> None:
    """The clock runs on, if it stood still."""
    dossier.pauses.filter(ends_at=None).update(ends_at=at)


# What `recount` sets, for the caller to save.
COUNTED = ("due_at", "reappointed_at")


def recount(dossier: Dossier) -> None:
    """Set the due time of a locked dossier, and the appointment that holds, to what follows from its rows now."""
    fresh = Dossier.objects.select_related("procedure_version", "intake_agency").get(pk=dossier.pk)
    try:
        dossier.due_at, dossier.reappointed_at = due_time_of(fresh), reappointed_to(fresh)
    except CalendarEnds as ends:
        raise no_calendar(ends) from None


def working_days_after(dossier: Dossier, day: dt.date, days: int, calendar: WorkingCalendar | None = None) -> dt.date:
    """Return the working day that comes so many working days after `day` in the dossier's calendar."""
    try:
        return nth_working_day_after(calendar or calendar_of(dossier), day, days)
    except CalendarEnds as ends:
        raise no_calendar(ends) from None
