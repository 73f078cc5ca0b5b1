"""A person's open dossiers in words: what waits before acceptance, what stands beside what is being taken in."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier, Visit, VisitItem
from motcua.dossiers.queries import waiting as queries
from motcua.lib.clock import local
from motcua.web import words
from motcua.web.counter.looks import OpenDossier


def open_dossier(row: Dossier) -> OpenDossier:
    """Return a dossier with where it stands and since when."""
    begun = local(row.received_at or row.submitted_at)
    said = {"state": words.state_mark(row.state).label.lower(), "day": f"{begun:%d/%m/%Y}"}
    return OpenDossier(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        procedure=words.named(row.procedure_name),
        state=row.state,
        words=_("%(state)s, từ %(day)s") % said,
    )


def of_visit(visit: Visit, rows: Iterable[VisitItem], post: Post) -> list[OpenDossier]:
    """Return what the person of a visit has waiting before acceptance and is not in the basket already."""
    here = {item.dossier.code for item in rows if item.dossier}
    waiting = queries.of_person(visit.person_data.get("id_number") or "", post=post)
    return [_waiting(row) for row in waiting if row.code not in here]


def _waiting(row: queries.Waiting) -> OpenDossier:
    return OpenDossier(
        code=row.code,
        url=reverse("office:dossier", args=[row.code]),
        procedure=words.named(row.procedure),
        state=row.state,
        words=asked(row),
        take_up_url=reverse("counter:take_up", args=[row.code]),
    )


def asked(row: queries.Waiting) -> str:
    """Return what was asked of the person, and until when."""
    what = "; ".join(row.asked)
    if not row.until:
        return what
    return _("%(what)s (đến hết %(day)s)") % {"what": what, "day": f"{row.until:%d/%m/%Y}"}
