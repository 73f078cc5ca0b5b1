"""Call the next one, and everything that may happen to a ticket from then on."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues import choosing, rules
from motcua.queues.commands.hall import locked, locked_lines, told
from motcua.queues.models import Line, Ticket
from motcua.queues.queries import in_line, served_by, turn_of
from motcua.queues.states import AT_COUNTER, ENDED, TicketState, after


def _moved(ticket: Ticket, verb: str) -> None:
    target = after(verb, TicketState(ticket.state))
    assert target is not None, (verb, ticket.state)
    ticket.state = target


def _here(by: Post) -> Ticket | None:
    if by.counter_id is None:
        return None
    at_counter = Ticket.objects.filter(counter_id=by.counter_id, state__in=sorted(AT_COUNTER))
    return at_counter.select_related("line").first()


def _clear(by: Post, *, at: dt.datetime) -> None:
    """Make the counter free: whoever was served is done, what an earlier day left behind is ended."""
    here = _here(by)
    if here is not None and here.day != local(at).date():
        served = here.state == TicketState.SERVING
        here.state = TicketState.DONE if served else TicketState.NO_SHOW
        here.ended_at = here.serving_at if served else here.called_at
        told(here, "left_behind", by=by, at=at)
        return
    rules.check_call_next(by=by, at=at, here=here)
    if here is not None:
        _end(here, "finish", by=by, at=at)


def _call(ticket: Ticket, lines: list[Line], *, by: Post, at: dt.datetime) -> Ticket:
    """Call this one of those who wait in the lines, and let the lines remember it."""
    everybody = in_line(lines, day=ticket.day)
    chosen = next(each for each in everybody if each.key == ticket.pk)
    turn = choosing.called(chosen, everybody, turn_of(lines))
    for line in lines:
        line.calls, line.run = turn.calls, turn.run
        line.save(update_fields=["calls", "run"])
    _moved(ticket, "call")
    ticket.counter, ticket.officer = by.counter, by
    ticket.called_at, ticket.calls, ticket.rests_until = at, 1, 0
    return told(ticket, "called", by=by, at=at, counter=by.counter_id)


@transaction.atomic
def call_next(*, by: Post, at: dt.datetime) -> Ticket | None:
    """Call whose turn it is in the lines of this counter; whoever was served here is done. None when nobody waits."""
    hall = locked_lines(by.agency_id)
    rules.check_serves(by=by, at=at)
    _clear(by, at=at)
    lines = [hall[line.pk] for line in served_by(by)]
    if not lines:
        raise Denied(_("Quầy này chưa phục vụ hàng nào: nhờ quản trị xếp hàng cho quầy."))
    chosen = choosing.choose(in_line(lines, day=local(at).date()), turn_of(lines))
    if chosen is None:
        return None
    return _call(Ticket.objects.select_related("line").get(pk=chosen.key), lines, by=by, at=at)


@transaction.atomic
def call_given(ticket: Ticket, *, by: Post, at: dt.datetime) -> Ticket:
    """Call this very ticket, out of its turn: the record says who did."""
    row = locked(ticket)
    rules.check("call", row, by=by, at=at)
    _clear(by, at=at)
    return _call(row, [row.line], by=by, at=at)


@transaction.atomic
def recall(ticket: Ticket, *, by: Post, at: dt.datetime) -> Ticket:
    """Call once more."""
    row = locked(ticket)
    rules.check("recall", row, by=by, at=at)
    row.calls += 1
    return told(row, "recalled", by=by, at=at, calls=row.calls)


@transaction.atomic
def skip(ticket: Ticket, *, by: Post, at: dt.datetime) -> Ticket:
    """Let some others go first; then it comes again, in the place it had."""
    row = locked(ticket)
    rules.check("skip", row, by=by, at=at)
    _back(row, "skip")
    # A counter of several lines goes by the one that counts furthest: from there on the others are let pass.
    lines = [row.line, *served_by(by)]
    calls = turn_of(lines).calls
    Line.objects.filter(pk__in=[line.pk for line in lines]).update(calls=calls)
    row.rests_until = calls + row.line.skip_places
    return told(row, "skipped", by=by, at=at, places=row.line.skip_places)


def _back(row: Ticket, verb: str) -> None:
    _moved(row, verb)
    row.counter = row.officer = row.called_at = row.serving_at = row.ended_at = None
    row.calls = row.rests_until = 0


@transaction.atomic
def transfer(ticket: Ticket, *, line: Line, by: Post, at: dt.datetime) -> Ticket:
    """Send it to another line of the hall with its visit; it stands there by the moment it was taken."""
    row = locked(ticket)
    rules.check("transfer", row, by=by, at=at)
    if line.shop_id != row.line.shop_id or not line.active:
        raise Denied(_("Chỉ chuyển được sang hàng đang mở ở nơi này."), about="line")
    if line.pk == row.line_id:
        raise Denied(_("Số này đang ở chính hàng ấy."), about="line")
    visit = row.visit
    if visit is not None and visit.ended_at is None and visit.parked_at is None and visit.officer_id == by.pk:
        visits.park(visit, by=by, at=at)
    told(row, "sent_on", by=by, at=at, to=line.letter)
    _back(row, "transfer")
    row.line = line
    return told(row, "transferred", by=by, at=at, line=line.letter)


@transaction.atomic
def begin_serving(
    ticket: Ticket, *, person_data: dict[str, Any] | None = None, by: Post, at: dt.datetime
) -> tuple[Ticket, Visit]:
    """Begin with whoever came: their visit goes on where it was, or a new one begins with the person already known."""
    row = locked(ticket)
    rules.check("begin_serving", row, by=by, at=at)
    if row.visit is not None and row.visit.ended_at is None:
        visit = visits.resume(row.visit, by=by, at=at)
    else:
        visit = visits.start(person_data=person_data, by=by, at=at)
    _moved(row, "begin_serving")
    row.visit, row.serving_at = visit, at
    told(row, "serving", by=by, at=at, visit=str(visit.pk))
    return row, visit


def _end(row: Ticket, verb: str, *, by: Post | None, at: dt.datetime) -> Ticket:
    _moved(row, verb)
    assert row.state in ENDED
    row.ended_at = at
    return told(row, {"finish": "finished", "cancel": "cancelled"}.get(verb, verb), by=by, at=at)


@transaction.atomic
def finish(ticket: Ticket, *, by: Post, at: dt.datetime) -> Ticket:
    """The person was served."""
    row = locked(ticket)
    rules.check("finish", row, by=by, at=at)
    return _end(row, "finish", by=by, at=at)


@transaction.atomic
def no_show(ticket: Ticket, *, by: Post, at: dt.datetime) -> Ticket:
    """Nobody came, called as often as the line asks."""
    row = locked(ticket)
    rules.check("no_show", row, by=by, at=at)
    return _end(row, "no_show", by=by, at=at)


@transaction.atomic
def come_back(ticket: Ticket, *, by: Post, at: dt.datetime) -> Ticket:
    """They came after all: they wait again, by the moment they took the ticket."""
    row = locked(ticket)
    rules.check("come_back", row, by=by, at=at)
    _back(row, "come_back")
    return told(row, "came_back", by=by, at=at)


@transaction.atomic
def cancel(ticket: Ticket, *, by: Post | None = None, at: dt.datetime) -> Ticket:
    """The person does not want to wait any longer; `by` is None when they said so on their phone."""
    row = locked(ticket)
    if by is not None:
        rules.check("cancel", row, by=by, at=at)
    elif after("cancel", TicketState(row.state)) is None:
        raise Denied(_("Số %(label)s đã được phục vụ hoặc đã kết thúc.") % {"label": row.label})
    return _end(row, "cancel", by=by, at=at)
