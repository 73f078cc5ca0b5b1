"""A job: a function to call, once it may run, until it has run."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what is to be done with them."""

    def due(self, at: dt.datetime) -> Self:
        """Jobs that a worker may take: never taken, or taken by a worker whose lease has run out."""
        return self.filter(finished_at=None, run_after__lte=at).filter(Q(leased_until=None) | Q(leased_until__lte=at))

    def pending(self) -> Self:
        """Jobs that have not ended."""
        return self.filter(finished_at=None)

    def failed(self) -> Self:
        """Jobs that were given up after their last attempt."""
        return self.filter(finished_at__isnull=False, succeeded=False)


class Job(models.Model):
    """Delivery is at least once, so every job function must bear being called again."""

    function = models.CharField(max_length=200)
    # A job of which there may be one only: a day's job carries its name and its day.
    key = models.CharField(max_length=250, unique=True, null=True)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    succeeded = models.BooleanField(default=False)
    returned = models.JSONField(null=True)
    # The last failure; the text of an exception may hold personal data, so only its kind and place are kept.
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-priority", "run_after"], condition=Q(finished_at=None), name="job_waiting"),
            models.Index(fields=["finished_at"], condition=Q(succeeded=False), name="job_not_done"),
        ]
