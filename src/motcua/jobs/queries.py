"""Background jobs that have not done their work, as someone who looks after them sees them. No payload is shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

from motcua.jobs.models import Job

PAGE = 50
MOST_COUNTED = 99


class JobState(StrEnum):
    """How far a job has come."""

    FAILED = "FAILED"
    RUNNING = "RUNNING"
    RETRYING = "RETRYING"
    WAITING = "WAITING"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A job in one line; `owner` is the role that looks after it."""

    id: int
    function: str
    state: JobState
    attempts: int
    owner: str
    since: dt.datetime
    next_at: dt.datetime
    error: str


def owner_of(queue: str) -> str:
    """Return the role that looks after the jobs of a queue."""
    owners: dict[str, str] = settings.MOTCUA_JOB_OWNERS
    return owners.get(queue, "ADMIN")


def unfinished(*, at: dt.datetime) -> Sequence[Unfinished]:
    """Return what was given up, then what waits, each the oldest first: two queries."""
    failed = Job.objects.failed().order_by("finished_at", "pk")[:PAGE]
    pending = Job.objects.pending().order_by("run_after", "pk")[:PAGE]
    return [_line(job, at) for job in (*failed, *pending)]


def failed_count() -> int:
    """Return how many were given up, up to MOST_COUNTED."""
    return len(Job.objects.failed().values_list("pk")[:MOST_COUNTED])


def _line(job: Job, at: dt.datetime) -> Unfinished:
    return Unfinished(
        id=job.pk,
        function=job.function,
        state=_state(job, at),
        attempts=job.attempts,
        owner=owner_of(job.queue),
        since=job.enqueued_at,
        next_at=job.run_after,
        error=job.error.split(":", 1)[0],
    )


def _state(job: Job, at: dt.datetime) -> JobState:
    if job.finished_at is not None:
        return JobState.FAILED
    if job.leased_until is not None and job.leased_until > at:
        return JobState.RUNNING
    return JobState.RETRYING if job.attempts else JobState.WAITING
