"""A dossier: pinned to the procedure version and the units as they were when it was received."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import TruncDay, TruncHour
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers import judgement
from motcua.dossiers.judgement import Punctuality
from motcua.dossiers.models.filing import OnlineFiling
from motcua.dossiers.models.returning import ReturnWay
from motcua.dossiers.models.visit import Visit
from motcua.dossiers.states import LIVE, State
from motcua.forms.models import FilledForm
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.people.models import Mandate, Person
from motcua.procedures.models import CompetenceDelegation, ProcedureVersion
from motcua.worktime.deadlines import Limit, LimitKind

_NO_CLOCK = Q(counted_from=None, due_at=None, promised_at=None, ready_at=None)
_CLOCK = Q(received_at__isnull=False, counted_from__isnull=False)


class Channel(models.TextChoices):
    """How it came in (channel codes 1, 2, 3 of the national portal)."""

    DIRECT = "DIRECT", _("Trực tiếp")
    ONLINE = "ONLINE", _("Trực tuyến")
    POST = "POST", _("Bưu chính công ích")


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Dossiers by scope and state."""

    def of_authority(self, authority: Agency | None) -> Self:
        """Dossiers that an authority took in, is competent for, or handles: the scope of every desk."""
        mine = Q(intake_agency__authority=authority) | Q(authority=authority) | Q(handling_agency__authority=authority)
        return self.filter(mine) if authority is not None else self.none()

    def overdue(self, at: dt.datetime) -> Self:
        """Dossiers that are late at `at`, as `judgement.is_late` has it, so that the due time's index serves."""
        here, hours = local(at).replace(minute=0, second=0, microsecond=0), Q(limit_kind=LimitKind.WORKING_HOURS)
        stopped = "open_pause__starts_at"
        found = self.annotate(
            open_pause=FilteredRelation("pauses", condition=Q(pauses__ends_at=None)),
            due_hour=TruncHour("due_at"), due_day=TruncDay("due_at"),
            stopped_hour=TruncHour(stopped), stopped_day=TruncDay(stopped),
        )  # fmt: skip
        by_hour = hours & Q(due_at__lt=here) & (Q(open_pause=None) | Q(stopped_hour__gt=F("due_hour")))
        by_day = ~hours & Q(due_at__lt=here.replace(hour=0)) & (Q(open_pause=None) | Q(stopped_day__gt=F("due_day")))
        return found.filter(by_hour | by_day, due_at__lt=here)

    def live(self) -> Self:
        """Dossiers that have not ended."""
        return self.filter(state__in=sorted(LIVE))

    def open_of(self, id_number: str, *, procedure_code: str, authority: Agency) -> Self:
        """Live dossiers of one person under one procedure; of a person without a number nothing can be said."""
        # Not ended is what live means, said in the words of the index.
        return self.live().filter(
            applicant_id_number=id_number or None, procedure_code=procedure_code, authority=authority, ended_at=None
        )


_Dossiers = models.Manager.from_queryset(DossierQuerySet)


class DossierManager(_Dossiers["Dossier"]):
    """One mechanism keeps practice and work apart: what is asked for by `objects` is of the world one is in.

    `every` has no such bound: for what must see both (sweeping, an index of words), never for a list somebody reads.
    """

    def get_queryset(self) -> DossierQuerySet:
        """Return dossiers made to practise while practising, and only the others while not."""
        return DossierQuerySet(self.model, using=self._db).filter(training=practice.is_on())


