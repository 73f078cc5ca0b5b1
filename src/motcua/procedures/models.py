"""Procedures and their versions; a published version never changes."""

import datetime as dt
from functools import cached_property
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.procedures.definition import Definition
from motcua.worktime.deadlines import Limit, LimitKind


class Procedure(models.Model):
    """An administrative procedure by its national code."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=600)
    short_name = models.CharField(max_length=200)
    sector = models.CharField(max_length=80)
    # How often it was taken in: the counter offers the most used first.
    uses = models.PositiveIntegerField(default=0)


class VersionStatus(models.TextChoices):
    """Where a version stands."""

    DRAFT = "DRAFT", _("Bản nháp")
    PUBLISHED = "PUBLISHED", _("Đã công bố")
    REPEALED = "REPEALED", _("Bãi bỏ")
    WITHDRAWN = "WITHDRAWN", _("Đã rút")


# What holds or held; drafts have no number until they are published.
SETTLED = (VersionStatus.PUBLISHED, VersionStatus.REPEALED)


class VersionOrigin(models.TextChoices):
    """Who wrote a version: the catalogue that comes with the project, or the office."""

    SHIPPED = "SHIPPED", _("Đi kèm phần mềm")
    OFFICE = "OFFICE", _("Đơn vị sửa")


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    """Versions by date."""

    def in_force(self, day: dt.date) -> Self:
        """Published versions that hold on `day`."""
        held = self.filter(status=VersionStatus.PUBLISHED, valid_from__lte=day)
        return held.filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def settled(self) -> Self:
        """Versions that hold, held or end a procedure: no drafts."""
        return self.filter(status__in=SETTLED)

    def drafts(self) -> Self:
        """Versions that wait for a second person."""
        return self.filter(status=VersionStatus.DRAFT)


class ProcedureVersion(models.Model):
    """What the procedure is from a day to a day, by which decision, and what replaces it."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=VersionStatus)
    decision = models.CharField(max_length=120, blank=True)
    replaced_by_code = models.CharField(max_length=20, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=VersionOrigin, default=VersionOrigin.SHIPPED)
    # Of a shipped version that waits or waited as a draft: what the files said, before its day was set.
    shipped_digest = models.CharField(max_length=64, blank=True)
    # Of a draft: the form as it would be (None: as it is), who proposed it, who edited it last.
    form_draft = models.JSONField(null=True)
    proposed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    edited_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], condition=Q(status__in=SETTLED), name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["procedure", "origin"], condition=Q(status="DRAFT"), name="one_draft_of_each_origin"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="version_ends_after_it_begins",
            ),
        ]

    @cached_property
    def definition(self) -> Definition:
        """The whole version, typed; kept per digest because what is published never changes."""
        kept = _definitions.get(self.digest)
        if kept is None:
            kept = _definitions[self.digest] = Definition.model_validate(self.content)
        return kept


_definitions: dict[str, Definition] = {}


class CompetenceDelegation(models.Model):
    """One agency lets another decide a procedure in its stead: by a decision, from a day to a day (law.md 1.8).

    A dossier received while it holds is competent there, handled and signed here, and keeps by which one it was
    received. `limit_kind` is empty where the decision sets no time limit of its own; `signature` is the title that the
    delegate signs under ("TUQ. GIÁM ĐỐC SỞ TƯ PHÁP"), in the decision's own words.
    """

    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="competences_given")
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="competences_received")
    procedure_code = models.CharField(max_length=20)
    decision = models.CharField(max_length=120)
    signature = models.CharField(max_length=160, blank=True)
    limit_kind = models.CharField(max_length=20, blank=True)
    limit_value = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.CharField(max_length=400, blank=True)

    objects: ClassVar[models.Manager["CompetenceDelegation"]] = models.Manager()

    class Meta:
        ordering = ["procedure_code", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="competence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(from_agency=models.F("to_agency")), name="competence_to_another_agency"
            ),
        ]
        indexes = [models.Index(fields=["procedure_code", "to_agency"], name="competence_by_procedure")]

    def __str__(self) -> str:
        return f"{self.procedure_code}, {self.from_agency.short_name} → {self.to_agency.short_name}"

    @property
    def limit(self) -> Limit | None:
        """The time limit that the decision sets, if it sets one."""
        return Limit(LimitKind(self.limit_kind), self.limit_value) if self.limit_kind else None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it holds on a day: begun, not ended; one that was revoked holds no more."""
        begun = self.starts_on <= day and self.revoked_at is None
        return begun and (self.ends_on is None or day <= self.ends_on)


class Synonyms(models.Model):
    """What the people of one authority call a procedure; where it has said so, its list stands for the shipped one."""

    authority = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    procedure_code = models.CharField(max_length=20)
    phrases = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Synonyms"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "procedure_code"], name="synonyms_once")]
