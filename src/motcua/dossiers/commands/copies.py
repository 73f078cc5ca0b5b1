"""Digital copies: pages added, arranged, counted, drawn, signed, made anew; those of a visit follow into the dossier.

Reading files, drawing and signing happen outside these short transactions; what comes in here is finished.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.documents import digitising
from motcua.documents.commands import store
from motcua.documents.digitising import Page
from motcua.documents.models import DamagedFile, StoredFile
from motcua.dossiers import keeping
from motcua.dossiers.commands import vault
from motcua.dossiers.commands.acting import locked
from motcua.dossiers.models import CopyStatus, DigitalCopy, Dossier, SubmittedDocument, VaultKind, Visit, VisitItem
from motcua.dossiers.queries.copies import Component
from motcua.dossiers.rules import copies as copy_rules
from motcua.events.record import record
from motcua.lib.outcomes import Denied

MOST_PAPER = 2_000
type Owner = Visit | Dossier
type Arranging = Callable[[list[Page]], list[Page]]


def locked_owner(owner: Owner, *, by: Post, at: dt.datetime) -> Owner:
    """Return the visit or dossier, its row locked, if this post may digitise for it now."""
    row = Visit.objects.select_for_update().get(pk=owner.pk) if isinstance(owner, Visit) else locked(owner)
    copy_rules.check_can_digitise(row, by=by, at=at)
    return row


def _current(component: Component) -> DigitalCopy | None:
    rows = DigitalCopy.objects.select_for_update().filter(replaced_at=None)
    if component.document is not None:
        return rows.filter(document=component.document).first()
    return rows.filter(item=component.item, key=component.requirement.key).first()


def _new(component: Component, *, by: Post, at: dt.datetime, version: int = 1, **more: Any) -> DigitalCopy:
    return DigitalCopy.objects.create(
        item=component.item,
        document=component.document,
        key=component.requirement.key,
        name=component.requirement.name[:400],
        version=version,
        created_by=by,
        created_at=at,
        **more,
    )


def _tick(component: Component) -> None:
    """A paper that was scanned or taken from the vault is on the table: it is ticked."""
    if component.item is not None and not component.item.papers.get(component.requirement.key):
        component.item.papers = {**component.item.papers, component.requirement.key: True}
        component.item.save(update_fields=["papers"])


@transaction.atomic
def add_pages(owner: Owner, component: Component, *, pages: Sequence[Page], by: Post, at: dt.datetime) -> DigitalCopy:
    """Put pages behind those that are there; the number of pages is to be compared again."""
    locked_owner(owner, by=by, at=at)
    if component.no_scan:
        raise Denied(_("%(name)s: %(why)s.") % {"name": component.requirement.name, "why": component.no_scan})
    copy = _current(component) or _new(component, by=by, at=at)
    copy_rules.check_can_change(copy)
    _tick(component)
    return put(copy, [*digitising.from_data(copy.pages), *pages])


def put(copy: DigitalCopy, pages: Sequence[Page]) -> DigitalCopy:
    """Let these be the pages of a copy; the caller holds its row."""
    if len(pages) != len(copy.pages):
        copy.difference = ""
    copy.pages, copy.file = digitising.as_data(pages), None
    copy.save(update_fields=["pages", "file", "difference"])
    return copy


def _held(owner: Owner, component: Component, *, by: Post, at: dt.datetime) -> DigitalCopy:
    locked_owner(owner, by=by, at=at)
    copy = _current(component)
    if copy is None:
        raise Denied(_("Chưa có trang nào: quét hoặc chọn tệp trước."))
    return copy


@transaction.atomic
def arrange(owner: Owner, component: Component, *, how: Arranging, by: Post, at: dt.datetime) -> DigitalCopy:
    """Turn, move or take out a page."""
    copy = _held(owner, component, by=by, at=at)
    copy_rules.check_can_change(copy)
    return put(copy, how(digitising.from_data(copy.pages)))


@transaction.atomic
def count(
    owner: Owner,
    component: Component,
    *,
    paper_pages: int | None,
    difference: str,
    by: Post,
    at: dt.datetime,
    valid_to: dt.date | None = None,
) -> DigitalCopy:
    """Say how many pages the paper has and, when the copy has another number, why; until when the paper holds."""
    copy = _held(owner, component, by=by, at=at)
    copy_rules.check_can_change(copy)
    if paper_pages is not None and not 1 <= paper_pages <= MOST_PAPER:
        raise Denied(_("Số trang giấy phải từ 1 đến %(most)s.") % {"most": MOST_PAPER})
    copy.paper_pages, copy.valid_to = paper_pages, valid_to
    copy.difference = "" if paper_pages == len(copy.pages) else difference.strip()[:400]
    copy.save(update_fields=["paper_pages", "difference", "valid_to"])
    return copy


def drawn(owner: Owner, component: Component, *, by: Post, at: dt.datetime) -> DigitalCopy:
    """Return the whole copy with its PDF/A, drawn once for these pages: asked again it is the very same file."""
    with transaction.atomic():
        copy = _held(owner, component, by=by, at=at)
        copy_rules.check_is_whole(copy)
    if copy.file is not None:
        return copy
    try:
        pdf = digitising.draw(digitising.from_data(copy.pages), title=copy.name, at=at)
    except DamagedFile:
        raise Denied(copy_rules.unreadable(copy.name)) from None
    file = store(pdf, media_type=digitising.PDF, at=at)
    with transaction.atomic():
        now = _held(owner, component, by=by, at=at)
        copy_rules.check_is_whole(now)
        _check_same(now.pages, copy.pages)
        now.file = now.file or file
        now.save(update_fields=["file"])
    return now


def _check_same(now: object, before: object) -> None:
    if now != before:
        raise Denied(_("Bản quét vừa thay đổi: xem lại rồi ký."))


@transaction.atomic
def keep_signed(
    owner: Owner,
    component: Component,
    *,
    drawn_file: StoredFile,
    signed: StoredFile,
    signature: dict[str, Any],
    by: Post,
    at: dt.datetime,
) -> DigitalCopy:
    """Keep the signed copy with what was found when its signature was checked; now the component is digitised."""
    row = locked_owner(owner, by=by, at=at)
    copy = _held(owner, component, by=by, at=at)
    if copy.signed_id == signed.pk:
        return copy
    _check_same(copy.file_id, drawn_file.pk)
    copy_rules.check_is_whole(copy)
    copy.signed, copy.signature, copy.signed_by, copy.signed_at = signed, signature, by, at
    copy.status = CopyStatus.DIGITISED
    copy.save(update_fields=["signed", "signature", "signed_by", "signed_at", "status"])
    if isinstance(row, Dossier):
        _told(row, copy, by=by, at=at)
        keeping.keep_copy(row, copy, at=at)
    return copy


def _told(dossier: Dossier, copy: DigitalCopy, *, by: Post, at: dt.datetime) -> None:
    file = copy.signed or copy.file
    record(
        stream=dossier.stream,
        name="dossier.copy_reused" if copy.reused_id else "dossier.copy_signed",
        by=by,
        at=at,
        component=copy.key,
        copy=copy.name,
        pages=len(copy.pages) or (copy.reused.pages if copy.reused else 0),
        status=copy.status,
        sha256=file.sha256 if file else "",
    )


@transaction.atomic
def again(owner: Owner, component: Component, *, by: Post, at: dt.datetime) -> DigitalCopy:
    """Begin another version of a copy that is done; the earlier one stays as it was."""
    copy = _held(owner, component, by=by, at=at)
    if copy.replaced_at is not None or not (copy.signed_id or copy.reused_id):
        raise Denied(_("Bản này chưa xong, còn sửa được: không cần làm lại."))
    copy.replaced_at = at
    copy.save(update_fields=["replaced_at"])
    fresh = _new(component, by=by, at=at, version=copy.version + 1)
    fresh.pages, fresh.paper_pages, fresh.valid_to = copy.pages, copy.paper_pages, copy.valid_to
    fresh.save(update_fields=["pages", "paper_pages", "valid_to"])
    return fresh


@transaction.atomic
def reuse(owner: Owner, component: Component, *, item_id: int, by: Post, at: dt.datetime) -> DigitalCopy:
    """Use something of the person's vault for a component; the purpose is recorded."""
    row = locked_owner(owner, by=by, at=at)
    item = vault.offered(row, component, item_id=item_id, at=at)
    copy = _current(component)
    if copy is not None:
        copy_rules.check_nothing_waits(copy)
    if copy is not None and (copy.pages or copy.signed_id or copy.reused_id):
        raise Denied(_("Đã có bản quét cho giấy này: bỏ các trang đó trước khi dùng lại bản trong kho."))
    copy = copy or _new(component, by=by, at=at)
    copy.reused, copy.file = item, item.file
    copy.status = CopyStatus.FROM_RESULT if item.kind == VaultKind.RESULT else CopyStatus.FROM_COMPONENT
    copy.save(update_fields=["reused", "file", "status"])
    _tick(component)
    vault.note_use(item, copy, purpose=component.procedure, by=by, at=at)
    if isinstance(row, Dossier):
        _told(row, copy, by=by, at=at)
    return copy


