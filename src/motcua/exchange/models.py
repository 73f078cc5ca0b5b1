"""Who asked a register what, when, what for and how it ended; the person asked about is kept as a hash only."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How a query ended."""

    ANSWERED = "ANSWERED", _("đã trả lời")
    UNKNOWN = "UNKNOWN", _("không có dữ liệu")
    SLOW = "SLOW", _("quá chậm")
    DOWN = "DOWN", _("không kết nối được")
    WRONG = "WRONG", _("trả lời sai")
    FORGED = "FORGED", _("chữ ký không đúng")
    SKIPPED = "SKIPPED", _("tạm ngừng hỏi")
    NOT_CONNECTED = "NOT_CONNECTED", _("chưa nối")


class RegisterQuery(models.Model):
    """One query, for the access log that the law on personal data asks for (law.md 3.8).

    `subject_hash` is keyed, so that who was asked about can be checked but not listed. `about` names the filled form.
    """

    register = models.CharField(max_length=20)
    subject_hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=200)
    requester = models.CharField(max_length=200)
    about = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome)
    milliseconds = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_hash", "at"], name="register_query_by_subject"),
            models.Index(fields=["about"], name="register_query_by_form"),
        ]
