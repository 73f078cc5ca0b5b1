"""The dossiers behind a number of a day: names masked, that they were looked at is noted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Dossier
from motcua.events.record import note_access
from motcua.lib import practice
from motcua.people import masking
from motcua.reports.service_day import Achieved, Which
from motcua.reports.service_day_cases import Case
from motcua.reports.service_day_failures import failures
from motcua.reports.service_day_figures import length, name_of
from motcua.web import words
from motcua.web.office.service_day import READS, counted, wanted
from motcua.web.shell import PostRequest, at_desk, scoped_dossiers

PAGE = 100
_SAME_SITTING = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier of the list; `opens` only where the post may open it."""

    code: str
    opens: bool
    name: str
    procedure: str
    received_at: dt.datetime
    took: str
    promised_at: dt.datetime | None
    why: str
    state: words.Mark


@require_safe
@at_desk(*READS)
def listed(request: PostRequest, day: str) -> HttpResponse:
    """Show the dossiers behind one number: a list by its name, a failure by its words, a procedure by its code."""
    asked = wanted(request, day)
    found = counted(request, asked)
    title, codes = _chosen(request, found)
    page = Paginator(codes, PAGE).get_page(request.GET.get("page"))
    more = {name: request.GET[name] for name in ("list", "failed", "procedure") if name in request.GET}
    beside = {"earlier_url": page.has_previous() and page.number - 1, "later_url": page.has_next() and page.number + 1}
    context = {
        "wanted": asked,
        "title": title,
        "count": len(codes),
        "rows": _rows(request, found, list(page)),
        "back_url": asked.url(),
        "pages": _("Trang %(page)s/%(pages)s") % {"page": page.number, "pages": page.paginator.num_pages},
    } | {name: asked.url("service_day_list", **more, page=str(number)) for name, number in beside.items() if number}
    return render(request, "office/service_day_list.html", context)


def _chosen(request: PostRequest, found: Achieved) -> tuple[str, list[str]]:
    said = request.GET
    if "failed" in said:
        failure = next((each for each in failures(found) if each.key == said["failed"]), None)
        if failure is not None:
            return failure.key, list(failure.codes)
    elif "procedure" in said:
        cases = [case for case in found.cases if case.procedure_code == said["procedure"]]
        if cases:
            return words.named(cases[0].procedure_name), _codes(cases)
    elif said.get("list") in list(Which):
        which = Which(said["list"])
        return name_of(which), _codes(found.behind(which))
    raise Http404


def _codes(cases: Sequence[Case]) -> list[str]:
    return [case.code for case in cases]


def _rows(request: PostRequest, found: Achieved, codes: Sequence[str]) -> list[Row]:
    """Return a page of rows; also while practising they are those of the work that was counted."""
    cases = {case.code: case for case in found.cases}
    with practice.practising(on=False):
        rows = {row.code: row for row in Dossier.objects.filter(code__in=codes)}
        mine = frozenset(scoped_dossiers(request.post).filter(code__in=codes).values_list("code", flat=True))
    opens = frozenset() if practice.is_on() else mine
    note_access(
        subjects=[row.stream for row in rows.values()], purpose="Kết quả trong ngày", by=request.post, at=request.at,
        once_within=_SAME_SITTING,
    )  # fmt: skip
    return [_row(rows[code], cases.get(code), opens=code in opens) for code in codes if code in rows]


def _row(row: Dossier, case: Case | None, *, opens: bool) -> Row:
    said = case.said if case is not None else None
    return Row(
        code=row.code,
        opens=opens,
        name=masking.name(row.applicant_name),
        procedure=words.named(row.procedure_name),
        received_at=row.received_at or row.submitted_at,
        took=length(case.took) if case is not None and case.took is not None else "",
        promised_at=said.promised_at if said is not None else None,
        why=(said.why or said.reason) if said is not None else "",
        state=words.state_mark(row.state),
    )
