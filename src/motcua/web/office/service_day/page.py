"""What a day achieved: the page, the list behind every number, the paper for the wall, the spreadsheet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.reports.service_day import charts, files
from motcua.reports.service_day.achieved import Achieved, Which, achieved
from motcua.reports.service_day.cases import Case, days_around
from motcua.reports.service_day.failures import failures
from motcua.reports.service_day.figures import Figure, headline, sections
from motcua.reports.service_day.places import Place, all_shops, places
from motcua.reports.service_day.spans import Span, check_span
from motcua.reports.service_day.tables import ProcedureRow, procedures
from motcua.servicedays.models import Programme
from motcua.servicedays.queries.programmes import announced_at, procedures_of
from motcua.web.office.charts import lying, standing
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.explanation import weekday_name

READS = (Role.INTAKE, Role.HEAD, Role.APPROVER, Role.SUPERVISOR)
# Who answers for the communes below as well.
LEADS = (Role.APPROVER, Role.SUPERVISOR)
ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for: which days, whose, and of which programme the procedures alone (None: all)."""

    first: dt.date
    last: dt.date
    places: list[Place]
    place: Place | None
    problem: str = ""
    programme: Programme | None = None

    @property
    def chosen(self) -> list[Place]:
        """The places that are counted: one, or all of them together."""
        return self.places if self.place is None else [self.place]

    @property
    def name(self) -> str:
        """Whose days they are, and of what alone."""
        name = (self.place or self.places[0]).committee.short_name
        whose = name if self.place else _("%(name)s và các xã") % {"name": name}
        return whose if self.programme is None else f"{whose} · {self.programme.name}"

    @property
    def days(self) -> str:
        """Which days, in words."""
        if self.first == self.last:
            return f"{weekday_name(self.first)} {self.first:%d/%m/%Y}"
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"

    def query(self, **more: str) -> str:
        """Return the same for another address, with something more."""
        said = {"place": ALL if self.place is None else str(self.place.committee.pk)}
        if self.first != self.last:
            said["to"] = self.last.isoformat()
        if self.programme is not None:
            said["programme"] = str(self.programme.pk)
        return urlencode(said | more)

    @property
    def procedures(self) -> list[str]:
        """The codes of the procedures that are counted; none named: all of them."""
        return [] if self.programme is None else procedures_of(self.programme)

    def beside(self, day: dt.date | None) -> str:
        """Return the address of another day at the same place; nothing of none."""
        return "" if day is None else replace(self, first=day, last=day).url()

    def url(self, name: str = "service_day", **more: str) -> str:
        """Return an address of these days and this place."""
        return f"{reverse(f'office:{name}', args=[self.first.isoformat()])}?{self.query(**more)}"


