"""Units as they are and as they were: a code may be used again, so the key is (code, valid_from)."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.worktime.models import Calendar


class AgencyKind(models.TextChoices):
    """What a unit is in the organisation of the state."""

    PROVINCE = "PROVINCE", _("Tỉnh, thành phố")
    DISTRICT = "DISTRICT", _("Huyện (đến 30/6/2025)")
    COMMUNE = "COMMUNE", _("Xã, phường, đặc khu")
    DEPARTMENT = "DEPARTMENT", _("Phòng, ban, sở")
    CENTRE = "CENTRE", _("Trung tâm phục vụ hành chính công")
    BRANCH = "BRANCH", _("Chi nhánh")
    RECEPTION_POINT = "RECEPTION_POINT", _("Điểm tiếp nhận và trả kết quả")
    VERTICAL = "VERTICAL", _("Cơ quan ngành dọc")


ONE_STOP = frozenset({AgencyKind.CENTRE, AgencyKind.BRANCH, AgencyKind.RECEPTION_POINT})
"""Where dossiers are taken in: the kinds of unit that have counters."""


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Units by date and by authority."""

    def valid_on(self, day: dt.date) -> Self:
        """Units that stood on `day`."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


class Agency(models.Model):
    """One unit during one period of validity.

    `authority` is the people's committee the unit belongs to; an authority points to itself. Codes: QĐ 20/2020/QĐ-TTg
    is read left to right (H26.91.01), QCVN 102:2016 right to left (000.01.91.H26); neither is derived from the other.
    `sectors` names the sectors of procedures that a department or a vertical agency handles.
    """

    code = models.CharField(max_length=35)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    authority = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    code_qd20 = models.CharField(max_length=35, blank=True)
    code_qcvn102 = models.CharField(max_length=35, blank=True)
    # False: the national codes are made up for a demonstration, because the unit's own are not known here
    codes_confirmed = models.BooleanField(default=True)
    unit_code = models.CharField(max_length=10, blank=True)
    province_code = models.CharField(max_length=10, blank=True)
    calendar = models.ForeignKey(Calendar, models.PROTECT, null=True, to_field="code")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    sectors = models.JSONField(default=list)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="agency_once_per_period"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="agency_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: dt.date) -> bool:
        """Tell whether the unit stands on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def calendar_code(self) -> str:
        """Return the code of the calendar this unit works by: its own or the nearest parent's."""
        unit: Agency | None = self
        while unit is not None:
            if unit.calendar_id is not None:
                return unit.calendar_id
            unit = unit.parent
        raise LookupError(f"agency {self.code} and its parents have no calendar")


class SuccessionKind(models.TextChoices):
    """Whether all of the old unit went into the new one."""

    WHOLE = "WHOLE", _("toàn bộ")
    PART = "PART", _("một phần")


class Succession(models.Model):
    """An old unit went, whole or in part, into a new one."""

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="became")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    on = models.DateField()
    decision = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]


class Counter(models.Model):
    """A counter of a one-stop centre."""

    centre = models.ForeignKey(Agency, models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["centre", "number"]
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="counter_number_once_per_centre")]

    def __str__(self) -> str:
        return f"{self.name}, {self.centre.short_name}"


class NumberSequence(models.Model):
    """The last number given in a scope and a period."""

    scope = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "period"], name="sequence_once_per_period")]