class Dossier(models.Model):
    """One matter of one person. Three organisations, three persons; never one field for two of them.

    `limit`, receipt and pauses are facts; `due_at` is the last answer of the clock, kept so that lists can be sorted;
    `promised_at` is what was said to the citizen and is never changed by a recomputation; an approved apology names
    another time beside it (`reappointed_at`). A dossier that is not accepted yet has no clock: no receipt, no due time.
    Neither has one that was taken in elsewhere, until the competent agency has received it.
    """

    code = models.CharField(max_length=50, unique=True)
    pickup_code = models.CharField(max_length=20, unique=True)
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="dossiers")
    procedure_code = models.CharField(max_length=20)
    procedure_name = models.CharField(max_length=200)
    case = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.DIRECT)
    # How the applicant wants the result; an address only where it is sent by post.
    return_way = models.CharField(max_length=10, choices=ReturnWay, default=ReturnWay.DIRECT)
    return_address = models.CharField(max_length=400, blank=True, default="")

    authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    intake_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    competent_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    handling_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    units = models.JSONField(default=dict)
    # The competence that another agency had lent when it was received: then that one is competent, and this one signs.
    received_under = models.ForeignKey(CompetenceDelegation, models.PROTECT, null=True, related_name="dossiers")

    submitter = models.ForeignKey(Person, models.PROTECT, related_name="submitted")
    representative = models.ForeignKey(Person, models.PROTECT, null=True, related_name="represented")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="dossiers")
    subject_name = models.CharField(max_length=120, blank=True)
    applicant_name = models.CharField(max_length=120)
    applicant_folded = models.CharField(max_length=120)
    applicant_id_number = models.CharField(max_length=20, blank=True)
    applicant_phone = models.CharField(max_length=20, blank=True)

    # When it was handed in, and when it was accepted full and correct: from then the clock runs (law.md 1.3).
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    # The last time somebody took it a step further: what has not moved for long is looked at (queries/watch.py).
    moved_at = models.DateTimeField(null=True)
    # Taken in for another authority: its time counts from when that one received it (NĐ 309/2026/NĐ-CP art. 7, 17.3).
    elsewhere = models.BooleanField(default=False)
    competent_received_at = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    limit_kind = models.CharField(max_length=20, blank=True)
    limit_value = models.PositiveSmallIntegerField(default=0)
    limit_cutoff = models.TimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    reappointed_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    # Early, on time or late, judged once when the result was ready; empty without a limit.
    punctuality = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Punctuality]
    )
    ended_at = models.DateTimeField(null=True)
    in_visit = models.BooleanField(default=False)
    slip_owed = models.BooleanField(default=True)
    slip_reason = models.CharField(max_length=200)

    step = models.PositiveSmallIntegerField(default=1)
    holder_role = models.CharField(max_length=20)
    holder_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Post, models.PROTECT, null=True, related_name="held")

    form = models.OneToOneField(FilledForm, models.PROTECT, null=True, related_name="dossier")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="dossiers")
    # Filed online at the counter with an officer's help: under whose account, and who helped.
    filing = models.ForeignKey(OnlineFiling, models.PROTECT, null=True, related_name="dossiers")
    quantities = models.JSONField(default=dict)
    fee_due = models.PositiveIntegerField(default=0)
    fee_exemption = models.CharField(max_length=200, blank=True)
    # Why it stands beside another open one of the same person and procedure, in the words of whoever looked into it.
    duplicate_note = models.CharField(max_length=400, blank=True)
    # Its line in the register (Sổ theo dõi hồ sơ), given at acceptance: a book for each sector and year, without gaps.
    book_sector = models.CharField(max_length=80, blank=True)
    book_year = models.PositiveSmallIntegerField(null=True)
    book_ordinal = models.PositiveIntegerField(null=True)
    # Taken in to practise on: marked on every page and paper, in no report.
    training = models.BooleanField(default=practice.is_on)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Post, models.PROTECT, related_name="+")

    objects = DossierManager()
    every = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="dossier_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(LIVE), ended_at=None)
                | (~Q(state__in=sorted(LIVE)) & Q(ended_at__isnull=False)),
                name="dossier_ended_has_its_moment",
            ),
            models.CheckConstraint(
                condition=_NO_CLOCK & Q(received_at=None)
                | _CLOCK & Q(elsewhere=False, competent_received_at=None)
                | _CLOCK & Q(elsewhere=True, competent_received_at__isnull=False)
                | _NO_CLOCK & Q(received_at__isnull=False, elsewhere=True, competent_received_at=None),
                name="dossier_clock_runs_from_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(return_way=ReturnWay.POST) | Q(return_address=""), name="dossier_address_only_for_post"
            ),
            models.UniqueConstraint(
                fields=["intake_agency", "book_sector", "book_year", "book_ordinal"],
                condition=Q(book_ordinal__isnull=False),
                name="dossier_one_line_of_a_book",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "state", "due_at", "id"], name="dossier_by_due"),
            models.Index(fields=["holder_agency", "holder_role", "state", "due_at", "id"], name="dossier_inbox"),
            models.Index(fields=["intake_agency", "state", "due_at", "id"], name="dossier_at_counter"),
            models.Index(fields=["handling_agency", "state", "due_at", "id"], name="dossier_handled"),
            models.Index(fields=["intake_agency", "procedure_code", "ready_at"], name="dossier_lately_ready"),
            models.Index(fields=["intake_agency", "moved_at"], name="dossier_lately_moved"),
            models.Index(fields=["applicant_folded"], name="dossier_by_name"),
            models.Index(fields=["applicant_id_number"], name="dossier_by_id_number"),
            models.Index(fields=["applicant_phone"], name="dossier_by_phone"),
            models.Index(fields=["authority", "state", "moved_at", "id"], name="dossier_by_move"),
            models.Index(
                fields=["applicant_id_number", "procedure_code"],
                condition=Q(ended_at=None),
                name="dossier_open_of_person",
            ),
        ]

    @property
    def stream(self) -> str:
        """The name of this dossier's chain of events."""
        return f"dossier:{self.code}"

    @property
    def signing_agency(self) -> Agency:
        """Who signs, numbers and seals: who is competent, or whom the competence was lent to."""
        return self.competent_agency if self.received_under is None else self.authority

    @property
    def limit(self) -> Limit | None:
        """The time limit it was received under."""
        return Limit(LimitKind(self.limit_kind), self.limit_value, self.limit_cutoff) if self.limit_kind else None

    @property
    def clock_since(self) -> dt.datetime | None:
        """The moment its time counts from: acceptance, or elsewhere when the competent agency received it."""
        return self.competent_received_at if self.elsewhere else self.received_at

    @property
    def clock_waits(self) -> bool:
        """Whether it is accepted and its time does not count yet."""
        return self.received_at is not None and self.clock_since is None

    @property
    def stopped_at(self) -> dt.datetime | None:
        """Since when its clock stands still; None while it runs."""
        return next((each.starts_at for each in self.pauses.all() if each.ends_at is None), None)

    def is_late(self, at: dt.datetime) -> bool:
        """Whether the result came late, or has not come and is late by now (see `judgement`)."""
        if self.ready_at is not None:
            return self.punctuality == Punctuality.LATE
        return judgement.is_late(self.limit_kind, self.due_at, at, stopped_at=self.stopped_at)


class SubmittedDocument(models.Model):
    """A paper that was handed in, shown, or replaced by data.

    An original that the office keeps for a while has its place (`kept_where`) until somebody takes it back.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="documents")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=400)
    kind = models.CharField(max_length=10)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    # Where the fact came from when no paper was asked: a register, the card …
    replaced_by = models.CharField(max_length=40, blank=True)
    seen_original = models.BooleanField(default=False)
    kept_where = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField(null=True)
    returned_to = models.CharField(max_length=120, blank=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_to="") | (Q(returned_at__isnull=False) & ~Q(returned_to="")),
                name="original_returned_to_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["kept_at"], condition=Q(kept_at__isnull=False, returned_at=None), name="original_still_kept"
            )
        ]
