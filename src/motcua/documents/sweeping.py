"""Throw away files that nothing refers to any more: pages taken out, visits dropped, practice swept away.

A file is looked at when its grace is over, counted from when it was last stored. Every day one sixteenth of all files
is looked at, so that a day's work fits into memory; a file goes sixteen days after its grace at the latest.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.tasks import task
from django.utils.module_loading import import_string

from motcua.documents.models import StoredFile
from motcua.documents.turns import root, throwing_away
from motcua.events.record import record
from motcua.lib.clock import TZ

_DIGITS = "0123456789abcdef"


@task()
def sweep_files(day: str) -> int:
    """Throw away what the sixteenth of a day no longer needs; return how many files. Asked again it finds nothing."""
    date = dt.date.fromisoformat(day)
    at = dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), tzinfo=TZ)
    before, digit = at - dt.timedelta(days=settings.MOTCUA_FILE_GRACE_DAYS), _DIGITS[date.toordinal() % len(_DIGITS)]
    gone = [sha256 for sha256 in sorted(_unneeded(digit, before)) if _thrown_away(sha256, before)]
    strays = sum(_stray_thrown_away(path, before) for folder in root().glob(f"{digit}?") for path in folder.iterdir())
    if gone or strays:
        with transaction.atomic():
            record(stream=f"files:{day}", name="files.swept", by=None, at=at, files=gone, strays=strays)
    return len(gone) + strays


def _unreferenced() -> QuerySet[StoredFile]:
    """Return the files that no row names by a foreign key, in whichever room and world it stands."""
    rows = StoredFile.objects.all()
    # Most relations have no name on this side: those are hidden, and count as any other.
    fields: Any = StoredFile._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django's documented interface
    for relation in (each for each in fields if each.auto_created and not each.concrete):
        named = relation.related_model._base_manager  # noqa: SLF001 - both worlds
        rows = rows.exclude(Exists(named.filter(**{relation.field.name: OuterRef("pk")})))
    return rows


def _unneeded(digit: str, before: dt.datetime) -> set[str]:
    old = _unreferenced().filter(sha256__startswith=digit, created_at__lt=before)
    found = set(old.values_list("sha256", flat=True))
    return found - set(_mentioned()) if found else found


def _mentioned() -> Iterable[str]:
    """Yield every checksum that some room keeps elsewhere than in a foreign key (MOTCUA_FILE_MENTIONS)."""
    for path in settings.MOTCUA_FILE_MENTIONS:
        mentions: Callable[[], Iterable[str]] = import_string(path)
        yield from mentions()


def _is_old(path: Path, before: dt.datetime) -> bool:
    return not path.exists() or path.stat().st_mtime < before.timestamp()


def _thrown_away(sha256: str, before: dt.datetime) -> bool:
    """Remove row and content, unless it was stored again or came into use meanwhile: then it has another grace.

    The row goes first and the content when that is certain; nobody waits for us, and we wait for nobody.
    """
    with ExitStack() as until_committed:
        with transaction.atomic():
            row = _unreferenced().filter(sha256=sha256).select_for_update(skip_locked=True).first()
            alone = row is not None and until_committed.enter_context(throwing_away())
            if row is None or not alone or not _is_old(row.path, before):
                return False
            path = row.path
            row.delete()
        path.unlink(missing_ok=True)
    return True


def _stray_thrown_away(path: Path, before: dt.datetime) -> bool:
    """Remove content without a row: what was being written when the power went."""
    with throwing_away() as alone:
        if not alone or not _is_old(path, before) or StoredFile.objects.filter(sha256=path.name).exists():
            return False
        path.unlink(missing_ok=True)
    return True
