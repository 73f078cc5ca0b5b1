"""What the office tells the applicant beside a result: refused at the door, late, stopped; and what opens anew."""

from django.db import models
from django.db.models import Q

from motcua.accounts.models import Delegation, Post
from motcua.dossiers.models.dossier import Dossier


class Refusal(models.Model):
    """Not taken in: the reason, the law it rests on, and where to go or what to do instead (form 03). No clock ran."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="refusal")
    reason = models.CharField(max_length=1000)
    legal_basis = models.CharField(max_length=400, blank=True)
    instead = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Apology(models.Model):
    """Late, said before it is (form 04): why, and when instead. Proposed by who handles it, signed by who may.

    At least one working day before the due time, and once (law.md 1.3, move 11; 1.6).
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="apologies")
    reason = models.CharField(max_length=1000)
    due_before = models.DateTimeField()
    new_due_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    # Signed in somebody else's place: by which delegation, and for whom as it stood then.
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="apologies")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    declined_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(declined_at=None), name="one_apology_that_was_not_declined"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(declined_at=None), name="apology_approved_or_declined"
            ),
            models.CheckConstraint(
                condition=Q(new_due_at__gt=models.F("due_before")), name="apology_names_a_later_time"
            ),
            models.CheckConstraint(
                condition=Q(delegation=None, on_behalf_of=None)
                | Q(delegation__isnull=False, on_behalf_of__isnull=False, approved_by__isnull=False),
                name="apology_signed_for_someone_by_a_delegation",
            ),
        ]


class StopNotice(models.Model):
    """Stopped before a decision (form 05 of TT 03/2025/TT-VPCP art. 7): at the wish of the one named, or of nobody.

    Nobody asked where the day for a supplement passed. A dossier that was opened again may be stopped again: each stop
    has its own words, its own paper and number.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="stop_notices")
    asked_by_name = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Reopening(models.Model):
    """An ended dossier that is worked on again: what it had come to, on what ground, by whom. The past stays."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reopenings")
    state_before = models.CharField(max_length=20)
    ended_before = models.DateTimeField()
    due_before = models.DateTimeField(null=True)
    ready_before = models.DateTimeField(null=True)
    ground = models.CharField(max_length=1000)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