def day_of(text: str) -> dt.date | None:
    """Read a day of an address."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def wanted(request: PostRequest, text: str) -> Wanted:
    """Read the address; a day that is none does not exist, a place out of reach is one's own.

    Who looks at several places without naming one sees them all together.
    """
    first = day_of(text)
    if first is None:
        raise Http404
    last, problem = day_of(request.GET.get("to", "")) or first, ""
    try:
        check_span(Span(first, last))
    except Denied as denied:
        last, problem = first, denied.reason
    within = seen_by(request, first, last)
    asked = request.GET.get("place", "")
    own = within[0]
    place = next((each for each in within if str(each.committee.pk) == asked), own)
    together = len(within) > 1 and asked in ("", ALL)
    found = Wanted(first, last, within, None if together else place, problem)
    return replace(found, programme=_programme(found, request.GET.get("programme", "")))


def _programme(asked: Wanted, key: str) -> Programme | None:
    """Return the programme that an address names, where it is one of these places; every other is none."""
    return next((row for row in programmes(asked) if str(row.pk) == key), None)


def programmes(asked: Wanted) -> list[Programme]:
    """Return the programmes of these places that offer something, whenever: before one began is compared too."""
    return list(announced_at(all_shops(asked.chosen)).exclude(offers=None))


def seen_by(request: PostRequest, first: dt.date, last: dt.date) -> list[Place]:
    """Return the places whose days the post may look at, its own first: leaders see the communes below."""
    authority = request.post.agency.authority or request.post.agency
    found = places(authority, below=request.post.role in LEADS, first=first, last=last)
    if not found:
        raise Http404
    return found


def counted(request: PostRequest, asked: Wanted) -> Achieved:
    """Return what was achieved there and then."""
    shops = all_shops(asked.chosen)
    return achieved(shops, first=asked.first, last=asked.last, at=request.at, procedures=asked.procedures)


@require_safe
@at_desk(*READS)
def today(request: PostRequest) -> HttpResponse:
    """Go to the page of today, or of the day that the form asks for."""
    asked = day_of(request.GET.get("from", "")) or local(request.at).date()
    said = {name: request.GET[name] for name in ("place", "to", "programme") if request.GET.get(name)}
    query = f"?{urlencode(said)}" if said else ""
    return redirect(f"{reverse('office:service_day', args=[asked.isoformat()])}{query}")


@require_safe
@at_desk(*READS)
def show(request: PostRequest, day: str) -> HttpResponse:
    """Show the day."""
    asked = wanted(request, day)
    found = counted(request, asked)
    hours, law = charts.hours(found), charts.beside_the_law(found)
    before, after = days_around(found.shops, first=asked.first, last=asked.last, at=request.at)
    context: dict[str, Any] = {
        "earlier_url": asked.beside(before),
        "later_url": asked.beside(after),
        "wanted": asked,
        "all": ALL,
        "programmes": programmes(asked),
        "found": found,
        "headline": [(figure, list_url(figure, asked)) for figure in headline(found)],
        "sections": [
            (part.title, [(figure, list_url(figure, asked)) for figure in part.figures]) for part in sections(found)
        ],
        "hours": standing(hours) if hours else None,
        "numbers": [_hour(hour, *each, asked) for hour, each in found.by_hour.items()],
        "law": lying(law) if law else None,
        "procedures": [_procedure(row, asked) for row in procedures(found)],
        "failures": [(each, asked.url("service_day_list", failed=each.key)) for each in failures(found)],
        "pdf_url": asked.url("service_day_pdf"),
        "xlsx_url": asked.url("service_day_xlsx"),
        "compare_url": asked.url("service_day_compared"),
    }
    return render(request, "office/service_day.html", context, status=422 if asked.problem else 200)


def list_url(figure: Figure, asked: Wanted) -> str:
    """Return the address of the list behind a number; nothing has no list."""
    return asked.url("service_day_list", list=str(figure.which)) if figure.behind else ""


def _hour(hour: int, came: Sequence[Case], ready: Sequence[Case], asked: Wanted) -> tuple[int, list[tuple[int, str]]]:
    """Return an hour with both its numbers, each with the address of its list."""
    both = ((Which.TAKEN_IN, came), (Which.READY, ready))
    return hour, [
        (len(cases), asked.url("service_day_list", list=str(which), hour=str(hour)) if cases else "")
        for which, cases in both
    ]


def _procedure(row: ProcedureRow, asked: Wanted) -> tuple[ProcedureRow, dict[str, str]]:
    """Return a procedure with the addresses of the lists behind its numbers."""
    behind = {"all": (Which.TAKEN_IN, row.count), "ready": (Which.READY, row.ready)}
    behind |= {"kept": (Which.KEPT, row.kept), "broken": (Which.BROKEN, row.broken)}
    return row, {
        name: asked.url("service_day_list", list=str(which), procedure=row.code) if count else ""
        for name, (which, count) in behind.items()
    }


@require_safe
@at_desk(*READS)
def pdf(request: PostRequest, day: str) -> HttpResponse:
    """Return the paper for the wall."""
    asked = wanted(request, day)
    content = files.pdf(counted(request, asked), name=asked.name, days=asked.days)
    headers = {"content-disposition": f'inline; filename="ngay-{asked.first}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@at_desk(*READS)
def xlsx(request: PostRequest, day: str) -> HttpResponse:
    """Return the table for a report."""
    asked = wanted(request, day)
    content = files.xlsx(counted(request, asked), name=asked.name, days=asked.days)
    headers = {"content-disposition": f'attachment; filename="ngay-{asked.first}.xlsx"'}
    return HttpResponse(content, content_type=files.XLSX, headers=headers)
