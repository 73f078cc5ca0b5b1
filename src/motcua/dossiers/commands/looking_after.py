"""What someone does who works down the lists of what does not move by itself: calls, settles, keeps, gives back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.models import Dossier, SubmittedDocument
from motcua.dossiers.rules import watch
from motcua.lib.outcomes import Denied


def _said(text: str, sentence: str) -> str:
    if not text.strip():
        raise Denied(sentence)
    return text.strip()


@transaction.atomic
def note_call(*, dossier: Dossier, words: str, by: Post, at: dt.datetime) -> Dossier:
    """Note that the applicant was told to fetch the result, and what was said."""
    dossier = locked(dossier)
    watch.check_can_note_call(dossier, by=by, at=at)
    said = _said(words, _("Ghi đã báo cho ai, bằng cách nào, người ta hẹn thế nào."))
    return changed(dossier, "called", by=by, at=at, fields=[], words=said[:400])


@transaction.atomic
def settle_duplicate(*, dossier: Dossier, reason: str, by: Post, at: dt.datetime) -> Dossier:
    """Say why a dossier is no double of another of the same person and procedure; it leaves the list."""
    dossier = locked(dossier)
    watch.check_can_settle_duplicate(dossier, by=by, at=at)
    dossier.duplicate_note = _said(reason, _("Ghi vì sao không trùng, để người sau khỏi xem lại."))[:400]
    fields = ["duplicate_note"]
    return changed(dossier, "duplicate_settled", by=by, at=at, fields=fields, reason=dossier.duplicate_note)


def _locked_document(document: SubmittedDocument) -> SubmittedDocument:
    dossier = locked(document.dossier)
    row = SubmittedDocument.objects.select_for_update().get(pk=document.pk)
    row.dossier = dossier
    return row


@transaction.atomic
def keep_original(*, document: SubmittedDocument, where: str, by: Post, at: dt.datetime) -> SubmittedDocument:
    """Note that an original was seen and is kept here for a while, and where it lies."""
    row = _locked_document(document)
    watch.check_can_keep_original(row, by=by, at=at)
    row.kept_where = _said(where, _("Ghi bản chính cất ở đâu để tìm lại được."))[:200]
    row.seen_original, row.kept_at, row.returned_at, row.returned_to = True, at, None, ""
    row.save(update_fields=["seen_original", "kept_where", "kept_at", "returned_at", "returned_to"])
    changed(row.dossier, "original_kept", by=by, at=at, fields=[], paper=row.name, where=row.kept_where)
    return row


@transaction.atomic
def return_original(*, document: SubmittedDocument, to_name: str, by: Post, at: dt.datetime) -> SubmittedDocument:
    """Give an original back into named hands."""
    row = _locked_document(document)
    watch.check_can_return_original(row, by=by, at=at)
    row.returned_to, row.returned_at = _said(to_name, _("Ghi trả bản chính cho ai."))[:120], at
    row.save(update_fields=["returned_to", "returned_at"])
    changed(row.dossier, "original_returned", by=by, at=at, fields=[], paper=row.name, to=row.returned_to)
    return row
