"""What waits for the applicant or for the counter: a list that someone works down, the longest first."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.commands import turning
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import waiting as queries
from motcua.dossiers.queries.waiting import Waiting, Which
from motcua.dossiers.states import State
from motcua.events.record import note_access
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people import masking
from motcua.people.queries import data_of
from motcua.web import words
from motcua.web.counter import page
from motcua.web.counter.looks import WaitingRow
from motcua.web.filters import Filter
from motcua.web.shell import PostRequest, at_desk, scoped_dossiers

_LABELS: dict[Which, str | Promise] = {
    Which.ALL: gettext_lazy("Tất cả"),
    Which.OURS: gettext_lazy("Chờ ta tiếp nhận"),
    Which.APPLICANT: gettext_lazy("Chờ người nộp bổ sung"),
    Which.OVER: gettext_lazy("Quá hạn bổ sung"),
}


@require_safe
@at_desk(Role.INTAKE)
def waiting(request: PostRequest) -> HttpResponse:
    """Show who was asked for what, since when, until when, and what is to be done next."""
    return _draw(request)


def _draw(request: PostRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    said = request.GET.get("f", "")
    which = Which(said) if said in set(Which) else Which.ALL
    counts = {each: queries.count(each, post=request.post, at=request.at) for each in Which}
    context: dict[str, Any] = {
        "rows": [_row(row, request) for row in queries.page(which, post=request.post, at=request.at)],
        "filters": [
            Filter(_url(each), str(label), each is which, _shown(counts[each]), loud=each is Which.OVER)
            for each, label in _LABELS.items()
        ],
        "summary": ngettext("%(n)d hồ sơ đang chờ", "%(n)d hồ sơ đang chờ", counts[which]) % {"n": counts[which]},
        "problem": problem,
    }
    return render(request, "counter/waiting.html", context, status=status)


def _shown(count: int) -> int | str:
    return f"{count}+" if count >= queries.MOST_COUNTED else count


def _url(which: Which) -> str:
    return f"{reverse('counter:waiting')}?{urlencode({'f': which.value})}"


def _row(row: Waiting, request: PostRequest) -> WaitingRow:
    over = row.until is not None and row.until < local(request.at).date()
    return WaitingRow(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        name=row.name,
        number=masking.id_number(row.id_number),
        procedure=words.named(row.procedure),
        state=row.state,
        asked=row.asked,
        since=words.moment(row.since, request.at),
        until=f"{row.until:%d/%m/%Y}" if row.until else "",
        over=over,
        next_act=_next_act(row, over=over),
        take_up_url="" if row.accepted else reverse("counter:take_up", args=[row.code]),
    )


def _next_act(row: Waiting, *, over: bool) -> str:
    if over:
        return _("Gọi người nộp, hoặc đóng hồ sơ.")
    if row.state == State.AWAITING_SUPPLEMENT:
        return _("Khi người nộp mang đến: làm tiếp, tiếp nhận.")
    return _("Kiểm tra, tiếp nhận hoặc hướng dẫn bổ sung.")


@require_POST
@at_desk(Role.INTAKE)
def take_up(request: PostRequest, code: str) -> HttpResponse:
    """Go on with a dossier that waits: in the visit that is open on the page, or in a new one."""
    dossier = scoped_dossiers(request.post).select_related("submitter", "visit").filter(code=code).first()
    if dossier is None:
        raise Http404
    visit = page.visit_named(request, request.POST.get("visit", ""))
    note_access(subjects=[dossier.stream], purpose="Tiếp nhận hồ sơ đã nộp", by=request.post, at=request.at)
    try:
        opened = turning.take_up(
            dossier=dossier, person_data=_person_data(dossier), visit=visit, by=request.post, at=request.at
        )
    except Denied as denied:
        if visit is not None:
            return page.draw(request, visit, problem=denied.reason, status=409)
        return _draw(request, problem=denied.reason, status=409)
    return redirect(page.url(opened))


def _person_data(dossier: Dossier) -> dict[str, Any]:
    """Return who handed it in, as the counter knew them then."""
    kept = dossier.visit.person_data if dossier.visit else {}
    return {name: value for name, value in kept.items() if name != "aside"} or data_of(dossier.submitter)
