"""Django's task framework over one table: `some_task.enqueue(...)` commits or rolls back with its caller."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from motcua.jobs.models import Job
from motcua.lib import clock


def _status(job: Job) -> TaskResultStatus:
    if job.finished_at is None:
        return TaskResultStatus.READY if job.leased_until is None else TaskResultStatus.RUNNING
    return TaskResultStatus.SUCCESSFUL if job.succeeded else TaskResultStatus.FAILED


def _errors(job: Job) -> list[TaskError]:
    return [TaskError(exception_class_path="builtins.Exception", traceback=job.error)] if job.error else []


class LeasedBackend(BaseTaskBackend):
    """Keeps tasks in the project's own database, on SQLite and PostgreSQL alike."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def _result(self, task: Any, job: Job) -> Any:
        result: TaskResult[..., Any] = TaskResult(
            task=task,
            id=str(job.pk),
            status=_status(job),
            enqueued_at=job.enqueued_at,
            started_at=job.started_at,
            last_attempted_at=job.started_at,
            finished_at=job.finished_at,
            args=job.args,
            kwargs=job.kwargs,
            backend=self.alias,
            errors=_errors(job),
            worker_ids=[job.worker] if job.worker else [],
        )
        object.__setattr__(result, "_return_value", job.returned)
        return result

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Write the job in the caller's transaction; nothing runs here."""
        self.validate_task(task)
        at = clock.now()
        job = Job.objects.create(
            function=task.module_path,
            args=normalize_json(list(args)),
            kwargs=normalize_json(dict(kwargs)),
            queue=task.queue_name,
            priority=task.priority,
            enqueued_at=at,
            run_after=task.run_after or at,
        )
        return self._result(task, job)

    def get_result(self, result_id: str) -> Any:
        """Return what is known of a job, whichever process ran it."""
        try:
            job = Job.objects.get(pk=result_id)
        except (ObjectDoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        task = import_string(job.function)
        if not isinstance(task, Task):
            raise TaskResultDoesNotExist(result_id)
        return self._result(task, job)
