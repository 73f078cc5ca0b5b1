"""Who asked other systems what, when, what for and how it ended; a person asked about is kept as a hash only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.documents.models import StoredFile


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


class SigningRequest(models.Model):
    """One content to be signed once by one officer: a lost answer is fetched again (CN11).

    `correlation` goes to the signing service and names its answer; `content` is the checksum of what is signed.
    """

    correlation = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    signed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
