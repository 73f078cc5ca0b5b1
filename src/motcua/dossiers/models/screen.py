"""The citizen's second screen: a device paired with a counter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency, Counter
from motcua.lib import practice


class ScreenKind(models.TextChoices):
    """What a device is for, and so what it is tied to: a counter, or the whole shop."""

    SECOND = "SECOND", _("Màn hình thứ hai")
    KIOSK = "KIOSK", _("Máy lấy số")
    HALL = "HALL", _("Màn hình phòng chờ")


class Screen(models.Model):
    """A device that shows what stands open at one counter; it is known by a token of which only the digest is kept.

    A kiosk and the screen of the hall are tied to a shop in the same way (`shop`), and never show a visit.

    What a practising desk paired shows practice alone, for as long as it is paired, and the other way round.
    """

    token_digest = models.CharField(max_length=64, unique=True)
    # Shown on the device until an officer types it; empty once it is used.
    code = models.CharField(max_length=6, blank=True)
    counter = models.ForeignKey(Counter, models.CASCADE, null=True, related_name="screens")
    kind = models.CharField(max_length=8, choices=ScreenKind, default=ScreenKind.SECOND)
    shop = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
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
