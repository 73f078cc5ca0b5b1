"""Begin with whoever stands at the counter; whoever was called here comes with their ticket, however they are begun."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Post
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit
from motcua.events.record import note_access
from motcua.lib import practice
from motcua.people.queries import data_of, number_said
from motcua.queues import commands, queries
from motcua.queues.models import Ticket
from motcua.queues.states import TicketState


def begin_called(ticket: Ticket, data: dict[str, Any] | None = None, *, by: Post, at: dt.datetime) -> Visit:
    """Open the intake of a called ticket with the person known: by the card read now, or the one read at the kiosk."""
    if data is None and ticket.person is not None:
        subjects = [f"person:{ticket.person.pk}"]
        note_access(subjects=subjects, purpose="Gọi số tại quầy", by=by, at=at)
        data = data_of(ticket.person)
    _row, visit = commands.begin_serving(ticket, person_data=data, by=by, at=at)
    if data and not visit.person_data.get("full_name"):
        visit = visits.set_person(visit, person_data=data, by=by, at=at)
    return visit


def begin(data: dict[str, Any] | None = None, *, by: Post, at: dt.datetime) -> Visit:
    """Begin a visit; it is the called ticket's unless its number says that this is somebody else."""
    ticket = None if practice.is_on() else queries.at_counter(by, day=at.date())
    if ticket is None or ticket.state != TicketState.CALLED or _is_another(ticket, data or {}):
        return visits.start(person_data=data, by=by, at=at)
    return begin_called(ticket, data, by=by, at=at)


def _is_another(ticket: Ticket, data: dict[str, Any]) -> bool:
    if ticket.visit is not None and ticket.visit.person_data:
        here = ticket.visit.person_data
    else:
        here = data_of(ticket.person) if ticket.person else {}
    known, said = number_said(here), number_said(data)
    return bool(known and said and known != said)
