"""The inbox: one list by due time, one line a dossier; several confirmed at once."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.accounts.queries import fetch_delegations
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.queries import inbox as queries
from motcua.dossiers.queries.inbox import Place, Row, Which
from motcua.dossiers.states import ENDED, State
from motcua.web import words
from motcua.web.attempt import attempt
from motcua.web.filters import Filter
from motcua.web.office.looks import Line
from motcua.web.promised import calls_to_plan, calls_to_sign
from motcua.web.shell import OFFICE, PostRequest, at_desk, scoped_dossiers

DESKS = (Role.INTAKE, *OFFICE)
_LABELS: dict[Which, str | Promise] = {
    Which.MINE: gettext_lazy("Việc của tôi"),
    Which.INCOMING: gettext_lazy("Chờ xác nhận đã nhận"),
    Which.UNASSIGNED: gettext_lazy("Chưa phân công"),
    Which.UNIT: gettext_lazy("Cả đơn vị"),
    Which.LENT: gettext_lazy("Ký thay"),
    Which.LATE: gettext_lazy("Trễ hạn"),
    Which.APOLOGY: gettext_lazy("Sắp hết lúc xin lỗi, hẹn lại"),
    Which.UNDATED: gettext_lazy("Không có hạn riêng"),
}

_ONLY_IF_ANY = frozenset({Which.UNDATED, Which.INCOMING, Which.LENT, Which.APOLOGY})


@require_safe
@at_desk(*DESKS)
def inbox(request: PostRequest) -> HttpResponse:
    """Show a list, the nearest due time first; `f` names it, `due` and `id` say where a page begins."""
    fetch_delegations(request.post)
    which, after = _which(request), _place(request)
    rows, more = queries.page(which, post=request.post, at=request.at, after=after)
    lines = [line(row, request.at) for row in queries.with_senders(rows, post=request.post)]
    if which is Which.LENT:
        lines = [replace(each, behalf=_("ký thay")) for each in lines]
    return _draw(request, which, lines, later_url=_url(which, rows[-1]) if more else "", first=after is None)


def _which(request: PostRequest) -> Which:
    said = request.GET.get("f") or request.POST.get("f") or ""
    fallback = Which.UNIT if request.post.role == Role.SUPERVISOR else Which.MINE
    return Which(said) if said in set(Which) else fallback


def _place(request: PostRequest) -> Place | None:
    try:
        due = request.GET["due"]
        place = Place(dt.datetime.fromisoformat(due) if due else None, int(request.GET["id"]))
    except (KeyError, ValueError):
        return None
    return place if place.due_at is None or place.due_at.tzinfo is not None else None


def _url(which: Which, last: Row | None = None) -> str:
    said = {"f": which.value}
    if last is not None:
        said |= {"due": last.due_at.isoformat() if last.due_at else "", "id": str(last.id)}
    return f"{reverse('office:inbox')}?{urlencode(said)}"


def line(row: Row, now: dt.datetime) -> Line:
    """Return one dossier of a list, in words."""
    done = row.state == State.RESULT_READY or State(row.state) in ENDED
    who = row.sender or row.holder
    return Line(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        name=row.name,
        procedure=words.named(row.procedure),
        state=row.state,
        step=str(Role(row.holder_role).label) if row.holder_role in Role.values else "",
        due_at=row.due_at,
        done=done,
        tone="" if done else words.clock_mark(row.due_at, now, by_day=row.by_day, still=row.still).tone,
        by_day=row.by_day,
        still=row.still,
        from_words=f"{who}, {words.moment(row.since, now)}" if who else words.moment(row.since, now),
        handover=row.handover,
    )


def _filters(request: PostRequest, current: Which) -> list[Filter]:
    found = []
    for which, label in _LABELS.items():
        if which is Which.UNASSIGNED and request.post.role != Role.HEAD:
            continue
        count = queries.count(which, post=request.post, at=request.at)
        if which in _ONLY_IF_ANY and not count and which is not current:
            continue
        shown = f"{count}+" if count >= queries.MOST_COUNTED else count
        found.append(Filter(_url(which), str(label), which is current, shown, loud=which is Which.LATE))
    return found


def _draw(request: PostRequest, which: Which, lines: Sequence[Line], **more: Any) -> HttpResponse:
    n = len(lines)
    context = {
        "calls": calls_to_sign(request.post, request.at),
        "lacking": calls_to_plan(request.post, request.at),
        "rows": lines,
        "filters": _filters(request, which),
        "current": which.value,
        "selectable": any(line.handover for line in lines),
        "summary": ngettext("%(n)d hồ sơ trên trang này", "%(n)d hồ sơ trên trang này", n) % {"n": n},
        "empty": _("Không có hồ sơ nào ở đây"),
        "empty_hint": _("Việc mới sẽ hiện ở đầu danh sách theo giờ hẹn."),
        "earlier_url": "" if more.get("first", True) else _url(which),
        "key": uuid.uuid4(),
        **more,
    }
    status = 409 if more.get("problem") else 200
    template = "office/inbox.html#list" if request.htmx else "office/inbox.html"
    return render(request, template, context, status=status)


@require_POST
@at_desk(*DESKS)
def confirm_many(request: PostRequest) -> HttpResponse:
    """Confirm that the chosen dossiers have arrived: each by its own rule; what could not be is said."""
    keys = [int(key) for key in request.POST.getlist("handover") if key.isascii() and key.isdigit()]
    waiting = Handover.objects.filter(pk__in=keys, dossier__in=scoped_dossiers(request.post)).select_related("dossier")
    page_key = request.POST.get("key", "")
    refused = [said for each in waiting if (said := _confirm(request, each.dossier, f"{page_key}:{each.pk}"))]
    if not refused:
        return redirect(_url(_which(request)))
    rows, more = queries.page(_which(request), post=request.post, at=request.at)
    lines = [line(row, request.at) for row in queries.with_senders(rows, post=request.post)]
    later = _url(_which(request), rows[-1]) if more else ""
    return _draw(request, _which(request), lines, later_url=later, problem=" ".join(refused))


def _confirm(request: PostRequest, dossier: Dossier, key: str) -> str:
    def confirm() -> None:
        commands.confirm_handover(dossier=dossier, by=request.post, at=request.at)

    if denied := attempt(request, confirm, name="confirm_handover", key=key):
        return f"{dossier.code}: {denied.reason}"
    return ""
