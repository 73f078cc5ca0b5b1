"""The waiting room on the day's board: who waits, who is called, and under which number the others came."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.agencies.models import Agency
from motcua.lib import practice
from motcua.queues import queries
from motcua.queues.models import Ticket
from motcua.queues.states import TicketState
from motcua.web import words
from motcua.web.counter.looks import BoardCard, BoardColumn

_SHOWN = 25


@dataclass(frozen=True, slots=True)
class HallOnBoard:
    """Who waits (None for a shop without lines), who is called, and the numbers of visits and of dossiers."""

    waiting: BoardColumn | None
    called: tuple[BoardCard, ...]
    of_visit: Mapping[str, str]
    of_dossier: Mapping[str, str]


def hall_on_board(centre: Agency, *, at: dt.datetime) -> HallOnBoard:
    """Return the hall of a shop: the same five queries for one ticket and for four hundred; none to practise on."""
    lines = [] if practice.is_on() else list(queries.lines_of(centre))
    if not lines:
        return HallOnBoard(None, (), {}, {})
    day = at.date()
    tickets = queries.waiting(lines, day=day)
    called = [each for each in queries.now_serving(centre, day=day) if each.state == TicketState.CALLED]
    came = Ticket.objects.filter(line__shop=centre, day=day, visit__isnull=False)
    numbers = list(came.values_list("visit_id", "label", "visit__dossiers__code"))
    return HallOnBoard(
        _waiting(tickets, at),
        tuple(_called(each, at) for each in called),
        {str(visit): label for visit, label, _code in numbers},
        {code: label for _visit, label, code in numbers if code},
    )


def _waiting(tickets: list[Ticket], at: dt.datetime) -> BoardColumn:
    cards = tuple(_card(each, at) for each in tickets[:_SHOWN])
    more = _("và %(n)d người nữa") % {"n": len(tickets) - _SHOWN} if len(tickets) > _SHOWN else ""
    return BoardColumn("waiting", _("Đợi"), _("Không có ai đợi."), cards, len(tickets), more)


def _card(ticket: Ticket, at: dt.datetime) -> BoardCard:
    waited = _("đợi %(span)s") % {"span": words.span(at - ticket.taken_at)}
    who = " · ".join(filter(None, [words.named(ticket.ground_word), waited]))
    what = words.line(ticket.line)
    return BoardCard(id=f"ticket-{ticket.pk}", url=_story(ticket), name=ticket.label, what=what, who=who)


def _story(ticket: Ticket) -> str:
    return reverse("counter:ticket_story", args=[ticket.pk])


def _called(ticket: Ticket, at: dt.datetime) -> BoardCard:
    where = ticket.counter.name if ticket.counter else ""
    stands = words.span(at - (ticket.called_at or at))
    calls = ngettext("gọi %(n)d lần", "gọi %(n)d lần", ticket.calls) % {"n": ticket.calls}
    return BoardCard(
        id=f"ticket-{ticket.pk}",
        url=_story(ticket),
        name=ticket.label,
        what=_("đang mời đến %(where)s") % {"where": where},
        who=f"{calls} · {stands}",
    )
