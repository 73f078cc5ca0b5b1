"""The catalogue as search and pages see it."""

import datetime as dt

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from motcua.lib.outcomes import Denied
from motcua.procedures.models import Procedure, ProcedureVersion, VersionStatus
from motcua.procedures.rules import check_can_take_in
from motcua.procedures.search import Entry, Hit, Index

_kept: dict[dt.date, tuple[tuple[int | None, int], Index]] = {}


def _replaced() -> dict[str, str]:
    """Return what replaces each repealed code."""
    gone = ProcedureVersion.objects.filter(status=VersionStatus.REPEALED).exclude(replaced_by_code="")
    return dict(gone.values_list("procedure__code", "replaced_by_code"))


def index_on(day: dt.date) -> Index:
    """Return the search index of what may be taken in on `day`; made again when the catalogue has changed."""
    seen = ProcedureVersion.objects.settled().aggregate(last=Max("pk"), number=Count("pk"))
    stamp = (seen["last"], seen["number"])
    kept = _kept.get(day)
    if kept is None or kept[0] != stamp:
        rows = Procedure.objects.filter(versions__in=ProcedureVersion.objects.in_force(day)).distinct()
        known = [Entry(row.code, row.name, row.short_name, row.sector, row.uses) for row in rows]
        kept = (stamp, Index(known, _replaced()))
        _kept.clear()
        _kept[day] = kept
    return kept[1]


def find(text: str, *, on: dt.date, limit: int = 5) -> list[Hit]:
    """Return the procedures in force on `on` that fit `text`, best first."""
    return index_on(on).find(text, limit)


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
