"""One person at the counter with a basket of procedures: saved as it is typed, parked, never mistaken for a dossier."""

import uuid

from django.db import models

from motcua.accounts.models import Post
from motcua.agencies.models import Agency, Counter
from motcua.dossiers.models.returning import ReturnWay
from motcua.forms.models import FilledForm
from motcua.lib import practice
from motcua.people.models import Person
from motcua.procedures.models import ProcedureVersion


class VisitManager(models.Manager["Visit"]):
    """Visits of the world one is in: practice, or work; see DossierManager."""

    def get_queryset(self) -> models.QuerySet["Visit"]:
        """Return the visits of this world."""
        return super().get_queryset().filter(training=practice.is_on())


class Visit(models.Model):
    """Work at the counter before acceptance. `person_data` is what the card said, parsed; never its raw text.

    `version` grows when another desk takes the visit over: what an older page sends is then refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    counter = models.ForeignKey(Counter, models.SET_NULL, null=True, related_name="+")
    officer = models.ForeignKey(Post, models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="visits")
    person_data = models.JSONField(default=dict)
    # How the results are wanted; "": nobody said, and no other address than the person's own
    return_way = models.CharField(max_length=10, choices=ReturnWay, blank=True, default="")
    return_address = models.CharField(max_length=400, blank=True, default="")
    started_at = models.DateTimeField()
    parked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    training = models.BooleanField(default=practice.is_on)

    objects = VisitManager()

    class Meta:
        indexes = [models.Index(fields=["centre", "ended_at", "parked_at"], name="visit_open_at_centre")]


class VisitItem(models.Model):
    """One procedure of the basket."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=1)
    procedure_version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    case = models.CharField(max_length=40, blank=True)
    form = models.OneToOneField(FilledForm, models.PROTECT, related_name="visit_item")
    # {requirement key: true}: what was handed in or shown
    papers = models.JSONField(default=dict)
    # pages, copies; `entered` is the amount of a fee that the province's council sets
    quantities = models.JSONField(default=dict)
    exemption = models.CharField(max_length=200, blank=True)
    # The dossier that this goes on with: handed in before, not accepted then. It keeps its code.
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, null=True, related_name="visit_items")
    # The authority that it is taken in for, when that is not the centre's own.
    competent = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    # Why it is taken in beside an open one of the same person and procedure
    duplicate_why = models.CharField(max_length=400, blank=True)
    keys_typed = models.PositiveIntegerField(default=0)
    # When the registers were asked for this form, and a sentence for each that did not answer
    registers_asked_at = models.DateTimeField(null=True)
    silences = models.JSONField(default=list)
    # Fields that the citizen wants changed, as they said on the second screen
    change_asked = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
