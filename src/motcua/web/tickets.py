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
    return TicketLook(
        office=ticket.line.shop.name,
        line=words.line(ticket.line),
        label=ticket.label,
        ground=words.named(ticket.ground_word) if ticket.ground else "",
        ahead=queries.ahead_of(ticket),
        taken_at=ticket.taken_at,
        picture=picture_of(request, ticket.token),
        code=code_of(ticket.token),
        known=ticket.person_id is not None,
    )


def picture_of(request: HttpRequest, token: str, *, many: bool = False) -> str:
    """Return the picture that leads a phone to the page of a ticket."""
    return printing.qr_data(request.build_absolute_uri(reverse("ticket:show", args=[token])), many=many)


def code_of(token: str) -> str:
    """Return the six digits on a ticket that let its holder rate at the kiosk."""
    return f"{int(hashlib.sha256(f'code:{token}'.encode()).hexdigest(), 16) % 1_000_000:06d}"
