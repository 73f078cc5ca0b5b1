"""Who waits, who is served, how long it takes: for counters, screens and reports."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers.models import Visit
from motcua.lib import practice
from motcua.lib.clock import TZ, local
from motcua.queues import choosing
from motcua.queues.models import Appointment, Line, Notice, Slot, StrayNumber, Ticket, TicketBlock
from motcua.queues.states import AT_COUNTER, TicketState

_LATELY, _ENOUGH, _DAYS_BACK = 20, 3, 60
_NOTHING = dt.timedelta(0)
_DIGITS = 9


def lines_of(shop: Agency) -> QuerySet[Line]:
    """Return the open lines of a shop, by letter; an office without lines has no queue."""
    return Line.objects.filter(shop=shop, active=True).order_by("letter")


def line_for(shop: Agency, sector: str) -> Line | None:
    """Return the line of a sector of procedures at a shop."""
    return line_among(list(lines_of(shop)), sector)


def line_among(lines: Sequence[Line], sector: str) -> Line | None:
    """Return which of these lines takes a sector: the one that names it, otherwise one for everything."""
    named = (line for line in lines if sector in line.sectors)
    return next(named, next((line for line in lines if not line.sectors), None))


def served_by(post: Post) -> list[Line]:
    """Return the lines that the post's counter serves: one query; also closed ones while somebody waits in them."""
    return list(Line.objects.filter(counters=post.counter_id, shop=post.agency_id).order_by("pk"))


def turn_of(lines: Sequence[Line]) -> choosing.Turn:
    """Return what these lines remember together."""
    return choosing.Turn(
        share=min(line.priority_share for line in lines),
        calls=max(line.calls for line in lines),
        run=max(line.run for line in lines),
    )


def in_line(lines: Sequence[Line], *, day: dt.date) -> list[choosing.Waiting]:
    """Return everybody who waits in these lines that day, as `choosing` knows them: one query."""
    rows = Ticket.objects.filter(line__in=lines, day=day, state=TicketState.WAITING)
    return [
        choosing.Waiting(key=pk, place=place, first=bool(ground), rests_until=rests)
        for pk, place, ground, rests in rows.values_list("pk", "place", "ground", "rests_until")
    ]


def waiting(lines: Sequence[Line], *, day: dt.date) -> list[Ticket]:
    """Return the tickets that wait in these lines, in the order in which they will be called: two queries."""
    if not lines:
        return []
    keys = choosing.order(in_line(lines, day=day), turn_of(lines))
    rows = Ticket.objects.filter(pk__in=keys).select_related("line").in_bulk()
    return [rows[key] for key in keys if key in rows]


def now_serving(shop: Agency, *, day: dt.date) -> list[Ticket]:
    """Return who is called or served at the counters of a shop, the latest call first: one query."""
    rows = Ticket.objects.filter(line__shop=shop, day=day, state__in=sorted(AT_COUNTER))
    return list(rows.select_related("line", "counter").order_by("-called_at", "pk"))


def at_counter(post: Post, *, day: dt.date) -> Ticket | None:
    """Return who is called to this post's counter or served there."""
    if post.counter_id is None:
        return None
    rows = Ticket.objects.filter(counter_id=post.counter_id, day=day, state__in=sorted(AT_COUNTER))
    return rows.select_related("line", "person", "visit").first()


def not_seen(shop: Agency, *, day: dt.date) -> list[Ticket]:
    """Return who was called at a shop that day and did not come, the latest first: one query."""
    rows = Ticket.objects.filter(line__shop=shop, day=day, state=TicketState.NO_SHOW)
    return list(rows.select_related("line").order_by("-ended_at", "pk"))


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many wait, and since when the longest does."""

    count: int
    since: dt.datetime | None

    def longest(self, at: dt.datetime) -> int:
        """Return the longest wait in whole minutes."""
        return 0 if self.since is None else max(0, int((at - self.since).total_seconds() // 60))


def crowd(lines: Sequence[Line], *, day: dt.date) -> Crowd:
    """Count those who wait in these lines: one query."""
    rows = Ticket.objects.filter(line__in=lines, day=day, state=TicketState.WAITING)
    found = rows.aggregate(count=Count("pk"), since=Min("taken_at"))
    return Crowd(found["count"], found["since"])


def ahead_of(ticket: Ticket) -> int:
    """Return how many will be called before this ticket in its line, if nobody else comes."""
    if ticket.state != TicketState.WAITING:
        return 0
    keys = choosing.order(in_line([ticket.line], day=ticket.day), turn_of([ticket.line]))
    return keys.index(ticket.pk) if ticket.pk in keys else 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many are ahead, and about when to come."""

    ahead: int
    at: dt.datetime


