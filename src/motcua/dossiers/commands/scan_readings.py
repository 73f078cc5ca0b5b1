"""Long scans: looked at when they come in, drawn anew by the worker, in the order in which they came.

What is handed in is in order as far as a look tells; what only the drawing finds out is kept as the sentence with which
it would have been refused at the counter. Until then nothing is accepted or signed (law.md 8.15): see rules/copies.py.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.tasks import task
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.documents import checking, digitising
from motcua.documents.digitising import Page
from motcua.documents.models import StoredFile
from motcua.dossiers.commands import copies
from motcua.dossiers.commands.copies import Owner
from motcua.dossiers.models import DigitalCopy, ReadingState, ScanReading
from motcua.dossiers.queries.copies import Component
from motcua.lib.outcomes import Denied


@dataclass(frozen=True, slots=True)
class LongScan:
    """A file that is to be read: its name for sentences, its content as it was handed in, how many pages it says."""

    name: str
    file: StoredFile
    pages: int


@transaction.atomic
def take_in(
    owner: Owner,
    component: Component,
    *,
    pages: Sequence[Page],
    long: Sequence[LongScan],
    by: Post,
    at: dt.datetime,
) -> DigitalCopy:
    """Put the pages that were read behind those that are there, and let the long scans wait for the worker."""
    copy = copies.add_pages(owner, component, pages=pages, by=by, at=at)
    ScanReading.objects.bulk_create(
        ScanReading(copy=copy, name=each.name[:200], file=each.file, pages=each.pages, asked_by=by, asked_at=at)
        for each in long
    )
    if long:
        read_scans.enqueue(copy.pk)
    return copy


@transaction.atomic
def drop(owner: Owner, component: Component, *, reading: int, by: Post, at: dt.datetime) -> None:
    """Take away a scan that waits, or the sentence of one that was refused."""
    copies.locked_owner(owner, by=by, at=at)
    rows = ScanReading.objects.filter(copy=component.copy, pk=reading).exclude(state=ReadingState.DONE)
    if component.copy is None or not rows.delete()[0]:
        raise Denied(_("Tệp này đã đọc xong hoặc đã bỏ: xem lại các trang."))


@task(queue_name="scans")
def read_scans(copy: int) -> int:
    """Read what waits for a copy, one after the other; return how many. Asked again it finds nothing."""
    done = 0
    while row := _waiting(copy).select_related("file").first():
        try:
            drawn = checking.pages_of(row.file.read() if row.file else b"", name=row.name)
        except Denied as denied:
            done += _refused(row, denied.reason)
        else:
            done += put_behind(row, digitising.keep(drawn, at=row.asked_at))
    return done


def _waiting(copy: int) -> models.QuerySet[ScanReading]:
    return ScanReading.objects.filter(copy=copy, state=ReadingState.WAITING)


def _refused(row: ScanReading, sentence: str) -> int:
    rows = _waiting(row.copy_id).filter(pk=row.pk)
    return rows.update(state=ReadingState.REFUSED, sentence=sentence[:600], file=None)


@transaction.atomic
def put_behind(row: ScanReading, pages: Sequence[Page]) -> int:
    """Put the pages behind the others, unless another worker did, or scan or copy are gone meanwhile."""
    copy = DigitalCopy.objects.select_for_update().filter(pk=row.copy_id).first()
    taken = _waiting(row.copy_id).filter(pk=row.pk).update(state=ReadingState.DONE, pages=len(pages), file=None)
    if copy is not None and taken:
        copies.put(copy, [*digitising.from_data(copy.pages), *pages])
    return taken
