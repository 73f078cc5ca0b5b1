"""Take a ticket: at the kiosk, by phone, by an officer for somebody who cannot; and what a kiosk gave out offline."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.agencies.commands import next_number
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from motcua.queues import rules
from motcua.queues.commands.hall import locked_lines, told
from motcua.queues.models import Line, Origin, Ticket, TicketBlock

_MOST_IN_BLOCK = 200


def label_of(line: Line, number: int) -> str:
    """Return a number as it is printed and called: A012."""
    return f"{line.letter}{number:03d}"


def _number(line: Line, day: dt.date) -> int:
    return next_number(scope=f"queue:{line.pk}", period=day.isoformat())


def _kept(key: str) -> Ticket | None:
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
    kept = _kept(key)
    if kept is not None:
        return kept
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


@transaction.atomic
def reserve_block(line: Line, *, count: int, device: str, at: dt.datetime) -> TicketBlock:
    """Keep numbers of today for a device; nobody else is ever given them."""
    if not 1 <= count <= _MOST_IN_BLOCK:
        raise Denied(_("Giữ trước từ 1 đến %(most)d số.") % {"most": _MOST_IN_BLOCK})
    row = locked_lines(line.shop_id)[line.pk]
    day = local(at).date()
    numbers = [_number(row, day) for _each in range(count)]
    return TicketBlock.objects.create(
        line=row, day=day, first=numbers[0], last=numbers[-1], device=device, reserved_at=at
    )


@dataclass(frozen=True, slots=True)
class TakenOffline:
    """What a kiosk gave out by itself."""

    key: str
    number: int
    taken_at: dt.datetime
    ground: str = ""


@dataclass(slots=True)
class Reconciled:
    """The tickets as they stand now, and what a person must look at: nothing is dropped."""

    tickets: list[Ticket] = field(default_factory=list)
    conflicts: list[tuple[TakenOffline, str]] = field(default_factory=list)


@transaction.atomic
def reconcile(block: TicketBlock, taken: Sequence[TakenOffline], *, at: dt.datetime) -> Reconciled:
    """Give tickets taken offline their place by the moment they were taken; sent again, nothing happens twice."""
    line = locked_lines(block.line.shop_id)[block.line_id]
    found = Reconciled()
    for each in taken:
        ticket = _kept(each.key)
        problem = "" if ticket is not None else _problem(block, each, at=at)
        if problem:
            found.conflicts.append((each, problem))
            continue
        if ticket is None:
            ticket = Ticket.objects.create(
                line=line,
                issued_by=line,
                day=block.day,
                number=each.number,
                label=label_of(line, each.number),
                origin=Origin.OFFLINE,
                ground=each.ground,
                place=each.taken_at,
                taken_at=each.taken_at,
                key=each.key,
            )
            told(ticket, "reconciled", by=None, at=at, line=line.letter, device=block.device, ground=each.ground)
        found.tickets.append(ticket)
    return found


def _problem(block: TicketBlock, each: TakenOffline, *, at: dt.datetime) -> str:
    if not each.key:
        return _("Số không có khóa của máy.")
    if not block.first <= each.number <= block.last:
        return _("Số ngoài dãy đã giữ cho máy này.")
    if local(each.taken_at).date() != block.day or each.taken_at > at:
        return _("Giờ lấy số không thuộc ngày của dãy số, hoặc ở tương lai: xem lại đồng hồ của máy.")
    if Ticket.objects.filter(issued_by=block.line, day=block.day, number=each.number).exists():
        return _("Số này đã phát cho người khác.")
    return ""
