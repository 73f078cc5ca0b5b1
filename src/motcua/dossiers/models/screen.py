"""The citizen's second screen: a device paired with a counter."""

from django.db import models

from motcua.accounts.models import Post
from motcua.agencies.models import Counter
from motcua.lib import practice


class Screen(models.Model):
    """A device that shows what stands open at one counter; it is known by a token of which only the digest is kept.

    What a practising desk paired shows practice alone, for as long as it is paired, and the other way round.
    """

    token_digest = models.CharField(max_length=64, unique=True)
    # Shown on the device until an officer types it; empty once it is used.
    code = models.CharField(max_length=6, blank=True)
    counter = models.ForeignKey(Counter, models.CASCADE, null=True, related_name="screens")
    made_at = models.DateTimeField()
    paired_at = models.DateTimeField(null=True)
    paired_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    training = models.BooleanField(default=practice.is_on)

    class Meta:
        indexes = [models.Index(fields=["code"], name="screen_by_code")]


class ScreenTry(models.Model):
    """A code that was typed and did not fit: guessing is slow."""

    by = models.ForeignKey(Post, models.CASCADE, related_name="+")
    at = models.DateTimeField()
