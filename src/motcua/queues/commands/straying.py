"""A number of a kiosk that could not take its place: a person lets its holder in, or lays it aside; once."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.events.record import in_record, record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues import rules
from motcua.queues.commands.hall import locked_lines, told
from motcua.queues.commands.taking import take
from motcua.queues.models import Origin, StrayNumber, Ticket

_GIVEN = gettext_lazy("Đã cấp số %(label)s.")


def _open(stray: StrayNumber, *, by: Post, at: dt.datetime) -> StrayNumber:
    locked_lines(stray.block.line.shop_id)
    row = StrayNumber.objects.select_related("block__line__shop").get(pk=stray.pk)
    rules.check_can_settle(row, by=by, at=at)
    return row


def _settled(row: StrayNumber, words: str, *, by: Post, at: dt.datetime) -> None:
    row.settled_at, row.settled_by, row.settlement = at, by, words
    row.save()
    record(stream=row.stream, name="ticket.stray_settled", by=by, at=at, label=row.label, words=words)


@transaction.atomic
def let_in(stray: StrayNumber, *, by: Post, at: dt.datetime) -> Ticket:
    """Give whoever holds it a number of today; one taken today has its place by the moment it was taken."""
    row = _open(stray, by=by, at=at)
    ticket = take(row.block.line, origin=Origin.OFFICER, ground=row.ground, by=by, at=at)
    if local(row.taken_at).date() == ticket.day and row.taken_at < at:
        ticket.place = row.taken_at
    told(ticket, "let_in", by=by, at=at, stray=row.label)
    row.ticket = ticket
    _settled(row, in_record(_GIVEN) % {"label": ticket.label}, by=by, at=at)
    return ticket


@transaction.atomic
def set_aside(stray: StrayNumber, *, words: str, by: Post, at: dt.datetime) -> None:
    """Say why nobody is let in with it."""
    row = _open(stray, by=by, at=at)
    said = " ".join(words.split())[:400]
    if not said:
        raise Denied(_("Ghi vì sao không cấp số mới, ví dụ: đã gọi ở phòng chờ, không ai giữ số này."), about="words")
    _settled(row, said, by=by, at=at)
