"""Events in streams; every event carries the hash of the one before it in its stream."""

from django.db import models


class Event(models.Model):
    """Something that happened: who did it, in which post, when, with which details. Appended, never changed.

    `post` is the post that acted; its person and title are kept in `details` of the chain as they were, so that a later
    change of name does not rewrite the past.
    """

    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    post = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["stream", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="event_place_in_stream")]
        indexes = [models.Index(fields=["at"], name="event_by_time")]


class DaySeal(models.Model):
    """The Merkle root over the hashes of one day's events, chained to the seal before."""

    day = models.DateField(unique=True)
    events = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous_root = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField()


class Answered(models.Model):
    """A client key whose request was carried out, and what was answered: the same key gets the same answer."""

    key = models.CharField(max_length=80, unique=True)
    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    answer = models.JSONField()
    at = models.DateTimeField()


class Access(models.Model):
    """Someone looked at personal content: who, in which post, at what, when, why."""

    post = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80)
    purpose = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="access_by_subject")]
