"""The register (Sổ theo dõi hồ sơ; form 07 of TT 03/2025/TT-VPCP, form 06 of TT 01/2018): one book a sector and year.

Read from the dossiers themselves, so that it agrees with them; what was taken in to practise on stands in no book.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.dossiers import filings, returning
from motcua.dossiers.models import Delivery, Dossier, ReturnWay
from motcua.dossiers.states import State
from motcua.lib.clock import TZ


@dataclass(frozen=True, slots=True, order=True)
class Book:
    """One book of a unit: a sector of procedures in a year."""

    year: int
    sector: str

    @property
    def name(self) -> str:
        """What stands on its cover, and on every receipt."""
        return f"{self.sector}/{self.year}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the columns of the form."""

    ordinal: int
    code: str
    procedure: str
    name: str
    address: str
    phone: str
    handling: str
    received: dt.datetime
    promised: dt.datetime | None
    delivered: dt.datetime | None
    way: str
    signed: str
    # How it was filed online: who filed, who helped; empty for what came another way.
    filed: str = ""


def _written(unit: Agency) -> QuerySet[Dossier]:
    return Dossier.objects.filter(intake_agency__code=unit.code, book_ordinal__isnull=False, training=False)


def units(authority: Agency | None) -> list[Agency]:
    """Return the units of an authority that keep books, by name."""
    kept = Dossier.objects.filter(intake_agency__authority=authority, book_ordinal__isnull=False, training=False)
    return list(Agency.objects.filter(pk__in=kept.values("intake_agency")).order_by("name")) if authority else []


def books(unit: Agency) -> list[Book]:
    """Return the books of a unit: the latest year first, sectors in their order."""
    kept = _written(unit).values_list("book_year", "book_sector").distinct()
    found = {Book(year, sector) for year, sector in kept if year is not None}
    return sorted(found, key=lambda each: (-each.year, each.sector))


def rows(unit: Agency, book: Book, *, first: dt.date, last: dt.date) -> QuerySet[Dossier]:
    """Return the dossiers of a book that were accepted from a day to a day, in the order of the book."""
    begin, end = (dt.datetime.combine(day, dt.time(), TZ) for day in (first, last + dt.timedelta(days=1)))
    found = _written(unit).filter(
        book_sector=book.sector, book_year=book.year, received_at__gte=begin, received_at__lt=end
    )
    return found.select_related("submitter", "filing").prefetch_related("deliveries").order_by("book_ordinal")


def told(dossier: Dossier) -> Row:
    """Return a dossier's line: what is signed for is who received the result; a stop is said in its place."""
    given = max(dossier.deliveries.all(), key=lambda each: each.at, default=None)
    assert dossier.book_ordinal is not None
    assert dossier.received_at is not None
    return Row(
        ordinal=dossier.book_ordinal,
        code=dossier.code,
        procedure=dossier.procedure_name,
        name=dossier.applicant_name,
        address=dossier.submitter.address,
        phone=dossier.applicant_phone,
        handling=dossier.units["handling"][1],
        received=dossier.received_at,
        promised=dossier.reappointed_at or dossier.promised_at,
        delivered=given.at if given else None,
        way=_way(dossier, given),
        signed=_signed(given),
        filed=filings.written(dossier),
    )


def _way(dossier: Dossier, given: Delivery | None) -> str:
    """Return how the result was handed over, or is wanted; or that none comes."""
    with translation.override("vi"):
        stopped = {State.WITHDRAWN: _("Dừng theo đề nghị"), State.CANCELLED: _("Đã hủy")}
        way = ReturnWay(given.way if given else dossier.return_way)
        return stopped.get(State(dossier.state), str(way.label))


def _signed(given: Delivery | None) -> str:
    """Return who took the result; of what was sent, how it can be followed."""
    if given is None or given.way == ReturnWay.DIRECT:
        return f"{given.to_name} ({given.relation})" if given and given.relation else given.to_name if given else ""
    with translation.override("vi"):
        return returning.handed_over(given)
