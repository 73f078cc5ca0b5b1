"""What the applicant is asked for beyond what was handed in, and times during which the clock stands still."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.dossiers.models.dossier import Dossier


class SupplementRequest(models.Model):
    """One request for everything that is missing or wrong (form 02): all content, reasons and guidance at one time.

    Before acceptance there is no clock (NĐ 118/2025/NĐ-CP art. 17.2a as amended); in processing it may be asked for
    once, a second time only by the head of the unit, which index 766 counts as overdue. `items` is what is asked, a
    sentence each. `close_on` is the last day for an answer, when the procedure sets one.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="supplement_requests")
    ordinal = models.PositiveSmallIntegerField(default=1)
    in_processing = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    reason = models.CharField(max_length=1000)
    guidance = models.CharField(max_length=1000, blank=True)
    counts_overdue = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    close_on = models.DateField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # Ended without an answer: closed after the last day, or stopped at the applicant's wish.
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "in_processing", "ordinal"], name="supplement_request_counted_once"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(answered_at=None, lapsed_at=None),
                name="one_open_supplement_request_per_dossier",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.answered_at is None and self.lapsed_at is None


class PauseKind(models.TextChoices):
    """Why the clock stands still."""

    SUPPLEMENT = "SUPPLEMENT", _("chờ bổ sung hồ sơ")
    PAYMENT = "PAYMENT", _("chờ thực hiện nghĩa vụ tài chính")


class Pause(models.Model):
    """A time during which the law's clock stands still, and the text that lets it; `amount` in đồng of what is owed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=12, choices=PauseKind, default=PauseKind.SUPPLEMENT)
    reason = models.CharField(max_length=400)
    legal_basis = models.CharField(max_length=400, blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(ends_at=None), name="one_open_pause_per_dossier")
        ]
