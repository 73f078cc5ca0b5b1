"""A dossier found from anywhere: by code, pick-up code, identity number, telephone or name, mistyped or not.

What is an index's own question (codes, numbers) is asked of the database. Names are looked for in the process first,
among the distinct ones, and only those that fit are asked of the database: the same on SQLite and PostgreSQL, with a
million dossiers as with ten.
"""

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_
from threading import Lock

from django.db.models import Max, Q

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.lib import codes
from motcua.lib.name_index import NameIndex
from motcua.lib.vietnamese import fold
from motcua.people.models import Person

# So many names are asked for by name; a word that more people share is looked for newest first, and soon found.
MANY_NAMES = 2_000
# Nobody reads more; who is not among them gives another word.
MOST, MOST_OF_MANY = 1_000, 100
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
        # Words of both worlds: the dossiers themselves are asked for in the one.
        newest = Dossier.every.aggregate(newest=Max("pk"))["newest"] or 0
        called = Dossier.every.order_by().values_list("applicant_folded", flat=True)
        # Without "distinct" the few new ones are read by their keys; with it, a database may walk through all names.
        rows = called.filter(pk__gt=min(_seen, newest) - _AGAIN) if _seen else called.distinct()
        _names.add(rows.iterator(chunk_size=20_000))
        _seen = newest
    return _names


def find(text: str, *, post: Post, ended: bool = False) -> DossierQuerySet:
    """Return dossiers of the post's authority, at most MOST.

    Live ones, the nearest promise first; with `ended` all of them, the newest first.
    """
    mine = Dossier.objects.of_authority(post.agency.authority)
    mine = mine if ended else mine.live()
    found = next(filter(None, (newest(mine) for newest in _readings(text))), [])
    return Dossier.objects.filter(pk__in=found).order_by(*(["-id"] if ended else ["promised_at", "id"]))


def _readings(text: str) -> Iterator[Callable[[DossierQuerySet], list[int]]]:
    """Yield what the text may mean, the likeliest first: each picks its dossiers, the newest first."""
    exact = _exact(text)
    if exact is not None:
        yield lambda mine: _few(mine.filter(exact))
    folded = fold(text)
    for meant in filter(None, names().readings(folded)):
        yield _called(folded, meant)


def _called(folded: str, meant: list[str]) -> Callable[[DossierQuerySet], list[int]]:
    if len(meant) <= MANY_NAMES:
        return lambda mine: _few(mine.filter(applicant_folded__in=meant))
    wanted = reduce(and_, (Q(applicant_folded__contains=word) for word in folded.split()))
    return lambda mine: list(mine.filter(wanted).order_by("-pk").values_list("pk", flat=True)[:MOST_OF_MANY])


def _few(found: DossierQuerySet) -> list[int]:
    """Return keys that an index finds. Sorted here: asked for an order, a database may walk through all its rows."""
    return sorted(found.order_by().values_list("pk", flat=True), reverse=True)[:MOST]


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


def people(text: str, *, post: Post, limit: int) -> list[Person]:
    """Return applicants of the post's authority who are called so, one line for each person."""
    mine = Dossier.objects.of_authority(post.agency.authority)
    folded = fold(text)
    for meant in filter(None, names().readings(folded)):
        here = Dossier.objects.filter(pk__in=_called(folded, meant)(mine)).values("submitter")
        if found := list(Person.objects.filter(pk__in=here).order_by("folded_name", "pk")[:limit]):
            return found
    return []
