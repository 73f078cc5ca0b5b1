"""Another unit or agency is asked for its opinion; silence is never agreement (CN15 of TT 11/2025/TT-BKHCN)."""

from django.db import models
from django.db.models import Q

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers.models.dossier import Dossier


class Consultation(models.Model):
    """A question to a unit of ours (`agency`) or to another by its name. The law's clock runs on.

    It ends when a reply is on record, or when the head decides to go on without one and says why.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    asked_name = models.CharField(max_length=200)
    question = models.CharField(max_length=2000)
    reply_due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(close_reason=""), name="consultation_closed_with_a_reason"
            )
        ]


class ConsultationReply(models.Model):
    """What was answered; a later reply stands beside the earlier one and never in its place."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="replies")
    version = models.PositiveSmallIntegerField(default=1)
    agrees = models.BooleanField()
    text = models.CharField(max_length=4000)
    given_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["consultation", "version"], name="reply_version_once")]