def pace(line: Line, *, day: dt.date) -> dt.timedelta:
    """Return how long a line takes to move by one person: the median time, shared by the counters that call in it.

    As today once enough were served, before that as lately, and in a new line as its office expects.
    """
    before = (day - dt.timedelta(days=_DAYS_BACK), day - dt.timedelta(days=1))
    each = _served(line, day=day) or _served(line, day__range=before) or dt.timedelta(minutes=line.usual_minutes)
    return each / _calling(line, day)


def _served(line: Line, **when: Any) -> dt.timedelta | None:
    """Return the median time of those last served in a line at a time; None when they are too few to say."""
    done = Ticket.objects.filter(line=line, state=TicketState.DONE, serving_at__isnull=False, **when)
    rows = done.order_by("-day", "-ended_at").values_list("serving_at", "ended_at")[:_LATELY]
    seconds = [(ended - began).total_seconds() for began, ended in rows if began and ended]
    return dt.timedelta(seconds=median(seconds)) if len(seconds) >= _ENOUGH else None


def _calling(line: Line, day: dt.date) -> int:
    """Return how many counters call in a line that day; before the first call those that serve it, at least one."""
    called = Ticket.objects.filter(line=line, day=day, called_at__isnull=False)
    return called.values("counter").distinct().count() or line.counters.count() or 1


def when_to_come(ticket: Ticket, *, at: dt.datetime) -> Estimate:
    """Estimate when a ticket is called: those ahead, at the pace of its line."""
    ahead = ahead_of(ticket)
    return Estimate(ahead, at + pace(ticket.line, day=ticket.day) * ahead if ahead else at)


def in_front(shop: Agency, sector: str, *, visit: Visit, at: dt.datetime) -> dt.timedelta:
    """Return how long those will still take who came before a visit for the same sector, and so to the same people.

    Who came without a number came after everybody who waits. Nothing in practice.
    """
    line = None if visit.training else line_for(shop, sector)
    if line is None:
        return _NOTHING
    day = local(at).date()
    rows = Ticket.objects.filter(line=line, day=day, state__in=[TicketState.WAITING, *sorted(AT_COUNTER)])
    own = Ticket.objects.filter(visit=visit, day=day).order_by("place").first()
    before = rows.exclude(visit=visit).filter(**{"place__lt": own.place} if own else {}).count()
    return pace(line, day=day) * before if before else _NOTHING


def version(shop: Agency) -> int:
    """Return a number that grows with every act in the hall; 0 for a shop without lines. One small indexed query."""
    return Line.objects.filter(shop=shop).aggregate(version=Sum("version"))["version"] or 0


@dataclass(frozen=True, slots=True)
class LineLook:
    """A line as a hall sees it."""

    line: Line
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Hall:
    """The whole state of a hall at a moment: never a difference, so whoever lost the line is right again at once."""

    version: int
    lines: list[LineLook]
    serving: list[Ticket]
    following: list[Ticket]


def hall(shop: Agency, *, at: dt.datetime, following: int = 6) -> Hall:
    """Return the hall: its lines with who waits, who is called where, and who comes next. The same queries always."""
    day, seen = local(at).date(), version(shop)
    here = Q(tickets__day=day, tickets__state=TicketState.WAITING)
    rows = lines_of(shop).annotate(waits=Count("tickets", filter=here), since=Min("tickets__taken_at", filter=here))
    lines = [LineLook(line, Crowd(line.waits, line.since)) for line in rows]
    coming = waiting([look.line for look in lines], day=day)[:following]
    return Hall(seen, lines, now_serving(shop, day=day), coming)


def by_token(token: str) -> Ticket | None:
    """Return the ticket that a secret opens."""
    return Ticket.objects.select_related("line__shop", "counter").filter(token=token).first() if token else None


@dataclass(frozen=True, slots=True)
class Kept:
    """A number kept for a machine, of which no ticket is known; `stray` where it could not become one."""

    line: Line
    day: dt.date
    number: int
    stray: StrayNumber | None

    @property
    def state(self) -> str:
        """Return where it stands for whoever holds its paper: to be waited for, or to be shown to somebody."""
        return "STRAY" if self.stray else "NOT_YET"


def opened_by(token: str) -> Ticket | Kept | None:
    """Return what a secret opens: a ticket, the one given in a stray number's place, or a number of no ticket yet."""
    ticket = by_token(token)
    kept = _kept_by(token) if ticket is None else None
    other = kept.stray.ticket if kept and kept.stray else None
    return ticket or (by_token(other.token) if other else kept)


