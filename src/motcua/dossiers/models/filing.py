"""An online filing: under whose account, who helped, how it was confirmed; the one-time link; the checks after it."""

from django.db import models
from django.db.models import Q

from motcua.accounts.models import Post
from motcua.dossiers.models.visit import Visit
from motcua.forms.models import ConfirmedHow
from motcua.people.models import CitizenAccount


class OnlineFiling(models.Model):
    """One filing of a citizen under their own account; helper and filer are two people, always (law.md 6.3).

    Names stay as they were on that day. Without a helper the citizen filed alone. `confirmed_how` is a screen of the
    citizen's own: what officers may choose for them is none.
    """

    account = models.ForeignKey(CitizenAccount, models.PROTECT, related_name="filings")
    filer_name = models.CharField(max_length=120)
    helper = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    helper_name = models.CharField(max_length=200, blank=True)
    # The work at the counter that it came from; nothing is filed until the citizen confirms.
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, related_name="filing")
    begun_at = models.DateTimeField()
    confirmed_how = models.CharField(max_length=10, choices=ConfirmedHow, blank=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None, confirmed_how="")
                | Q(submitted_at__isnull=False, confirmed_how__in=[ConfirmedHow.SCREEN, ConfirmedHow.PHONE]),
                name="filing_is_confirmed_by_its_filer",
            ),
            models.CheckConstraint(
                condition=Q(helper=None, helper_name="") | Q(helper__isnull=False) & ~Q(helper_name=""),
                name="filing_names_its_helper",
            ),
        ]


class FilingLink(models.Model):
    """A link for the citizen's phone: one filing, exactly the values of its moment, a short time, once.

    Only the digest of its token is kept.
    """

    filing = models.ForeignKey(OnlineFiling, models.CASCADE, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True)
    # What stands for the very values that it shows.
    seen = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class IntakeCheck(models.Model):
    """One line of the checklist of a dossier filed online, as an officer answered it; the latest answer counts."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="checks")
    key = models.CharField(max_length=70)
    words = models.CharField(max_length=500)
    passed = models.BooleanField()
    why = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(passed=True, why="") | Q(passed=False) & ~Q(why=""), name="failed_why"),
        ]
