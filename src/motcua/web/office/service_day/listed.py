"""The list behind a number of a day: of dossiers names masked, and that they were looked at is noted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Dossier
from motcua.events.record import note_access
from motcua.lib import practice
from motcua.people import masking
from motcua.reports.service_day.achieved import Achieved, Listed, Which
from motcua.reports.service_day.cases import Case
from motcua.reports.service_day.failures import failures
from motcua.reports.service_day.figures import how_many, length, name_of
from motcua.reports.service_day.hall import Faces, Turns
from motcua.servicedays.sentences import said_again
from motcua.web import words
from motcua.web.office.service_day.page import READS, counted, wanted
from motcua.web.office.service_day.plain import plain
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list that an address names: its title, what it holds, how its length is said; `kind` says of what."""

    title: str
    items: Sequence[Any]
    kind: Listed

    @property
    def many(self) -> str:
        """Its length in words."""
        return how_many(len(self.items), self.kind)


@require_safe
@at_desk(*READS)
def listed(request: PostRequest, day: str) -> HttpResponse:
    """Show what is behind a number: a list by its name (of a procedure, of an hour), a failure by its words."""
    asked = wanted(request, day)
    found = counted(request, asked)
    chosen = _chosen(request.GET, found)
    page = Paginator(chosen.items, PAGE).get_page(request.GET.get("page"))
    more = {name: request.GET[name] for name in _NAMED if name in request.GET}
    beside = {"earlier_url": page.has_previous() and page.number - 1, "later_url": page.has_next() and page.number + 1}
    here = list(page)
    context = {
        "wanted": asked,
        "chosen": chosen,
        "rows": _rows(request, found, here) if isinstance(chosen.kind, Which) else [],
        "plain": [] if isinstance(chosen.kind, Which) else plain(here),
        "back_url": asked.url(),
        "pages": _("Trang %(page)s/%(pages)s") % {"page": page.number, "pages": page.paginator.num_pages},
    } | {name: asked.url("service_day_list", **more, page=str(number)) for name, number in beside.items() if number}
    return render(request, "office/service_day_list.html", context)


_NAMED = ("list", "failed", "procedure", "hour")


def _chosen(said: Mapping[str, str], found: Achieved) -> Chosen:
    name = said.get("list", "")
    if "failed" in said:
        for failure in failures(found):
            if failure.key == said["failed"]:
                return Chosen(failure.key, failure.codes, Which.TAKEN_IN)
    elif name in list(Turns):
        return Chosen(name_of(Turns(name)), found.tickets(Turns(name)), Turns(name))
    elif name in list(Faces):
        return Chosen(name_of(Faces(name)), found.ratings(Faces(name)), Faces(name))
    elif name in list(Which):
        return _dossiers(Which(name), found.behind(Which(name)), said)
    raise Http404


def _dossiers(which: Which, cases: list[Case], said: Mapping[str, str]) -> Chosen:
    """Return a list of dossiers, of one procedure or of one hour where the address says so."""
    title = name_of(which)
    if "procedure" in said:
        cases = [case for case in cases if case.procedure_code == said["procedure"]]
        title = f"{words.named(cases[0].procedure_name)}: {title}" if cases else title
    if "hour" in said:
        cases = [case for case in cases if str(case.ready_hour if which is Which.READY else case.hour) == said["hour"]]
        title = _("%(list)s lúc %(hour)s giờ") % {"list": title, "hour": said["hour"]}
    return Chosen(title, [case.code for case in cases], which)


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
        why=said_again(said.why or said.reason) if said is not None else "",
        state=words.state_mark(row.state),
    )
