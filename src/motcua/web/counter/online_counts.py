"""Online filings of the centre, with help and without, today and this month; the list behind each number."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import one_stop_of
from motcua.dossiers.queries import filings
from motcua.dossiers.queries.filings import Help
from motcua.events.record import note_access
from motcua.lib.clock import local
from motcua.people import masking
from motcua.web import words
from motcua.web.shell import PostRequest, at_desk

_SPANS: dict[str, str | Promise] = {"day": gettext_lazy("Hôm nay"), "month": gettext_lazy("Tháng này")}
_WORDS: dict[Help, str | Promise] = {
    Help.HELPED: gettext_lazy("Nộp trực tuyến, có người hỗ trợ"),
    Help.ALONE: gettext_lazy("Nộp trực tuyến, tự nộp"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One span of time with both its numbers."""

    span: str
    label: str
    helped: int
    alone: int


def _bounds(span: str, at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    midnight = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.replace(day=1) if span == "month" else midnight, midnight + dt.timedelta(days=1)


def rows(centre: Agency, *, at: dt.datetime) -> list[Row]:
    """Return the small table of the board."""
    found = []
    for span, label in _SPANS.items():
        since, until = _bounds(span, at)
        counted = filings.counted(centre, since=since, until=until)
        found.append(Row(span, str(label), counted.helped, counted.alone))
    return found


@require_safe
@at_desk(Role.INTAKE, Role.SUPERVISOR, Role.CASHIER)
def show(request: PostRequest, which: str, span: str) -> HttpResponse:
    """Show the dossiers behind one number."""
    if which not in list(Help) or span not in _SPANS:
        raise Http404
    centre = one_stop_of(request.post.agency, on=request.at.date())
    since, until = _bounds(span, request.at)
    found = filings.listed(centre, Help(which), since=since, until=until)
    note_access(subjects=[each.stream for each in found], purpose="online", by=request.post, at=request.at)
    context = {
        "title": _WORDS[Help(which)],
        "span": _SPANS[span],
        "rows": [
            {
                "code": each.code,
                "name": masking.name(each.applicant_name),
                "procedure": words.named(each.procedure_name),
                "at": each.submitted_at,
                "helper": each.filing.helper_name if each.filing else "",
                "state": words.state_mark(each.state),
            }
            for each in found
        ],
    }
    return render(request, "counter/online_list.html", context)
