"""A ticket as it is shown and printed: number, line, how many are in front, the code for the phone. No name, ever."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from motcua import printing
from motcua.queues import queries
from motcua.queues.models import Ticket
from motcua.web import words


@dataclass(frozen=True, slots=True)
class TicketLook:
    """What stands on it; `code` lets its holder rate at the kiosk, `picture` is its address for the phone."""

    office: str
    line: str
    label: str
    ground: str
    ahead: int
    taken_at: dt.datetime
    picture: str
    code: str
    known: bool


def look(request: HttpRequest, ticket: Ticket) -> TicketLook:
    """Return a ticket as it reads now."""
    address = request.build_absolute_uri(reverse("ticket:show", args=[ticket.token]))
    return TicketLook(
        office=ticket.line.shop.name,
        line=words.named(ticket.line.name),
        label=ticket.label,
        ground=words.named(ticket.ground_word) if ticket.ground else "",
        ahead=queries.ahead_of(ticket),
        taken_at=ticket.taken_at,
        picture=printing.qr_data(address),
        code=code_of(ticket),
        known=ticket.person_id is not None,
    )


def code_of(ticket: Ticket) -> str:
    """Return the six digits on the ticket that let its holder rate at the kiosk."""
    return f"{int(hashlib.sha256(f'code:{ticket.token}'.encode()).hexdigest(), 16) % 1_000_000:06d}"
