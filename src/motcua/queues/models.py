"""Lines, tickets, appointments, numbers kept for a kiosk without a network, and what the hall is told."""

import base64
import hashlib
import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency, Counter
from motcua.dossiers.models import Visit
from motcua.people.models import Person
from motcua.queues.grounds import grounds
from motcua.queues.states import AT_COUNTER, TicketState


def new_token() -> str:
    """Return a secret that opens a page and says nothing."""
    return secrets.token_urlsafe(16)


class Origin(models.TextChoices):
    """Where a ticket was taken."""

    KIOSK = "KIOSK", _("Máy lấy số")
    PHONE = "PHONE", _("Điện thoại")
    OFFICER = "OFFICER", _("Cán bộ lấy giúp")
    APPOINTMENT = "APPOINTMENT", _("Hẹn giờ")
    OFFLINE = "OFFLINE", _("Máy lấy số khi mất mạng")


class Line(models.Model):
    """A line of a one-stop shop: for some sectors of procedures (none named: for all), served by some counters.

    A line by counter is one that a single counter serves. `usual_minutes` is how long one person is expected to take:
    what an estimate rests on until enough were served. `calls` and `run` are what `choosing.Turn` remembers;
    `version` grows with every act on its tickets, so that a screen asks one small question.
    """

    shop = models.ForeignKey(Agency, models.PROTECT, related_name="lines")
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    sectors = models.JSONField(default=list)
    counters = models.ManyToManyField(Counter, related_name="lines")
    priority_share = models.PositiveSmallIntegerField(default=2)
    calls_before_no_show = models.PositiveSmallIntegerField(default=2)
    skip_places = models.PositiveSmallIntegerField(default=3)
    usual_minutes = models.PositiveSmallIntegerField(default=10)
    active = models.BooleanField(default=True)
    calls = models.PositiveIntegerField(default=0)
    run = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Line"]] = models.Manager()

    class Meta:
        ordering = ["shop", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["shop", "letter"], name="line_letter_once_per_shop"),
            models.CheckConstraint(condition=Q(priority_share__gte=1), name="line_lets_priority_pass"),
            models.CheckConstraint(condition=Q(usual_minutes__gte=1), name="line_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.name}"


class Ticket(models.Model):
    """One turn of one person. `issued_by` gave it its number and keeps it, whatever line it waits in now.

    It knows the person by their row alone, when a card said who. `token` opens it on the phone, and rates once.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="tickets")
    issued_by = models.ForeignKey(Line, models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=10)
    origin = models.CharField(max_length=12, choices=Origin)
    ground = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, related_name="tickets")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=TicketState.WAITING)
    place = models.DateTimeField()
    rests_until = models.PositiveIntegerField(default=0)
    calls = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    serving_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=48, unique=True, default=new_token)
    key = models.CharField(max_length=80, unique=True, null=True)

    objects: ClassVar[models.Manager["Ticket"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issued_by", "day", "number"], name="ticket_number_once_a_day"),
            models.UniqueConstraint(
                fields=["counter"],
                condition=Q(state__in=sorted(AT_COUNTER)),
                name="ticket_one_at_a_counter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(AT_COUNTER)) | Q(counter__isnull=False), name="ticket_called_to_a_counter"
            ),
        ]
        indexes = [models.Index(fields=["line", "day", "state", "place"], name="ticket_waiting_in_line")]

    @property
    def stream(self) -> str:
        """The name of this ticket's chain of events."""
        return f"ticket:{self.pk}"

    @property
    def ground_word(self) -> str:
        """Why it goes first, in a short word; empty when it does not."""
        ground = grounds().get(self.ground)
        return ground.short if ground else self.ground


class TicketBlock(models.Model):
    """Numbers of one day that a device may give out while it has no network.

    Each has its token beforehand, out of `secret`: it stands on the paper before the office hears of the ticket.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="blocks")
    day = models.DateField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    device = models.CharField(max_length=80)
    secret = models.CharField(max_length=32, default=new_token)
    reserved_at = models.DateTimeField()

    objects: ClassVar[models.Manager["TicketBlock"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "day", "first"], name="block_begins_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="block_of_something"),
        ]

    def token_of(self, number: int) -> str:
        """Return the token of one of its numbers: which it is, sealed with 128 bits that nobody guesses."""
        seal = hashlib.sha256(f"{self.secret}:{number}".encode()).digest()[:16]
        return f"{self.pk}.{number}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"


class StrayNumber(models.Model):
    """A number that a kiosk gave out without a network and that could not take its place: somebody may hold its paper.

    A person settles it: whoever holds it is let in under another number (`ticket`), or nobody does any more.
    """

    block = models.ForeignKey(TicketBlock, models.PROTECT, related_name="strays")
    key = models.CharField(max_length=80, unique=True, null=True)
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=10)
    ground = models.CharField(max_length=20, blank=True)
    taken_at = models.DateTimeField()
    came_at = models.DateTimeField()
    problem = models.CharField(max_length=200)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    settlement = models.CharField(max_length=400, blank=True)
    ticket = models.OneToOneField(Ticket, models.PROTECT, null=True, related_name="stray")

    objects: ClassVar[models.Manager["StrayNumber"]] = models.Manager()

    class Meta:
        ordering = ["came_at", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def stream(self) -> str:
        """The name of its chain of events: that of the block it came from."""
        return f"number_block:{self.block_id}"


class Slot(models.Model):
    """A span of time in which so many may come by appointment."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()

    objects: ClassVar[models.Manager["Slot"]] = models.Manager()

    class Meta:
        ordering = ["starts_at", "line"]
        constraints = [
            models.UniqueConstraint(fields=["line", "starts_at"], name="slot_begins_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_begins"),
        ]


class Appointment(models.Model):
    """Somebody will come within a slot; when they have come there is a ticket.

    `code` is typed at the kiosk, `token` opens the page; `device` is the telephone that booked, never a person.
    The number to call is kept until they come, cancel, or the night after.
    """

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=20, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token)
    key = models.CharField(max_length=80, unique=True, null=True)
    ticket = models.OneToOneField(Ticket, models.PROTECT, null=True, related_name="appointment")
    code = models.CharField(max_length=6, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    device = models.CharField(max_length=64, blank=True, default="")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Appointment"]] = models.Manager()

    @property
    def stream(self) -> str:
        """The name of this appointment's chain of events."""
        return f"appointment:{self.pk}"


class Notice(models.Model):
    """What the screen of the hall says from a day to a day, also in a second language; a notice taken down ends."""

    shop = models.ForeignKey(Agency, models.PROTECT, related_name="notices")
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    put_up_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    put_up_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Notice"]] = models.Manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="notice_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.text
