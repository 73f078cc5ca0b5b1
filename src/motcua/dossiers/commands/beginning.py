"""The clock of what was taken in elsewhere: it begins when the competent agency receives the dossier, not before."""

import datetime as dt

from django.utils import translation

from motcua.accounts.models import Post
from motcua.dossiers import clock
from motcua.dossiers.commands.waits import in_words, no_calendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.due_times import calendar_of
from motcua.events.record import record
from motcua.worktime.deadlines import CalendarEnds

BEGINNING = ["competent_received_at", "counted_from", "due_at", "promised_at"]


def begin_clock(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Count from now on a locked dossier that waited for its competent agency, with its event; the caller saves it.

    Nothing happens when its clock runs already, or when whoever confirms is not of the competent agency
    (NĐ 309/2026/NĐ-CP art. 17.3).
    """
    if not dossier.clock_waits or by.agency.authority_id != dossier.authority_id:
        return
    definition, calendar = dossier.procedure_version.definition, calendar_of(dossier)
    try:
        with translation.override("vi"):
            said = clock.promise(definition=definition, case=dossier.case, received_at=at, calendar=calendar)
    except CalendarEnds as ends:
        raise no_calendar(ends) from None
    dossier.competent_received_at, dossier.counted_from = at, said.counted_from
    dossier.due_at = dossier.promised_at = said.due_at
    since = in_words(said.counted_from or at)
    record(stream=dossier.stream, name="dossier.clock_began", by=by, at=at, since=since, due_at=said.due_at)
