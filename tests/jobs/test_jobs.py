import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.tasks.base import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist

from motcua.jobs import commands
from motcua.jobs.daily import DailyJob
from motcua.jobs.models import Job
from motcua.lib import clock
from tests.jobs.sample import append_line, fail

pytestmark = pytest.mark.django_db


def later(**passed: int) -> dt.datetime:
    return clock.now() + dt.timedelta(**passed)


def run_next(at: dt.datetime) -> bool:
    job = commands.claim(worker="w1", at=at)
    assert job is not None
    return commands.run(job, at=at)


@transaction.atomic
def enqueue_and_break() -> None:
    append_line.enqueue("nowhere", "x")
    raise ZeroDivisionError


def test_enqueue_rolled_back_leaves_no_job() -> None:
    with pytest.raises(ZeroDivisionError):
        enqueue_and_break()

    assert Job.objects.count() == 0


def test_run_a_job_is_run_once_and_its_result_can_be_read(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    result = append_line.enqueue(str(trace), "đã chạy")

    assert run_next(later(seconds=1))

    assert trace.read_text(encoding="utf-8") == "đã chạy\n"
    assert commands.claim(worker="w1", at=later(hours=1)) is None
    kept = append_line.get_result(result.id)
    assert (kept.status, kept.return_value) == (TaskResultStatus.SUCCESSFUL, "đã chạy")


def test_claim_a_leased_job_belongs_to_one_worker_until_the_lease_runs_out() -> None:
    append_line.enqueue("nowhere", "x")
    now = later(seconds=1)

    first = commands.claim(worker="w1", at=now)

    assert first is not None
    assert commands.claim(worker="w2", at=now + dt.timedelta(seconds=299)) is None
    again = commands.claim(worker="w2", at=now + dt.timedelta(seconds=300))
    assert again is not None
    assert (again.pk, again.attempts, again.worker) == (first.pk, 2, "w2")


def test_run_a_worker_whose_lease_ran_out_cannot_write_over_its_successor(tmp_path: Path) -> None:
    append_line.enqueue(str(tmp_path / "trace"), "x")
    now = later(seconds=1)
    slow = commands.claim(worker="w1", at=now)
    quick = commands.claim(worker="w2", at=now + dt.timedelta(seconds=301))
    assert slow is not None
    assert quick is not None
    commands.run(quick, at=now + dt.timedelta(seconds=302))

    assert not commands.run(slow, at=now + dt.timedelta(seconds=400))

    assert Job.objects.get().finished_at == now + dt.timedelta(seconds=302)


def test_run_a_failing_job_waits_longer_each_time_and_is_given_up_at_last() -> None:
    fail.enqueue("Trần Thị Thử 003190000001")
    now = later(seconds=1)
    waits = []

    for _ in range(8):
        assert not run_next(now)
        job = Job.objects.get()
        waits.append((job.run_after - now).total_seconds())
        now = job.run_after

    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280]
    assert list(Job.objects.failed()) == [job]
    assert commands.claim(worker="w1", at=later(days=9)) is None


def test_run_a_failure_keeps_its_kind_and_place_but_not_its_words() -> None:
    fail.enqueue("Trần Thị Thử 003190000001")

    run_next(later(seconds=1))

    error = Job.objects.get().error
    assert error.startswith("RuntimeError: fail (sample.py:")
    assert "003190000001" not in error


def test_retry_a_job_that_was_given_up_is_due_again() -> None:
    fail.enqueue("x")
    at = later(seconds=1)
    job = commands.claim(worker="w1", at=at)
    assert job is not None
    Job.objects.filter(pk=job.pk).update(finished_at=at, attempts=8, leased_until=None)

    commands.retry(job, at=at)

    again = commands.claim(worker="w1", at=at)
    assert again is not None
    assert again.attempts == 1


def test_claim_the_urgent_job_goes_first_and_the_deferred_one_waits() -> None:
    append_line.using(run_after=later(hours=2)).enqueue("nowhere", "deferred")
    append_line.enqueue("nowhere", "plain")
    append_line.using(priority=10).enqueue("nowhere", "urgent")
    at = later(seconds=1)

    claimed = [job.args[1] for job in iter(lambda: commands.claim(worker="w1", at=at), None)]

    assert claimed == ["urgent", "plain"]


def test_get_result_of_nothing_is_an_error() -> None:
    with pytest.raises(TaskResultDoesNotExist):
        append_line.get_result("12345")


def test_enqueue_daily_each_day_is_enqueued_once_after_its_hour() -> None:
    daily = [DailyJob(function="tests.jobs.sample.append_line", after=dt.time(0, 10))]
    midnight = dt.datetime(2026, 11, 25, tzinfo=clock.TZ)

    for minutes in (5, 10, 11, 24 * 60 + 9, 24 * 60 + 10):
        commands.enqueue_daily(daily, at=midnight + dt.timedelta(minutes=minutes))

    assert list(Job.objects.order_by("pk").values_list("args", flat=True)) == [["2026-11-24"], ["2026-11-25"]]
