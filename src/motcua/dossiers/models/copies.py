"""Digital copies of what was handed in, and each use of the vault."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import SubmittedDocument
from motcua.dossiers.models.vault import VaultItem
from motcua.dossiers.models.visit import VisitItem


class CopyStatus(models.IntegerChoices):
    """Status of a component in the national data (law.md 1.11)."""

    NONE = 0, _("chưa số hóa")
    DIGITISED = 1, _("đã số hóa")
    FROM_COMPONENT = 2, _("dùng lại giấy tờ đã nộp")
    FROM_RESULT = 3, _("dùng lại kết quả đã cấp")


class DigitalCopy(models.Model):
    """One version of the copy of one component, made at the visit and kept with the dossier.

    `pages` are documents.digitising.Page as data; `file` is what was drawn of them, empty again after every change;
    `signed` carries the officer's own signature and `signature` what was found when it was checked.
    """

    item = models.ForeignKey(VisitItem, models.CASCADE, null=True, related_name="copies")
    document = models.ForeignKey(SubmittedDocument, models.PROTECT, null=True, related_name="digital_copies")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=400)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.PositiveSmallIntegerField(choices=CopyStatus, default=CopyStatus.NONE)
    pages = models.JSONField(default=list)
    paper_pages = models.PositiveSmallIntegerField(null=True)
    difference = models.CharField(max_length=400, blank=True)
    # The last day the paper itself holds, as the officer read it there.
    valid_to = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signature = models.JSONField(default=dict)
    signed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    reused = models.ForeignKey(VaultItem, models.PROTECT, null=True, related_name="copies")
    created_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(document__isnull=False), name="copy_belongs_to_a_component"
            ),
            models.UniqueConstraint(
                fields=["item", "key"], condition=Q(replaced_at=None), name="one_current_copy_per_item_component"
            ),
            models.UniqueConstraint(
                fields=["document"], condition=Q(replaced_at=None), name="one_current_copy_per_document"
            ),
            models.CheckConstraint(
                condition=Q(signed=None, signed_at=None) | Q(signed__isnull=False, signed_at__isnull=False),
                name="copy_signed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status=CopyStatus.NONE) | Q(signed__isnull=False) | Q(reused__isnull=False),
                name="copy_counts_when_signed_or_reused",
            ),
        ]


class ReadingState(models.TextChoices):
    """How far a long scan is read."""

    WAITING = "WAITING", _("Đang đọc")
    DONE = "DONE", _("Đã đọc")
    REFUSED = "REFUSED", _("Không nhận")


class ScanReading(models.Model):
    """A long scan that the worker draws anew (ADR 16), page by page, behind the pages that its copy has.

    `file` is what was handed in, until it is read; nobody is shown it. `sentence`: why it was refused after all.
    """

    copy = models.ForeignKey(DigitalCopy, models.CASCADE, related_name="readings")
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ReadingState, default=ReadingState.WAITING)
    sentence = models.CharField(max_length=600, blank=True)
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="WAITING") | Q(file__isnull=False), name="reading_waits_with_its_file"
            ),
        ]


class VaultUse(models.Model):
    """Something of the vault was used: for which copy, what for, by whom."""

    item = models.ForeignKey(VaultItem, models.PROTECT, related_name="uses")
    copy = models.ForeignKey(DigitalCopy, models.CASCADE, related_name="uses")
    purpose = models.CharField(max_length=400)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()
