"""A dossier found from anywhere: by code, pick-up code, identity number, telephone or name, mistyped or not.

What is an index's own question (codes, numbers) is asked of the database. Names are looked for in the process first,
among the distinct ones, and only those that fit are asked of the database: the same on SQLite and PostgreSQL, with a
million dossiers as with ten.
"""

from threading import Lock

from django.db.models import Max, Q

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.lib import codes
from motcua.lib.name_index import NameIndex
from motcua.lib.vietnamese import fold
from motcua.people.models import Person

# So many names are asked for by name; a word that more people share is looked for newest first, and found soon.
MANY_NAMES = 400
# Transactions end in another order than they begin: the last dossiers are read again.
_AGAIN = 1_000
_LONGEST_PHONE = 11

_names = NameIndex()
_seen = 0
_reading = Lock()


def names() -> NameIndex:
    """Return the distinct names of applicants, those of new dossiers read since the last question."""
    global _seen  # noqa: PLW0603 - one index a process, as one calendar a process
    with _reading:
        newest = Dossier.objects.aggregate(newest=Max("pk"))["newest"] or 0
        rows = Dossier.objects.filter(pk__gt=min(_seen, newest) - _AGAIN) if _seen else Dossier.objects.all()
        _names.add(rows.order_by().values_list("applicant_folded", flat=True).distinct().iterator(chunk_size=20_000))
        _seen = newest
    return _names


def find(text: str, *, post: Post, ended: bool = False) -> DossierQuerySet:
    """Return dossiers of the post's authority, among those it may see.

    Live ones, the nearest promise first; with `ended` all of them, the newest first.
    """
    mine = Dossier.objects.of_authority(post.agency.authority)
    mine = mine.order_by("-id") if ended else mine.live().order_by("promised_at", "id")
    exact = _exact(text)
    if exact is not None:
        found = mine.filter(exact)
        if found.exists():
            return found
    return _by_name(text, mine)


def _exact(text: str) -> Q | None:
    """Return what a code or number may be, each by an index of its own; None for a text without a digit."""
    clean = text.strip().upper()
    if not any(letter.isdigit() for letter in clean):
        return None
    digits = "".join(letter for letter in clean if letter.isdigit())
    wanted = Q(code=clean) | Q(code__gte=clean, code__lt=_after(clean))
    if codes.is_valid(clean):
        wanted |= Q(pickup_code=codes.normalise(clean))
    if len(digits) in {9, 12}:
        met = Person.objects.with_number(digits).values_list("pk", flat=True)
        wanted |= Q(applicant_id_number=digits) | Q(submitter__in=list(met))
    if len(digits) <= _LONGEST_PHONE:
        wanted |= Q(applicant_phone="0" + digits.removeprefix("84").removeprefix("0"))
    return wanted


def _after(beginning: str) -> str:
    """Return the first text that no longer begins so: with it, a beginning is a range of an index on every database."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _by_name(text: str, mine: DossierQuerySet) -> DossierQuerySet:
    folded = fold(text)
    for meant in names().readings(folded):
        found = mine.filter(_called(folded, meant))
        if meant and found.exists():
            return found
    return mine.none()


def _called(folded: str, meant: list[str]) -> Q:
    if len(meant) <= MANY_NAMES:
        return Q(applicant_folded__in=meant)
    wanted = Q()
    for word in folded.split():
        wanted &= Q(applicant_folded__contains=word)
    return wanted


def people(text: str, *, post: Post, limit: int) -> list[Person]:
    """Return applicants of the post's authority who are called so, one line for each person."""
    mine = Dossier.objects.of_authority(post.agency.authority)
    for meant in names().readings(fold(text)):
        here = mine.filter(applicant_folded__in=meant[:MANY_NAMES]).values("submitter")
        found = list(Person.objects.filter(pk__in=here).order_by("folded_name", "pk")[:limit])
        if found:
            return found
    return []
