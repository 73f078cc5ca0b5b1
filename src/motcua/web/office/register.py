"""The register of a unit: a book of a sector and year, to read, to print, to take along as a spreadsheet."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.lib.clock import local
from motcua.reports import register, register_files
from motcua.reports.register import Book
from motcua.web import words
from motcua.web.office.desk import note_looked_at
from motcua.web.shell import PostRequest, at_desk

READS = (Role.INTAKE, Role.HEAD, Role.SUPERVISOR)
PAGE = 50


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the address asks for: whose book, which, from when to when."""

    units: list[Agency]
    books: list[Book]
    unit: Agency | None
    book: Book | None
    first: dt.date
    last: dt.date
    problem: str = ""

    @property
    def query(self) -> str:
        """The same, for the addresses of the paper and the spreadsheet."""
        if self.unit is None or self.book is None:
            return ""
        said = {"unit": self.unit.pk, "sector": self.book.sector, "year": self.book.year}
        return urlencode(said | {"from": self.first.isoformat(), "to": self.last.isoformat()})


def _day(text: str, otherwise: dt.date) -> tuple[dt.date, bool]:
    try:
        return (dt.date.fromisoformat(text), True) if text else (otherwise, True)
    except ValueError:
        return otherwise, False


def _wanted(request: PostRequest) -> _Wanted:
    """Read the address; what it does not say is this month of the first book."""
    today, said = local(request.at).date(), request.GET
    units = register.units(request.post.agency.authority)
    unit = next((each for each in units if str(each.pk) == said.get("unit")), units[0] if units else None)
    books = register.books(unit) if unit else []
    asked = (said.get("sector"), said.get("year"))
    book = next((each for each in books if (each.sector, str(each.year)) == asked), books[0] if books else None)
    first, first_read = _day(said.get("from", ""), today.replace(day=1))
    last, last_read = _day(said.get("to", ""), today)
    problem = "" if first_read and last_read else _("Chưa đọc được ngày: chọn lại từ ngày, đến ngày.")
    if not problem and last < first:
        problem = _("Đến ngày đang trước từ ngày: chọn lại.")
    return _Wanted(units, books, unit, book, first, last, problem)


@require_safe
@at_desk(*READS)
def show(request: PostRequest) -> HttpResponse:
    """Show a book as a table; that it was looked at is noted for every dossier of the page."""
    wanted = _wanted(request)
    context: dict[str, Any] = {"wanted": wanted, "chosen": wanted.book.name if wanted.book else ""}
    if wanted.unit and wanted.book and not wanted.problem:
        found = register.rows(wanted.unit, wanted.book, first=wanted.first, last=wanted.last)
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        note_looked_at(request, list(page))
        earlier = page.previous_page_number() if page.has_previous() else None
        later = page.next_page_number() if page.has_next() else None
        context |= {
            "rows": [_on_screen(register.told(each)) for each in page],
            "count": page.paginator.count,
            "earlier_url": f"?{wanted.query}&page={earlier}" if earlier else "",
            "later_url": f"?{wanted.query}&page={later}" if later else "",
            "pages": _("Trang %(page)s/%(pages)s") % {"page": page.number, "pages": page.paginator.num_pages},
            "pdf_url": f"{reverse('office:register_pdf')}?{wanted.query}",
            "xlsx_url": f"{reverse('office:register_xlsx')}?{wanted.query}",
        }
    return render(request, "office/register.html", context, status=422 if wanted.problem else 200)


def _on_screen(row: register.Row) -> register.Row:
    """A line of the book in the screen's language; on paper it is Vietnamese."""
    return replace(row, way=words.named(row.way))


def _all_rows(request: PostRequest) -> tuple[Agency, Book, _Wanted, list[register.Row]]:
    wanted = _wanted(request)
    if wanted.unit is None or wanted.book is None or wanted.problem:
        raise Http404
    found = list(register.rows(wanted.unit, wanted.book, first=wanted.first, last=wanted.last))
    note_looked_at(request, found)
    return wanted.unit, wanted.book, wanted, [register.told(each) for each in found]


@require_safe
@at_desk(*READS)
def pdf(request: PostRequest) -> HttpResponse:
    """Return the register on A4, across."""
    unit, book, wanted, rows = _all_rows(request)
    content = register_files.pdf(unit, book, rows, first=wanted.first, last=wanted.last, at=request.at)
    headers = {"content-disposition": f'inline; filename="so-theo-doi-{book.year}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@at_desk(*READS)
def xlsx(request: PostRequest) -> HttpResponse:
    """Return the register as a spreadsheet."""
    unit, book, wanted, rows = _all_rows(request)
    content = register_files.xlsx(unit, book, rows, first=wanted.first, last=wanted.last)
    headers = {"content-disposition": f'attachment; filename="so-theo-doi-{book.year}.xlsx"'}
    return HttpResponse(content, content_type=register_files.XLSX, headers=headers)
