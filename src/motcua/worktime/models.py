"""Calendars as data: what an office works in a week, and the days that differ, each with its source."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Calendar(models.Model):
    """Exceptions of the base calendar hold for every calendar above it; hours are each calendar's own.

    `version` grows with every change, so that other processes know when what they keep is old.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="extensions")
    covers_from = models.DateField()
    covers_to = models.DateField()
    version = models.PositiveIntegerField(default=1)


class OfficeHours(models.Model):
    """One worked span of a weekday (0 is Monday), from a day to a day."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_on_a_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_close_after_they_open"),
        ]


class DayKind(models.TextChoices):
    """How a day differs from its weekday."""

    OFF = "OFF", _("Nghỉ")
    WORKING = "WORKING", _("Làm bù")


class DayException(models.Model):
    """A day off or a swapped working day, with the decision it comes from."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=DayKind)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    # statutory, compensatory, swap_off, swap_in, projected …: projected days wait for the yearly announcement
    nature = models.CharField(max_length=30, blank=True)
    confidence = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="one_exception_per_day")]
