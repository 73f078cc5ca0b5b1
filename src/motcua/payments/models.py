"""A payment taken for a dossier."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier


class Method(models.TextChoices):
    """How it was paid."""

    CASH = "CASH", _("Tiền mặt")
    TRANSFER = "TRANSFER", _("Chuyển khoản")


class Payment(models.Model):
    """What was paid, once a dossier; the receipt's number has no gaps."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="payment")
    amount = models.PositiveIntegerField()
    method = models.CharField(max_length=10, choices=Method)
    number = models.CharField(max_length=40, unique=True)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_of_something")]
