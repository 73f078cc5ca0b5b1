"""Form versions, immutable; and forms filled in, every value with its source."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.documents.models import StoredFile
from motcua.procedures.models import ProcedureVersion


class FormOrigin(models.TextChoices):
    """Who wrote a form: it comes with the project (or is derived from the catalogue), or the office edited it."""

    SHIPPED = "SHIPPED", _("Đi kèm phần mềm")
    OFFICE = "OFFICE", _("Đơn vị sửa")


class FormVersion(models.Model):
    """A form of a procedure from a day on."""

    procedure_code = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=FormOrigin, default=FormOrigin.SHIPPED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure_code", "number"], name="form_version_once")]


class OfferStatus(models.TextChoices):
    """What became of a form that came with the project while the office has its own."""

    WAITING = "WAITING", _("Chờ xem")
    TAKEN = "TAKEN", _("Đã đưa vào bản nháp")
    ASIDE = "ASIDE", _("Không dùng")


class FormOffer(models.Model):
    """A changed form that came with the project while the office's own edition holds: taken into a draft, or put aside.

    Nothing of it holds by itself (ADR 15). One waits for each procedure: the newest.
    """

    procedure_code = models.CharField(max_length=20)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    offered_on = models.DateField()
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.WAITING)
    # Into which draft it was taken; withdrawn, it waits again.
    draft = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_code"], condition=Q(status="WAITING"), name="one_form_waits_for_each_procedure"
            ),
        ]


class ConfirmedHow(models.TextChoices):
    """How the applicant confirmed what the form says."""

    PAPER = "PAPER", _("Ký trên giấy")
    IN_PERSON = "IN_PERSON", _("Trực tiếp tại quầy")
    SCREEN = "SCREEN", _("Ký trên màn hình")
    PHONE = "PHONE", _("Trên điện thoại của công dân")


BY_OFFICER = (ConfirmedHow.PAPER, ConfirmedHow.IN_PERSON)
"""What an officer may say of a citizen: the others are done by the citizen alone, on a screen of their own."""


class FilledForm(models.Model):
    """A form filled in: {field id: {value, source, at, note, prefilled}} and what it took."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    fields_total = models.PositiveSmallIntegerField(default=0)
    filled_by = models.JSONField(default=dict)
    asked = models.PositiveSmallIntegerField(default=0)
    corrected = models.PositiveSmallIntegerField(default=0)
    keys_typed = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    confirmed_how = models.CharField(max_length=10, choices=ConfirmedHow, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_name = models.CharField(max_length=120, blank=True)
    # Signed on the second screen: the picture, and what stands for the very values that were signed
    signature = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    confirmed_digest = models.CharField(max_length=64, blank=True)
