"""A tablet of a mobile point, the numbers reserved for it, and each intake that it made without a line."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier
from motcua.dossiers.numbering import Codes


class Device(models.Model):
    """A tablet of one centre; it is known by a token of which only the digest is kept.

    `code` is typed on the tablet once, within a quarter of an hour; then it is empty.
    """

    name = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="devices")
    block_size = models.PositiveSmallIntegerField(default=30)
    code = models.CharField(max_length=12, blank=True)
    made_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    joined_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(block_size__gte=1, block_size__lte=200), name="device_block_size"),
        ]

    def __str__(self) -> str:
        return self.name


class NumberBlock(models.Model):
    """Codes of dossiers reserved for one device until a day: pairs of code and pick-up code, never given twice.

    What was not used is written off, with an event: a number that nobody carries is accounted for.
    """

    device = models.ForeignKey(Device, models.PROTECT, related_name="blocks")
    codes = models.JSONField(default=list)
    written_off = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    valid_until = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def find(self, code: str) -> Codes | None:
        """Return the pair of a code, or None."""
        return next((Codes(*pair) for pair in self.codes if pair[0] == code), None)


class IntakeState(models.TextChoices):
    """Where an intake made away from the office stands."""

    RECEIVED = "RECEIVED", _("đã nhận từ máy")
    TAKEN_IN = "TAKEN_IN", _("đã tiếp nhận")
    CONFLICT = "CONFLICT", _("cần người xem")
    RETURNED = "RETURNED", _("trả lại máy để sửa")
    SETTLED = "SETTLED", _("đã xem và giải quyết")


OPEN = frozenset({IntakeState.RECEIVED, IntakeState.CONFLICT, IntakeState.RETURNED})


class Reason(models.TextChoices):
    """Why an intake is shown to a person."""

    REVOKED = "REVOKED", _("máy đã bị thu hồi")
    NUMBER = "NUMBER", _("số không thuộc máy này")
    CLOCK = "CLOCK", _("giờ của máy không đúng")
    PROCEDURE = "PROCEDURE", _("thủ tục đã thay đổi")
    DUE = "DUE", _("ngày hẹn trên biên nhận không đúng")
    DUPLICATE = "DUPLICATE", _("đang có hồ sơ cùng thủ tục")
    CONTENT = "CONTENT", _("nội dung còn thiếu hoặc sai")


class OfflineIntakeQuerySet(models.QuerySet["OfflineIntake"]):
    """Intakes by whom they concern."""

    def of_centre(self, centre: Agency) -> Self:
        """Intakes made by the devices of a centre."""
        return self.filter(device__agency=centre)

    def open(self) -> Self:
        """Intakes that wait for a person; one that was interrupted is among them."""
        return self.filter(state__in=OPEN)


class OfflineIntake(models.Model):
    """One intake as a device sent it: kept before anything is decided, so that none is ever lost.

    One whose content is wrong goes back to the tablet (RETURNED) and is kept here too: whoever sets it right first ends
    it. `payload` is what was said (emptied once a dossier holds it or it was refused); `skew` by how many seconds the
    device's clock went ahead of ours when it sent.
    """

    key = models.CharField(max_length=64, unique=True)
    device = models.ForeignKey(Device, models.PROTECT, related_name="intakes")
    post = models.ForeignKey(Post, models.PROTECT, related_name="offline_intakes")
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    skew = models.IntegerField(default=0)
    code = models.CharField(max_length=50)
    procedure_code = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    signature = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=IntakeState, default=IntakeState.RECEIVED)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    words = models.TextField(blank=True)
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, related_name="offline_intake")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    settlement = models.CharField(max_length=400, blank=True)

    objects: ClassVar[models.Manager["OfflineIntake"]] = models.Manager.from_queryset(OfflineIntakeQuerySet)()

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [models.Index(fields=["device", "state"], name="offline_by_device")]

    @property
    def who(self) -> str:
        """The person's name, as it was said."""
        return str(self.payload.get("person", {}).get("full_name") or "")

    @property
    def late_by(self) -> dt.timedelta:
        """How long it lay on the device."""
        return self.received_at - self.taken_at