def _kept_by(token: str) -> Kept | None:
    """Return the kept number whose paper bears a token; nobody can guess one."""
    block, _dot, rest = token.partition(".")
    number = rest.partition(".")[0]
    if not all(part.isascii() and part.isdigit() and len(part) <= _DIGITS for part in (block, number)):
        return None
    row = TicketBlock.objects.select_related("line__shop").filter(pk=int(block)).first()
    if row is None or not secrets.compare_digest(row.token_of(int(number)).encode(), token.encode()):
        return None
    strays = StrayNumber.objects.filter(block=row, number=int(number)).select_related("ticket")
    return Kept(row.line, row.day, int(number), strays.order_by("-came_at", "-pk").first())


def strays(shop: Agency) -> QuerySet[StrayNumber]:
    """Return the numbers of a shop's kiosks that wait for a person, the longest first; none to practise on."""
    rows = StrayNumber.objects.filter(settled_at=None, block__line__shop=shop).select_related("block__line")
    return rows.none() if practice.is_on() else rows


def strays_of_authority(post: Post) -> QuerySet[StrayNumber]:
    """Return what waits so at all shops of the post's authority; none to practise on."""
    shops = Agency.objects.filter(authority=post.agency.authority_id)
    rows = StrayNumber.objects.filter(settled_at=None, block__line__shop__in=shops)
    return rows.none() if practice.is_on() else rows.select_related("block__line__shop")


def of_day(shop: Agency, day: dt.date) -> QuerySet[Ticket]:
    """Return the tickets of a day with their visits, for reports: from ticket to result."""
    rows = Ticket.objects.filter(issued_by__shop=shop, day=day)
    return rows.select_related("line", "issued_by", "counter", "visit").order_by("taken_at", "pk")


def on_day(rows: QuerySet[Slot], day: dt.date) -> QuerySet[Slot]:
    """Return those of the slots that begin on a day."""
    opens = dt.datetime.combine(day, dt.time(), tzinfo=TZ)
    return rows.filter(starts_at__gte=opens, starts_at__lt=opens + dt.timedelta(days=1))


def free_slots(line: Line, *, day: dt.date, at: dt.datetime) -> list[tuple[Slot, int]]:
    """Return the slots of a day that are not over, each with the places left: one query."""
    rows = on_day(Slot.objects.filter(line=line, capacity__gt=0), day)
    booked = Count("appointments", filter=Q(appointments__cancelled_at=None))
    return [(slot, slot.capacity - slot.booked) for slot in rows.filter(ends_at__gt=at).annotate(booked=booked)]


def slot_days(line: Line, *, at: dt.datetime) -> dict[dt.date, list[tuple[Slot, int]]]:
    """Return the days to come on which one may come by appointment: each slot with the places left; one query."""
    rows = Slot.objects.filter(line=line, capacity__gt=0, ends_at__gt=at)
    booked = Count("appointments", filter=Q(appointments__cancelled_at=None))
    found: dict[dt.date, list[tuple[Slot, int]]] = {}
    for slot in rows.annotate(booked=booked).order_by("starts_at"):
        found.setdefault(local(slot.starts_at).date(), []).append((slot, slot.capacity - slot.booked))
    return found


def takes_appointments(shop: Agency, *, at: dt.datetime) -> bool:
    """Tell whether one may come to a shop by appointment at all: one small query."""
    return Slot.objects.filter(line__shop=shop, line__active=True, capacity__gt=0, ends_at__gt=at).exists()


def appointments_on(shop: Agency, day: dt.date) -> list[Appointment]:
    """Return the appointments of a day at a shop, by hour: one query."""
    rows = Appointment.objects.filter(slot__in=on_day(Slot.objects.filter(line__shop=shop), day))
    return list(rows.select_related("slot__line__shop", "ticket").order_by("slot__starts_at", "pk"))


def appointment_said(shop: Agency, text: str, *, day: dt.date) -> Appointment | None:
    """Return the appointment of a day whose code was typed, or whose page's address was scanned."""
    token = text.strip().rstrip("/").rpartition("/")[2]
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    rows = appointments_on(shop, day)
    return next((row for row in rows if row.token == token or (row.code and row.code == digits)), None)


def appointment(token: str) -> Appointment | None:
    """Return the appointment that a secret opens."""
    return Appointment.objects.select_related("slot__line__shop", "ticket").filter(token=token).first()


def notices(shop: Agency, *, day: dt.date) -> list[Notice]:
    """Return what the hall is told on a day, the oldest first: one query."""
    return list(Notice.objects.filter(shop=shop, starts_on__lte=day, ends_on__gte=day))


def call_of(shop: Agency, ticket: int, *, day: dt.date) -> Ticket | None:
    """Return a ticket that is called at a counter of this shop now."""
    rows = Ticket.objects.filter(pk=ticket, line__shop=shop, day=day, state=TicketState.CALLED)
    return rows.select_related("counter").first()
