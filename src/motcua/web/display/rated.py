"""What is rated from a ticket: the visit it led to, once, wherever the person touches a face."""

import hashlib

from django.http import HttpRequest

from motcua.agencies.models import Agency
from motcua.lib.clock import local, now
from motcua.queues.models import Ticket
from motcua.queues.queries import of_day
from motcua.queues.states import TicketState
from motcua.surveys import commands, rules
from motcua.surveys.models import Place, Rating, Reason

FACES = (1, 2, 3, 4, 5)


def code_of(ticket: Ticket) -> str:
    """Return the six digits on the ticket that let its holder rate at the kiosk."""
    return f"{int(hashlib.sha256(f'code:{ticket.token}'.encode()).hexdigest(), 16) % 1_000_000:06d}"


def by_code(shop: Agency, text: str) -> Ticket | None:
    """Return today's ticket of these digits, or of the secret in its picture."""
    token = text.strip().rstrip("/").rpartition("/")[2]
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    rows = of_day(shop, local(now()).date())
    return next((row for row in rows if row.token == token or code_of(row) == digits), None)


def token_of(ticket: Ticket) -> str:
    """Return what stands for the visit of a ticket."""
    return commands.token_of(f"visit:{ticket.visit_id}" if ticket.visit_id else f"ticket:{ticket.token}")


def is_served(ticket: Ticket) -> bool:
    """Tell whether the person was served: the ticket is done, or the visit has ended."""
    return ticket.state == TicketState.DONE or (ticket.visit is not None and ticket.visit.ended_at is not None)


def rate(request: HttpRequest, ticket: Ticket, place: Place) -> Rating:
    """Keep what was touched; Denied in a sentence."""
    said = request.POST.get("score", "")
    return commands.rate(
        token_of(ticket),
        shop=ticket.line.shop,
        score=int(said) if said.isascii() and said.isdigit() and len(said) == 1 else 0,
        reasons=request.POST.getlist("reasons"),
        place=place,
        served=is_served(ticket),
        staff=request.user.is_authenticated,
        at=now(),
    )


def asked(request: HttpRequest, ticket: Ticket) -> dict[str, object]:
    """Return what a page with the faces needs."""
    answer = rules.can_rate(token_of(ticket), served=is_served(ticket), staff=request.user.is_authenticated)
    return {"may_rate": answer, "faces": FACES, "reasons": Reason.choices}
