"""The catalogue as search and pages see it."""

import datetime as dt

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.lib.outcomes import Denied
from motcua.procedures.models import CompetenceDelegation, Procedure, ProcedureVersion, Synonyms, VersionStatus
from motcua.procedures.rules import check_can_take_in
from motcua.procedures.search import Entry, Hit, Index, synonyms

_kept: dict[tuple[dt.date, int | None], tuple[tuple[int | None, int, int], Index]] = {}


def _replaced() -> dict[str, str]:
    """Return what replaces each repealed code."""
    gone = ProcedureVersion.objects.filter(status=VersionStatus.REPEALED).exclude(replaced_by_code="")
    return dict(gone.values_list("procedure__code", "replaced_by_code"))


def phrases_of(authority: Agency) -> dict[str, list[str]]:
    """Return what people call each procedure here: the authority's own list, or the shipped one where it has none."""
    own = Synonyms.objects.filter(authority=authority).values_list("procedure_code", "phrases")
    return {**synonyms(), **dict(own)}


def _said_here(authority: Agency | None) -> int:
    """Return how often an authority has said anew what its people say; 0: it goes by the shipped list."""
    if authority is None:
        return 0
    return Synonyms.objects.filter(authority=authority).aggregate(said=Sum("version"))["said"] or 0


def index_on(day: dt.date, authority: Agency | None = None) -> Index:
    """Return the search index of what may be taken in on `day`; made again when the catalogue has changed.

    With an authority, procedures are also known by what its own people call them.
    """
    seen = ProcedureVersion.objects.settled().aggregate(last=Max("pk"), number=Count("pk"))
    said = _said_here(authority)
    place = (day, authority.pk if authority is not None and said else None)
    stamp = (seen["last"], seen["number"], said)
    kept = _kept.get(place)
    if kept is None or kept[0] != stamp:
        rows = Procedure.objects.filter(versions__in=ProcedureVersion.objects.in_force(day)).distinct()
        known = [Entry(row.code, row.name, row.short_name, row.sector, row.uses) for row in rows]
        spoken = phrases_of(authority) if authority is not None and said else None
        for other in [other for other in _kept if other[0] != day]:
            del _kept[other]
        kept = _kept[place] = (stamp, Index(known, _replaced(), spoken))
    return kept[1]


def find(text: str, *, on: dt.date, limit: int = 5, authority: Agency | None = None) -> list[Hit]:
    """Return the procedures in force on `on` that fit `text`, best first."""
    return index_on(on, authority).find(text, limit)


def most_used(*, on: dt.date, limit: int = 9) -> list[Entry]:
    """Return the procedures taken in most often: the counter's numbered list."""
    entries = index_on(on).entries.values()
    return sorted(entries, key=lambda entry: (-entry.uses, entry.short_name))[:limit]


def version_in_force(code: str, *, on: dt.date) -> ProcedureVersion | None:
    """Return the version of a procedure that holds on `on`, with its procedure."""
    held = ProcedureVersion.objects.in_force(on).select_related("procedure").defer("content")  # kept by its digest
    return max(held.filter(procedure__code=code), key=lambda version: version.number, default=None)


def why_not(code: str, *, on: dt.date) -> str:
    """Return why a procedure cannot be taken in on `on`: unknown, repealed (and by what), not in force."""
    versions = ProcedureVersion.objects.settled().filter(procedure__code=code).select_related("procedure")
    latest = versions.order_by("-number").first()
    if latest is None:
        return _("Không có thủ tục mã %(code)s trong danh mục. Thử tìm bằng lời.") % {"code": code}
    try:
        check_can_take_in(latest, on=on)
    except Denied as denied:
        return denied.reason
    return ""


def forget() -> None:
    """Make the index anew at the next question; usage alone does not make it new."""
    _kept.clear()


def competence_on(authority: Agency, code: str, *, on: dt.date) -> CompetenceDelegation | None:
    """Return the competence that an authority, or a unit of it, was lent for a procedure and that holds on a day."""
    rows = CompetenceDelegation.objects.filter(to_agency__authority=authority, procedure_code=code, revoked_at=None)
    # Asked at every step of an intake, and nearly always there is none: the units are fetched with one that holds.
    held = next((row.pk for row in rows if row.holds_on(on)), None)
    return None if held is None else rows.select_related("from_agency", "to_agency__authority").get(pk=held)


def competences_of(authority: Agency) -> QuerySet[CompetenceDelegation]:
    """Return the competences an authority has lent or was lent, by procedure."""
    side = Q(to_agency__authority=authority) | Q(from_agency__authority=authority)
    return CompetenceDelegation.objects.filter(side).select_related("from_agency", "to_agency")
