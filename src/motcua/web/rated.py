"""What is rated: one visit, once, wherever the person touches a face: at the kiosk, on the phone, on the screen.

Whoever came has one token: the visit at the counter; without one the ticket; where a result alone was collected, that
delivery, unless it was handed over in a visit or to a ticket that has its own.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.signing import Signer
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from motcua import printing
from motcua.agencies.models import Agency, Counter
from motcua.dossiers.models import Delivery, ReturnWay, Visit
from motcua.lib.clock import local, now
from motcua.queues.models import Ticket
from motcua.queues.queries import of_day
from motcua.queues.states import TicketState
from motcua.surveys import commands, queries, rules
from motcua.surveys.models import Place, Rating, Reason
from motcua.web.tickets import code_of

FACES = (1, 2, 3, 4, 5)
ON_SCREEN = dt.timedelta(minutes=2)
_SEAL = 22  # letters of six bits


@dataclass(frozen=True, slots=True)
class Served:
    """One visit to be rated: at which shop, what stands for it, whether it is over; `ref` opens it on a phone."""

    shop: Agency
    token: str
    over: bool
    ref: str = ""

    @property
    def is_rated(self) -> bool:
        """Tell whether a face was touched."""
        return queries.is_rated(self.token)

    @property
    def waits(self) -> bool:
        """Tell whether it is over and nobody has touched a face yet."""
        return self.over and not self.is_rated


def by_code(shop: Agency, text: str) -> Ticket | None:
    """Return the ticket of today with these digits (of two alike the one still to be rated), or with this secret."""
    token = text.strip().rstrip("/").rpartition("/")[2]
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    rows = of_day(shop, local(now()).date())
    found = [row for row in rows if row.token == token or code_of(row.token) == digits]
    return next((row for row in found if len(found) > 1 and of_ticket(row).waits), next(iter(found), None))


def of_ticket(ticket: Ticket) -> Served:
    """Return the visit of a ticket: over when the ticket is done, or the visit has ended."""
    over = ticket.state == TicketState.DONE or (ticket.visit is not None and ticket.visit.ended_at is not None)
    what = f"visit:{ticket.visit_id}" if ticket.visit_id else f"ticket:{ticket.token}"
    return Served(ticket.line.shop, commands.token_of(what), over)


def of_visit(visit: Visit) -> Served:
    """Return a visit at the counter."""
    token = commands.token_of(f"visit:{visit.pk}")
    return Served(visit.centre, token, visit.ended_at is not None, _sealed(f"v{visit.pk.hex}"))


def of_delivery(delivery: Delivery) -> Served:
    """Return the visit in which a result was handed over."""
    visit, ref = delivery.dossier.visit, _sealed(f"d{delivery.pk}")
    ticket = _ticket_at(delivery)
    if ticket is not None:
        token = of_ticket(ticket).token
    elif visit is not None and visit.ended_at and local(visit.ended_at).date() == local(delivery.at).date():
        token = of_visit(visit).token
    else:
        token = commands.token_of(f"delivery:{delivery.pk}")
    return Served(delivery.by.agency, token, over=True, ref=ref)


def _ticket_at(delivery: Delivery) -> Ticket | None:
    """Return the ticket that was served at the counter when the result was handed over."""
    if delivery.by.counter_id is None:
        return None
    open_then = Q(ended_at=None) | Q(ended_at__gte=delivery.at)
    rows = Ticket.objects.filter(open_then, counter=delivery.by.counter_id, serving_at__lte=delivery.at)
    return rows.select_related("line__shop", "visit").order_by("-serving_at").first()


def just_served(counter: Counter, *, at: dt.datetime) -> Served | None:
    """Return who was served at a counter a moment ago: taken in, or given a result."""
    since = at - ON_SCREEN
    visits = Visit.objects.filter(centre=counter.centre_id, counter=counter, ended_at__gt=since, ended_at__lte=at)
    visit = visits.exclude(dossiers=None).select_related("centre").order_by("-ended_at").first()
    given = Delivery.objects.filter(way=ReturnWay.DIRECT, by__counter=counter, at__gt=since, at__lte=at).order_by("-at")
    delivery = given.select_related("dossier__visit__centre", "by__agency").first()
    if delivery is not None and (visit is None or visit.ended_at is None or delivery.at >= visit.ended_at):
        return of_delivery(delivery)
    return of_visit(visit) if visit else None


def by_ref(ref: str) -> Served | None:
    """Return what the address in a picture opens; nobody can guess one."""
    said = ref.partition("~")[0]
    if not constant_time_compare(ref, _sealed(said)):
        return None
    kind, key = said[:1], said[1:]
    if kind == "v":
        visit = Visit.objects.select_related("centre").filter(pk=key).first()
        return of_visit(visit) if visit else None
    delivery = Delivery.objects.select_related("dossier__visit__centre", "by__agency").filter(pk=key).first()
    return of_delivery(delivery) if delivery else None


def _sealed(said: str) -> str:
    """Return it with a seal of 128 bits: more would only make the picture too fine for a telephone."""
    return f"{said}~{Signer(salt='motcua.rating').signature(said)[:_SEAL]}"


def picture(request: HttpRequest, ref: str) -> str:
    """Return the picture that leads a phone to the faces: half a kilobyte, drawn at any size without a style."""
    address = request.build_absolute_uri(reverse("ticket:rate_visit", args=[ref]))
    return printing.qr_data(address, scale=4)


def rate(request: HttpRequest, served: Served, place: Place) -> Rating:
    """Keep what was touched; Denied in a sentence."""
    said = request.POST.get("score", "")
    return commands.rate(
        served.token,
        shop=served.shop,
        score=int(said) if said.isascii() and said.isdigit() and len(said) == 1 else 0,
        reasons=request.POST.getlist("reasons"),
        place=place,
        served=served.over,
        staff=request.user.is_authenticated,
        at=now(),
    )


def asked(request: HttpRequest, served: Served) -> dict[str, object]:
    """Return what a page with the faces needs."""
    answer = rules.can_rate(served.token, served=served.over, staff=request.user.is_authenticated)
    return {"may_rate": answer, "faces": FACES, "reasons": Reason.choices}
