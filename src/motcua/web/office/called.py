"""What stands above every page of whoever is called: promises of today that will be missed unless they act."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.web import live
from motcua.web.promised import called
from motcua.web.shell import IN_HAND, PostRequest, at_desk


@require_safe
@at_desk(*IN_HAND)
def current(request: PostRequest) -> HttpResponse:
    """Return what this desk is called for now, or 304 while it shows that already."""
    calls = called(request.post, request.at)
    return live.answer(request, calls, lambda: render(request, "components/called.html#now", {"calls": calls}))
