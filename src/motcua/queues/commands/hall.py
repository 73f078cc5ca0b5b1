"""The lock that every act in a hall takes first, and what every act leaves behind."""

import datetime as dt
from typing import Any

from django.db.models import F

from motcua.accounts.models import Post
from motcua.events.record import record
from motcua.queues.models import Line, Ticket


def locked_lines(shop_id: int) -> dict[int, Line]:
    """Lock the hall: its lines, in one order. Whoever acts on a ticket does this first, so two never act at once."""
    return {line.pk: line for line in Line.objects.select_for_update().filter(shop_id=shop_id).order_by("pk")}


def locked(ticket: Ticket) -> Ticket:
    """Return the ticket as it stands now, its hall locked."""
    locked_lines(ticket.line.shop_id)
    return Ticket.objects.select_related("line", "counter", "visit", "person").get(pk=ticket.pk)


def told(ticket: Ticket, name: str, *, by: Post | None, at: dt.datetime, **details: Any) -> Ticket:
    """Save the ticket, record what happened, let every screen know; the caller holds the hall."""
    ticket.save()
    record(stream=ticket.stream, name=f"ticket.{name}", by=by, at=at, label=ticket.label, **details)
    Line.objects.filter(pk=ticket.line_id).update(version=F("version") + 1)
    return ticket
