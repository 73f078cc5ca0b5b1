"""One touch of one visit, and nothing personal."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency


class Place(models.TextChoices):
    """Where somebody rated."""

    KIOSK = "KIOSK", _("Máy ở phòng chờ")
    PHONE = "PHONE", _("Điện thoại")
    SCREEN = "SCREEN", _("Màn hình ở quầy")


class Reason(models.TextChoices):
    """What was good or was not; to be chosen, never typed, so that nobody is named."""

    WAIT = "WAIT", _("Thời gian đợi")
    MANNER = "MANNER", _("Thái độ phục vụ")
    GUIDANCE = "GUIDANCE", _("Hướng dẫn dễ hiểu")
    PAPERS = "PAPERS", _("Giấy tờ phải nộp")


class Rating(models.Model):
    """How one visit was found, from 1 (very bad) to 5 (very good).

    `token` is a digest of what was served, so that it is rated once and the rating leads to nobody.
    """

    shop = models.ForeignKey(Agency, models.PROTECT, related_name="ratings")
    token = models.CharField(max_length=64, unique=True)
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    place = models.CharField(max_length=8, choices=Place)
    day = models.DateField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Rating"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_from_one_to_five"),
        ]
        indexes = [models.Index(fields=["shop", "day"], name="rating_of_a_day")]