def handed_in(item: VisitItem) -> frozenset[str]:
    """Return the components that are there as a copy, ticked or not."""
    rows = item.copies.filter(replaced_at=None).values_list("key", "pages", "reused")
    return frozenset(key for key, pages, reused in rows if pages or reused)


def follow(items: Sequence[VisitItem], dossiers: Sequence[Dossier], *, by: Post, at: dt.datetime) -> None:
    """Let the copies of a visit follow it into the dossiers that it became, in the caller's transaction."""
    of_form = {dossier.form_id: dossier for dossier in dossiers}
    for item in items:
        dossier = of_form[item.form_id]
        papers = {each.key: each for each in SubmittedDocument.objects.filter(dossier=dossier)}
        for copy in item.copies.filter(key__in=papers).select_related("file", "signed", "reused"):
            _move(copy, papers[copy.key], dossier, by=by, at=at)


def _move(copy: DigitalCopy, paper: SubmittedDocument, dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Put a copy with its paper; what an earlier visit brought for the same paper is its earlier version."""
    before = paper.digital_copies.order_by("-version").first()
    if before is not None and before.item_id != copy.item_id:
        paper.digital_copies.filter(replaced_at=None).update(replaced_at=at)
        copy.version += before.version
    copy.document = paper
    copy.save(update_fields=["document", "version"])
    if copy.replaced_at is None and copy.status != CopyStatus.NONE:
        _told(dossier, copy, by=by, at=at)
        keeping.keep_copy(dossier, copy, at=at)
