"""Numbers for a machine without a network: kept for it beforehand, and what it gave out when the line is back.

Nobody is given a number twice: a machine that lost what it held (a power cut, its storage emptied) is given others.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.agencies.commands import next_numbers
from motcua.agencies.models import Agency
from motcua.events.record import record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues.commands.hall import locked_lines, told
from motcua.queues.commands.taking import KEPT, KEPT_FROM, kept, label_of
from motcua.queues.models import Line, Origin, StrayNumber, Ticket, TicketBlock
from motcua.queues.queries import lines_of

_MOST_IN_BLOCK = 200
AT_ONCE, ENOUGH, MOST_BLOCKS = 40, 20, 8


@transaction.atomic
def reserve_block(line: Line, *, count: int, device: str, at: dt.datetime) -> TicketBlock:
    """Keep numbers of today for a device; nobody else is ever given them."""
    if not 1 <= count <= _MOST_IN_BLOCK:
        raise Denied(_("Giữ trước từ 1 đến %(most)d số.") % {"most": _MOST_IN_BLOCK})
    row = locked_lines(line.shop_id)[line.pk]
    day = local(at).date()
    numbers = next_numbers(scope=f"queue-kept:{row.pk}", period=day.isoformat(), count=count)
    if numbers[-1] > KEPT:
        raise Denied(_("Hôm nay đã hết số giữ cho lúc mất mạng."))
    first = KEPT_FROM + numbers[0] - 1
    return TicketBlock.objects.create(
        line=row, day=day, first=first, last=first + count - 1, device=device, reserved_at=at
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A block on a device, and the next number that it gives from there."""

    block: TicketBlock
    following: int

    @property
    def left(self) -> int:
        """How many it has still to give."""
        return max(0, self.block.last - self.following + 1)


@transaction.atomic
def keep_numbers(shop: Agency, *, device: str, held: Mapping[int, int], at: dt.datetime) -> list[Held]:
    """Return the blocks of today from which a device may give, in every open line enough for a while.

    `held` is what the device has, each block with the next number: a block of another day, or one that it does not
    have any more, is used by nobody; a number that was sent already is not given again.
    """
    locked_lines(shop.pk)
    day = local(at).date()
    found = []
    for line in lines_of(shop):
        blocks = list(TicketBlock.objects.filter(line=line, day=day, device=device).order_by("pk"))
        here = [Held(block, _following(block, held[block.pk])) for block in blocks if block.pk in held]
        if sum(each.left for each in here) < ENOUGH and len(blocks) < MOST_BLOCKS:
            try:
                block = reserve_block(line, count=AT_ONCE, device=device, at=at)
            except Denied:  # the kept numbers of the day have run out: the machine goes on with what it has
                pass
            else:
                here.append(Held(block, block.first))
        found += [each for each in here if each.left]
    return found


def _following(block: TicketBlock, said: int) -> int:
    sent = Ticket.objects.filter(
        issued_by=block.line_id, day=block.day, number__gte=block.first, number__lte=block.last
    ).aggregate(last=Max("number"))["last"]
    return max(block.first, said, (sent or 0) + 1)


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
        ticket = kept(each.key)
        with override("vi"):  # it is kept
            problem = "" if ticket is not None else _problem(block, each, at=at)
        if problem:
            found.conflicts.append((each, problem))
            _keep_stray(block, each, problem, at=at)
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
                token=block.token_of(each.number),
                key=each.key,
            )
            told(ticket, "reconciled", by=None, at=at, line=line.letter, device=block.device, ground=each.ground)
        found.tickets.append(ticket)
    return found


def _keep_stray(block: TicketBlock, each: TakenOffline, problem: str, *, at: dt.datetime) -> None:
    """Keep for a person what could not become a ticket, once by its key: the machine forgets it."""
    if each.key and StrayNumber.objects.filter(key=each.key).exists():
        return
    label = label_of(block.line, each.number)
    stray = StrayNumber.objects.create(
        block=block,
        key=each.key or None,
        number=each.number,
        label=label,
        ground=each.ground,
        taken_at=each.taken_at,
        came_at=at,
        problem=problem,
    )
    taken_at = each.taken_at.isoformat()
    record(
        stream=stray.stream, name="ticket.not_reconciled", by=None, at=at, label=label, taken_at=taken_at,
        problem=problem,
    )  # fmt: skip


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
