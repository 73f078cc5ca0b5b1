"""Background jobs that have not done their work, as someone who looks after them sees them. No payload is shown."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from motcua.jobs.models import Job
from motcua.lib import paging
from motcua.lib.paging import PAGE, Page, Place

MOST_COUNTED = 99


class JobState(StrEnum):
    """How far a job has come."""

    FAILED = "FAILED"
    RUNNING = "RUNNING"
    RETRYING = "RETRYING"
    WAITING = "WAITING"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A job in one line; who looks after its queue is each authority's to say (accounts.job_owners)."""

    id: int
    function: str
    state: JobState
    attempts: int
    queue: str
    since: dt.datetime
    next_at: dt.datetime
    error: str


def unfinished(*, at: dt.datetime, after: Place | None = None, size: int = PAGE) -> Page[Unfinished]:
    """Return what was given up, then what waits, each the oldest first."""
    parts = [([Job.objects.failed()], "finished_at"), ([Job.objects.pending()], "run_after")]
    found = paging.page(parts, after=after, size=size)
    return Page([_line(job, at) for job in found.rows], found.last)


def failed_count() -> int:
    """Return how many were given up; one above MOST_COUNTED says that there are more."""
    return len(Job.objects.failed().values_list("pk")[: MOST_COUNTED + 1])


def unfinished_count() -> int:
    """Return how many lines `unfinished` has over all its pages."""
    return Job.objects.failed().count() + Job.objects.pending().count()


def _line(job: Job, at: dt.datetime) -> Unfinished:
    return Unfinished(
        id=job.pk,
        function=job.function,
        state=_state(job, at),
        attempts=job.attempts,
        queue=job.queue,
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
