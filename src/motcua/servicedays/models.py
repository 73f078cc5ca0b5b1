"""A service day programme, what it offers and excludes, who stands where, and each promise made on it."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, VisitItem
from motcua.lib.clock import TZ
from motcua.servicedays.spans import Span


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes by date and by authority."""

    def valid_on(self, day: dt.date) -> Self:
        """Programmes announced for a time in which `day` lies."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def seen_by(self, authority: Agency) -> Self:
        """Programmes that an authority announced, or that run at a place of its own."""
        return self.filter(Q(authority=authority) | Q(places__authority=authority)).distinct()


class Programme(models.Model):
    """An announced kind of day: on which weekdays or dates, where, within which windows, for how many.

    It is no working day by itself: the law's clock stays on the working calendar (law.md 7.3). `windows` are pairs of
    hours ("07:30", "11:30"), also on a Saturday or in the evening; a capacity of nothing is without end. What is
    promised shall hold for so many in a hundred (`holds`): the more, the later it is promised.
    """

    authority = models.ForeignKey(Agency, models.PROTECT, related_name="service_days")
    name = models.CharField(max_length=120)
    slogan = models.CharField(max_length=200, blank=True)
    weekdays = models.JSONField(default=list)
    dates = models.JSONField(default=list)
    places = models.ManyToManyField(Agency, related_name="+")
    mobile_point = models.CharField(max_length=200, blank=True)
    windows = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField(default=0)
    holds = models.PositiveSmallIntegerField(default=90)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name", "valid_from"], name="programme_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="programme_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(holds__range=(50, 99)), name="programme_holds_most"),
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: dt.date, *, day_off: bool = False) -> bool:
        """Tell whether it runs on `day`; on a public day off only where that date was named."""
        if day < self.valid_from or (self.valid_to is not None and day > self.valid_to):
            return False
        return day.isoformat() in self.dates or (day.weekday() in self.weekdays and not day_off)

    def spans_on(self, day: dt.date) -> tuple[Span, ...]:
        """Return the windows of a day as moments."""
        return tuple((moment_of(day, opens), moment_of(day, closes)) for opens, closes in self.windows)


def moment_of(day: dt.date, hour: str | dt.time) -> dt.datetime:
    """Return an hour of a day ("07:30", or a time) as a moment in Vietnam."""
    time = dt.time.fromisoformat(hour) if isinstance(hour, str) else hour
    return dt.datetime.combine(day, time, tzinfo=TZ)


class Offer(models.Model):
    """A procedure of the programme and its target: from a working day down to a quarter of an hour.

    Working minutes pass only while the programme's windows are open; others pass on the wall clock.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="offers")
    procedure_code = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()
    working = models.BooleanField(default=True)

    class Meta:
        ordering = ["procedure_code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "procedure_code"], name="offer_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="offer_takes_time"),
        ]


class ExclusionKind(models.TextChoices):
    """By what a dossier is left out of the promise."""

    VERIFICATION = "VERIFICATION", _("phải xác minh ở nơi khác")
    FIELD_CHECK = "FIELD_CHECK", _("phải kiểm tra thực tế")
    MANY = "MANY", _("nhiều trang hoặc nhiều bản")
    OTHER_AGENCY = "OTHER_AGENCY", _("cơ quan khác giải quyết")


class Exclusion(models.Model):
    """What leaves a dossier out of the promise: as data, with the words that the citizen hears.

    `cases` are the procedure's cases it is known by; without them the officer says so (`LeftOut`). `limit`, for MANY,
    is how many pages or copies are still promised. An empty code is for every procedure.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="exclusions")
    kind = models.CharField(max_length=14, choices=ExclusionKind)
    procedure_code = models.CharField(max_length=20, blank=True)
    cases = models.JSONField(default=list)
    limit = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]


BY_HAND = frozenset({ExclusionKind.VERIFICATION, ExclusionKind.FIELD_CHECK})
"""What the officer may say at the counter: no case of a procedure tells it beforehand."""


class LeftOut(models.Model):
    """A matter that the officer left out of the promise before it was taken in, for one of the programme's reasons."""

    item = models.OneToOneField(VisitItem, models.CASCADE, related_name="+")
    exclusion = models.ForeignKey(Exclusion, models.CASCADE, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["LeftOut"]] = models.Manager()


class Part(models.TextChoices):
    """What somebody does on the day."""

    RECEIVES = "RECEIVES", _("tiếp nhận")
    HANDLES = "HANDLES", _("giải quyết")
    SIGNS = "SIGNS", _("ký")


PART_OF_ROLE: dict[str, Part] = {
    Role.INTAKE: Part.RECEIVES,
    Role.CASE: Part.HANDLES,
    Role.HEAD: Part.HANDLES,
    Role.RECORDS: Part.HANDLES,
    Role.APPROVER: Part.SIGNS,
}


class RosterEntry(models.Model):
    """Who does what from when to when, on each day of the programme or one date; who stands in when they are away."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roster")
    date = models.DateField(null=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    opens = models.TimeField()
    closes = models.TimeField()
    stand_in = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["opens", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="roster_entry_has_a_length"),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=models.F("post")), name="roster_stand_in_is_another"
            ),
        ]


class Absence(models.Model):
    """A post whose holder is away, from a day to a day: the stand-in of the roster takes over."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_it_begins"
            ),
        ]


class PromiseState(models.TextChoices):
    """What became of a promise."""

    OPEN = "OPEN", _("đang hẹn")
    KEPT = "KEPT", _("giữ hẹn")
    BROKEN = "BROKEN", _("lỡ hẹn")
    # Nothing was promised for the day, and why.
    NONE = "NONE", _("không hẹn trong ngày")
    # The person took the matter back, or it was taken in by mistake: nobody's failure.
    VOID = "VOID", _("thôi hẹn")


class Promise(models.Model):
    """What was said to the citizen on a service day, from what, and what became of it.

    `law_at` is what the law's clock said at that moment and `target_at` what the programme had announced; both are
    kept, so that "cut from three days to two hours" is a fact. `basis`: each step with its minutes and where they come
    from. It never touches the dossier's own clock. `called_at`: when whoever has it in hand, in `called_role`, was told
    that it will be missed as things stand.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="service_promise")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="promises")
    made_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    target_at = models.DateTimeField(null=True)
    law_at = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    basis = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=PromiseState, default=PromiseState.OPEN)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)
    called_at = models.DateTimeField(null=True)
    called_role = models.CharField(max_length=20, blank=True)

    objects: ClassVar[models.Manager["Promise"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_at=None, state="NONE") | (Q(promised_at__isnull=False) & ~Q(state="NONE")),
                name="promise_has_a_moment_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["OPEN", "NONE"], ended_at=None)
                | (~Q(state__in=["OPEN", "NONE"]) & Q(ended_at__isnull=False)),
                name="promise_ended_has_its_moment",
            ),
            models.CheckConstraint(condition=~Q(state="BROKEN", why=""), name="broken_promise_says_why"),
        ]
        indexes = [
            models.Index(fields=["state", "promised_at"], name="promise_by_moment"),
            models.Index(fields=["programme", "made_at"], name="promise_of_programme"),
        ]
