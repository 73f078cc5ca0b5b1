"""POST of a verb: the form is read, the command acts, and the page says what became of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.accounts.models import Role
from motcua.web.attempt import attempt
from motcua.web.office import dossier as page
from motcua.web.office.desk import own_dossier
from motcua.web.office.verbs import VERBS, bound
from motcua.web.shell import OFFICE, PostRequest, at_desk


@require_POST
@at_desk(Role.INTAKE, *OFFICE)
def act(request: PostRequest, code: str, verb: str) -> HttpResponse:
    """Do a verb once; a refusal draws the page again with the reason, and with everything that was typed."""
    if verb not in VERBS:
        raise Http404
    dossier = own_dossier(request, code)
    form = bound(verb, request.POST, dossier, request.at.date())
    if form is not None and not form.is_valid():
        return page.draw(request, dossier, sent=(verb, form), status=422)
    said = VERBS[verb].said(dossier, dict(form.cleaned_data) if form else {})
    version = request.POST.get("version", "")

    def do() -> None:
        VERBS[verb].act(
            dossier=dossier, by=request.post, at=request.at, version=int(version) if version.isdigit() else None, **said
        )

    if denied := attempt(request, do, name=verb):
        fresh = own_dossier(request, code)
        return page.draw(request, fresh, sent=(verb, form) if form else None, problem=denied.reason, status=409)
    back = request.POST.get("back", "")
    return redirect("office:approvals" if back == "approvals" else "office:dossier", *([] if back else [code]))
