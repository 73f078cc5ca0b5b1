"""What the one box finds: procedures by everyday words, persons and dossiers of this authority."""

from django.urls import reverse

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import finding
from motcua.lib import codes
from motcua.lib.clock import now
from motcua.lib.vietnamese import fold
from motcua.people import dates, masking
from motcua.procedures import queries as catalogue
from motcua.web import words
from motcua.web.counter.looks import Found, FoundDossier, FoundPerson, FoundProcedure
from motcua.web.shell import scoped_dossiers

PROCEDURES = 5
PERSONS = 4
SHORTEST = 2


def find(text: str, *, post: Post) -> Found:
    """Return what `text` may mean, best first; nothing for a text of one letter or for a card still being scanned."""
    folded = fold(text)
    if len(folded) < SHORTEST or "|" in text:
        return Found()
    hits = catalogue.find(text, on=now().date(), limit=PROCEDURES, authority=post.authority)
    return Found(
        text=text,
        procedures=tuple(FoundProcedure(hit.entry.code, words.named(hit.entry.short_name)) for hit in hits),
        persons=_persons(text, post),
        dossiers=_dossiers(text, post),
    )


def _persons(text: str, post: Post) -> tuple[FoundPerson, ...]:
    """Persons who were applicants here and are called so; whoever never came here is not found."""
    return tuple(
        FoundPerson(row.pk, row.full_name, dates.shown(row.date_of_birth), masking.id_number(row.id_number))
        for row in finding.people(text, post=post, limit=PERSONS)
    )


def _dossiers(text: str, post: Post) -> tuple[FoundDossier, ...]:
    """The dossier whose code or pick-up code this is, as it was typed or as a scanner read it."""
    dossier = dossier_of(text, post)
    if dossier is None:
        return ()
    url = reverse("office:dossier", args=[dossier.code])
    return (FoundDossier(dossier.code, dossier.applicant_name, words.named(dossier.procedure_name), url),)


def dossier_of(text: str, post: Post) -> Dossier | None:
    """Return the dossier of this authority with this code or pick-up code, or None."""
    clean = text.strip().upper()
    normal = codes.normalise(clean)
    found = scoped_dossiers(post)
    return found.filter(code=clean).first() or (
        found.filter(pickup_code=normal).first() if codes.is_valid(normal) else None
    )
