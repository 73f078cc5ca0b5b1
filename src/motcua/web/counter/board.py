"""The day's board: who waits for what, promised when; whoever will miss the promise stands on top."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import one_stop_of
from motcua.dossiers.queries import board as queries
from motcua.dossiers.queries.board import Card, Column
from motcua.dossiers.queries.visits import OpenVisit, open_at
from motcua.lib import practice
from motcua.people import masking
from motcua.queues.queries import version as hall_version
from motcua.servicedays.models import Promise
from motcua.servicedays.queries.risks import at_risk, promises_by_code
from motcua.web import live, words
from motcua.web.counter import online_counts
from motcua.web.counter.board_hall import HallOnBoard, hall_on_board
from motcua.web.counter.looks import BoardCard, BoardColumn, Figure
from motcua.web.promised import Call
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.explanation import weekday_name

_CALLS = 5


@require_safe
@at_desk(Role.INTAKE, Role.SUPERVISOR, Role.CASHIER)
def board(request: PostRequest) -> HttpResponse:
    """Show the board, in large letters for a screen on the wall where asked."""
    return render(request, "counter/board.html", _drawn(request) | {"large": request.GET.get("to") == "1"})


@require_safe
@at_desk(Role.INTAKE, Role.SUPERVISOR, Role.CASHIER)
def current(request: PostRequest) -> HttpResponse:
    """Return what the board says now, or 304 while it says that already: asked every few seconds."""
    return live.answer(request, _said(request), lambda: render(request, "counter/board.html#now", _drawn(request)))


def _said(request: PostRequest) -> tuple[object, ...]:
    """Return what differs whenever the board does: who stands at the counters, every act, the minute for the clocks."""
    centre = one_stop_of(request.post.agency, on=request.at.date())
    hall, dossiers = hall_version(centre), queries.version(centre)
    return centre.pk, practice.is_on(), hall, dossiers, open_at(centre), live.minute_of(request.at)


def _drawn(request: PostRequest) -> dict[str, Any]:
    centre = one_stop_of(request.post.agency, on=request.at.date())
    figures = queries.figures(centre, at=request.at)
    risks, hall = at_risk(centre, at=request.at), hall_on_board(centre, at=request.at)
    stuck = frozenset(risk.code for risk in risks)
    columns = [_visits(centre, hall, request), *(_column(centre, which, stuck, hall, request) for which in Column)]
    return {
        "at": int(request.at.timestamp() * 1000),
        "day": f"{capfirst(weekday_name(request.at.date()))} {request.at:%d/%m/%Y}",
        "calls": [Call.of(risk.code, risk.words) for risk in risks][:_CALLS],
        "columns": [hall.waiting, *columns] if hall.waiting else columns,
        "figures": [
            Figure(str(figures.received), _("đã tiếp nhận hôm nay")),
            Figure(str(figures.delivered), _("đã trả hôm nay")),
            Figure(f"{figures.in_time}/{figures.own}", _("trả đúng hạn")),
            Figure(str(figures.late), _("đang trễ hẹn")),
            Figure(str(figures.here), _("chưa chuyển đi")),
        ],
        "filed_online": online_counts.rows(centre, at=request.at),
    }


def _visits(centre: Agency, hall: HallOnBoard, request: PostRequest) -> BoardColumn:
    visits = tuple(_visit_card(visit, hall.of_visit.get(str(visit.id), ""), request) for visit in open_at(centre))
    cards = hall.called + visits
    return BoardColumn("intake", _("Đang tiếp nhận"), _("Không có ai ở quầy."), cards, len(cards))


def _visit_card(visit: OpenVisit, ticket: str, request: PostRequest) -> BoardCard:
    where = f"{visit.counter} · {visit.officer}" if visit.counter else visit.officer
    stands = words.span(request.at - visit.since)
    who = _("gác %(span)s") % {"span": stands} if visit.parked else stands
    return BoardCard(
        id=str(visit.id),
        url=reverse("counter:visit", args=[visit.id]),
        name=masking.name(visit.name) if visit.name else _("chưa biết tên"),
        what=", ".join(map(words.named, visit.procedures)) or where,
        who=f"{where} · {who}",
        tone="parked" if visit.parked else "",
        ticket=ticket,
    )


_TITLES = {
    Column.WORK: (gettext_lazy("Đang làm"), gettext_lazy("Không có hồ sơ nào.")),
    Column.SIGN: (gettext_lazy("Chờ ký"), gettext_lazy("Không có gì chờ ký.")),
    Column.READY: (gettext_lazy("Đã có kết quả"), gettext_lazy("Chưa có kết quả nào chờ trả.")),
}


def _column(
    centre: Agency, which: Column, stuck: frozenset[str], hall: HallOnBoard, request: PostRequest
) -> BoardColumn:
    """Return a column: what will miss its promise as things stand first, then the nearest promise."""
    rows, count = queries.column(centre, which, first=stuck)
    said = promises_by_code(row.code for row in rows)
    drawn = (_card(row, which, request, said.get(row.code)) for row in rows)
    cards = tuple(replace(card, ticket=hall.of_dossier.get(card.code, ""), risk=card.code in stuck) for card in drawn)
    title, empty = _TITLES[which]
    more = _("và %(n)d hồ sơ nữa") % {"n": count - len(cards)} if count > len(cards) else ""
    return BoardColumn(which.value, str(title), str(empty), cards, count, more)


def _card(row: Card, which: Column, request: PostRequest, said: Promise | None) -> BoardCard:
    """Return a card with both clocks: the service day's promise first, where one was made, and the law's.

    What another authority settles has the law's time without colour: that clock is not ours.
    """
    ready, soon = which is Column.READY, said.promised_at if said is not None else None
    promised, by_day = soon or (None if row.elsewhere else row.promised_at), row.by_day and soon is None
    tone = words.clock_mark(promised, request.at, done=ready, by_day=by_day).tone
    return BoardCard(
        id=row.code,
        url=reverse("office:dossier", args=[row.code]),
        name=masking.name(row.name),
        what=words.named(row.procedure),
        promised_at=promised,
        law_at=row.due_at if row.due_at != promised else None,
        code=row.code,
        who=" · ".join(filter(None, (row.elsewhere, row.holder))),
        tone="ready" if ready else tone,
        done=ready,
        by_day=by_day,
        to_hand_over=_to_hand_over(row.to_hand_over, request.at),
    )


def _to_hand_over(due: dt.datetime | None, now: dt.datetime) -> words.Mark | None:
    """Say by when a dossier that still lies at the counter goes to who handles it; loud when that is over."""
    if due is None:
        return None
    if now > due:
        return words.Mark(_("quá giờ chuyển (%(at)s)") % {"at": words.moment(due, now)}, "alert", "late")
    return words.Mark(_("chuyển trước %(at)s") % {"at": words.moment(due, now)}, "send")
