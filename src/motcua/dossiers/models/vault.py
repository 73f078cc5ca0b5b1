"""The vault: what a person once handed in or received, to be offered the next time (NĐ 45/2020/NĐ-CP art. 16)."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.people.models import Person


class VaultKind(models.TextChoices):
    """What it was in the dossier it comes from."""

    PAPER = "PAPER", _("giấy tờ đã nộp")
    RESULT = "RESULT", _("kết quả đã cấp")


class VaultSource(models.TextChoices):
    """Who answers for it: only an office's own result or an officer's signature makes it verified."""

    ISSUED = "ISSUED", _("kết quả do cơ quan cấp")
    SIGNED = "SIGNED", _("bản quét do cán bộ ký")
    UPLOADED = "UPLOADED", _("công dân tự tải lên")


class VaultItemQuerySet(models.QuerySet["VaultItem"]):
    """Items by what may still be done with them."""

    def good_on(self, day: dt.date) -> Self:
        """Items that hold on a day: not superseded, not revoked, not expired."""
        return self.filter(superseded_by=None, revoked_at=None).filter(Q(valid_to=None) | Q(valid_to__gte=day))


class VaultItem(models.Model):
    """One paper or result of one person. `key` is a requirement's key or the national code of a result."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="vault")
    kind = models.CharField(max_length=8, choices=VaultKind)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    procedure_code = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=10, choices=VaultSource)
    issued_on = models.DateField()
    valid_to = models.DateField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField(max_length=400, blank=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="vault_items")
    created_at = models.DateTimeField()

    objects = VaultItemQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoke_reason=""), name="vault_item_revoked_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind", "key"],
                condition=Q(superseded_by=None),
                name="one_current_vault_item_per_component",
            ),
        ]

    def holds_on(self, day: dt.date) -> bool:
        """Whether it holds on a day: the same for one row as `good_on` for many."""
        ended = self.superseded_by_id is not None or self.revoked_at is not None
        return not ended and (self.valid_to is None or self.valid_to >= day)

    @property
    def verified(self) -> bool:
        """Whether an office answers for it; what only the citizen uploaded proves nothing (law.md 1.11)."""
        return self.source != VaultSource.UPLOADED
