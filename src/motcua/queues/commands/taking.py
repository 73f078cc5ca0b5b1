"""Take a ticket: at the kiosk, by phone, by an officer for somebody who cannot."""

import datetime as dt

from django.db import transaction

from motcua.accounts.models import Post
from motcua.agencies.commands import next_number
from motcua.lib.clock import local
from motcua.people.models import Person
from motcua.queues import rules
from motcua.queues.commands.hall import locked_lines, told
from motcua.queues.models import Line, Origin, Ticket

# From here on numbers of a day are kept for machines without a network: those given with one run on from 1.
KEPT_FROM, KEPT = 501, 500


def label_of(line: Line, number: int) -> str:
    """Return a number as it is printed and called: A012."""
    return f"{line.letter}{number:03d}"


def _number(line: Line, day: dt.date) -> int:
    number = next_number(scope=f"queue:{line.pk}", period=day.isoformat())
    return number if number < KEPT_FROM else number + KEPT


def kept(key: str) -> Ticket | None:
    """Return the ticket that was taken with this key."""
    return Ticket.objects.select_related("line").filter(key=key).first() if key else None


@transaction.atomic
def take(
    line: Line,
    *,
    origin: Origin,
    ground: str = "",
    person: Person | None = None,
    key: str = "",
    by: Post | None = None,
    at: dt.datetime,
) -> Ticket:
    """Give out the next number of a line; the same key gets the same ticket again. `by` is None where nobody helps."""
    row = locked_lines(line.shop_id)[line.pk]
    before = kept(key)
    if before is not None:
        return before
    rules.check_can_take(row, ground=ground, by=by, at=at)
    day = local(at).date()
    number = _number(row, day)
    ticket = Ticket.objects.create(
        line=row,
        issued_by=row,
        day=day,
        number=number,
        label=label_of(row, number),
        origin=origin,
        ground=ground,
        person=person,
        place=at,
        taken_at=at,
        key=key or None,
    )
    return told(ticket, "taken", by=by, at=at, line=row.letter, origin=origin, ground=ground)
