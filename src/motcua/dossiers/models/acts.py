"""What was done with a dossier: rows that carry who and when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Delegation, Post
from motcua.agencies.models import Agency
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.returning import ReturnWay


class Handover(models.Model):
    """A dossier passed on. The sender answers for it until the receiver confirms (CN06 of TT 11/2025/TT-BKHCN)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="handovers")
    step = models.PositiveSmallIntegerField()
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    to_role = models.CharField(max_length=20)
    to_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    step_due_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    # A handover to the wrong place, put right: the step's due time stays what it was.
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="handover_confirmed_by_someone",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(confirmed_at=None), name="one_open_handover_per_dossier"
            ),
        ]
        indexes = [
            models.Index(fields=["to_agency", "to_role"], condition=Q(confirmed_at=None), name="handover_open_to")
        ]


class Outcome(models.TextChoices):
    """What was decided."""

    APPROVED = "APPROVED", _("Đồng ý")
    REJECTED = "REJECTED", _("Từ chối")


class Decision(models.Model):
    """A draft and what became of it: returned with words, approved or rejected with reasons, numbered."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="decisions")
    version = models.PositiveSmallIntegerField(default=1)
    draft = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    returned_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reasons = models.CharField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # Signed in somebody else's place: by which delegation, and for whom as it stood then.
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, related_name="decisions")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    numbered_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    numbered_at = models.DateTimeField(null=True)
    # The replies that the decision was built on: one that comes later does not take their place.
    replies = models.ManyToManyField("dossiers.ConsultationReply", related_name="used_in")

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "version"], name="draft_version_once"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="decision_has_its_moment",
            ),
            models.CheckConstraint(condition=~Q(outcome="REJECTED", reasons=""), name="rejection_has_reasons"),
            models.CheckConstraint(condition=Q(number="") | ~Q(outcome=""), name="only_decided_is_numbered"),
            models.CheckConstraint(
                condition=Q(delegation=None, on_behalf_of=None)
                | Q(delegation__isnull=False, on_behalf_of__isnull=False, decided_by__isnull=False),
                name="signed_for_someone_by_a_delegation",
            ),
        ]


class Proof(models.TextChoices):
    """How the receiver was known."""

    CODE = "CODE", _("Mã nhận kết quả")
    SLIP = "SLIP", _("Giấy hẹn")
    ID = "ID", _("Thẻ căn cước")
    MANDATE = "MANDATE", _("Giấy ủy quyền nhận kết quả")


class Delivery(models.Model):
    """The result in the citizen's hand, on its way by post, or sent as a file.

    Handed over at the counter, `proof` is what the receiver showed and `relation` what they are to the applicant;
    `reference` is the number of the postal item, or where the file was sent.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=10, choices=ReturnWay, default=ReturnWay.DIRECT)
    to_name = models.CharField(max_length=120)
    proof = models.CharField(max_length=10, choices=Proof, blank=True)
    relation = models.CharField(max_length=80, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    # Which paper, from whom, where somebody else came with a written mandate.
    mandate_note = models.CharField(max_length=400, blank=True, default="")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way=ReturnWay.DIRECT, reference="") & ~Q(proof="")
                | ~Q(way=ReturnWay.DIRECT) & ~Q(reference="") & Q(proof="", relation="", mandate_note=""),
                name="delivery_as_its_way_asks",
            )
        ]
        indexes = [models.Index(fields=["by", "at"], name="delivery_of_a_post")]
