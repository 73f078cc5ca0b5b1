"""The acts of «Việc đứng yên»: each takes a line off its list, once, with its words on record."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import looking_after
from motcua.events.record import record
from motcua.jobs import commands as jobs
from motcua.jobs.models import Job
from motcua.web.attempt import attempt
from motcua.web.office import watch
from motcua.web.office.desk import own_dossier
from motcua.web.office.watch import JOB_OWNERS, WATCHERS, Which
from motcua.web.shell import PostRequest, at_desk


def _done(request: PostRequest, which: Which, act: Callable[[str], object]) -> HttpResponse:
    """Do it once with the words that were typed; a refusal draws the list again with them."""
    said = request.POST.get("words", "")
    if denied := attempt(request, lambda: act(said), name=which):
        return watch.draw(request, which, problem=denied.reason, sent=(request.path, said))
    return redirect(watch.url(which, watch.place(request)))


@require_POST
@at_desk(*WATCHERS)
def call(request: PostRequest, code: str) -> HttpResponse:
    """Note that the applicant was called to fetch the result."""
    dossier = own_dossier(request, code)

    def act(said: str) -> None:
        looking_after.note_call(dossier=dossier, words=said, by=request.post, at=request.at)

    return _done(request, Which.UNCOLLECTED, act)


@require_POST
@at_desk(*WATCHERS)
def duplicate(request: PostRequest, code: str) -> HttpResponse:
    """Say why a dossier is no double."""
    dossier = own_dossier(request, code)

    def act(said: str) -> None:
        looking_after.settle_duplicate(dossier=dossier, reason=said, by=request.post, at=request.at)

    return _done(request, Which.DOUBLES, act)


@require_POST
@at_desk(*JOB_OWNERS)
def retry(request: PostRequest, job: int) -> HttpResponse:
    """Put a job that was given up back in line."""
    row = get_object_or_404(Job.objects.failed(), pk=job)

    def act(_said: str) -> None:
        # The row is locked, so that nobody else appends to its stream meanwhile.
        Job.objects.select_for_update().get(pk=row.pk)
        jobs.retry(row, at=request.at)
        record(stream=f"job:{row.pk}", name="job.retried", by=request.post, at=request.at, function=row.function)

    return _done(request, Which.JOBS, act)
