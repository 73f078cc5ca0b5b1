"""Take a job, run it, keep its outcome."""

import datetime as dt
import logging
import traceback
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from motcua.jobs.daily import DailyJob
from motcua.jobs.models import Job, JobQuerySet
from motcua.lib import clock

logger = logging.getLogger(__name__)
LONGEST_WAIT = dt.timedelta(hours=6)


def _options() -> dict[str, int]:
    backend: dict[str, Any] = dict(settings.TASKS["default"])
    return dict(backend["OPTIONS"])


def enqueue_daily(daily: Sequence[DailyJob], *, at: dt.datetime) -> None:
    """Enqueue each daily job that is due and not yet enqueued; it works on the day before, which has ended."""
    here = clock.local(at)
    yesterday = here.date() - dt.timedelta(days=1)
    due = {job.key(yesterday): job for job in daily if here.time() >= job.after}
    if not due or Job.objects.filter(key__in=due).count() == len(due):
        return
    jobs = [
        Job(function=job.function, key=key, args=[yesterday.isoformat()], enqueued_at=at, run_after=at)
        for key, job in due.items()
    ]
    Job.objects.bulk_create(jobs, ignore_conflicts=True)


def claim(*, worker: str, at: dt.datetime) -> Job | None:
    """Lease the most urgent job that is due to `worker`, or return None when nothing is.

    The attempt counted here is also the fencing token: a worker whose lease ran out cannot write over its successor.
    """
    lease = at + dt.timedelta(seconds=_options()["lease_seconds"])
    with transaction.atomic():
        waiting = Job.objects.due(at).order_by("-priority", "run_after", "pk")
        job = waiting.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.worker, job.leased_until, job.started_at = worker, lease, at
        job.attempts += 1
        job.save(update_fields=["worker", "leased_until", "started_at", "attempts"])
    return job


def _where(error: BaseException) -> str:
    """Return kind and place of a failure, without its words: they may quote a person's data."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " ← ".join(f"{frame.name} ({frame.filename.rsplit('/', 1)[-1]}:{frame.lineno})" for frame in frames[:-4:-1])
    return f"{type(error).__name__}: {place}"


def _mine(job: Job) -> JobQuerySet:
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, finished_at=None)


def run(job: Job, *, at: dt.datetime) -> bool:
    """Run a leased job and keep its outcome; each failure waits twice as long, the last attempt ends it."""
    try:
        returned = normalize_json(import_string(job.function).call(*job.args, **job.kwargs))
    except Exception as error:  # noqa: BLE001 - whatever a job raises, the worker goes on and the job is kept
        logger.warning("job %s %s failed, attempt %s: %s", job.pk, job.function, job.attempts, type(error).__name__)
        last = job.attempts >= _options()["attempts"]
        wait = min(dt.timedelta(seconds=5 * 2**job.attempts), LONGEST_WAIT)
        _mine(job).update(error=_where(error), leased_until=None, run_after=at + wait, finished_at=at if last else None)
        return False
    return bool(_mine(job).update(finished_at=at, succeeded=True, returned=returned, error=""))


def retry(job: Job, *, at: dt.datetime) -> None:
    """Put a job that was given up back in line."""
    Job.objects.filter(pk=job.pk).update(finished_at=None, succeeded=False, attempts=0, run_after=at, leased_until=None)
