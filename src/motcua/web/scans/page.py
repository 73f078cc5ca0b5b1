"""The part «Bản quét»: a page of its own, and the same thing inside the page of a visit or a dossier."""

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.documents import checking
from motcua.dossiers.queries import vault
from motcua.dossiers.queries.copies import components_of
from motcua.dossiers.rules.copies import can_digitise
from motcua.exchange.signing.copies import can_sign_here
from motcua.lib.clock import local
from motcua.web.scans import folder, looks
from motcua.web.scans.owners import READERS, Place, place_of
from motcua.web.shell import PostRequest, at_desk


@require_safe
@at_desk(*READERS)
def show(request: PostRequest, kind: str, name: str) -> HttpResponse:
    """Show the components with their copies."""
    return draw(request, place_of(request, kind, name))


def draw(
    request: PostRequest, place: Place, *, problems: Sequence[str] = (), about: str = "", status: int = 200
) -> HttpResponse:
    """Draw the part; `about` names the component that the problems belong to."""
    answer = can_digitise(place.owner, by=request.post, at=request.at)
    person, today = vault.owner_person(place.owner) if answer.allowed else None, local(request.at).date()
    held, ended = vault.held_by(person, on=today), vault.ended_of(person, on=today)
    drawn = [looks.component(each, place, held=held, ended=ended, at=request.at) for each in components_of(place.owner)]
    still = [look for look in drawn if not look.done and not look.no_scan]
    context = {
        "place": place,
        "act_url": place.url("act"),
        "part_url": place.url("part"),
        "polled": "waits" in request.GET,
        "components": drawn,
        "summary": looks.summary(drawn),
        "answer": answer,
        "signing": can_sign_here(),
        "waiting": folder.waiting(request.post, at=request.at) if answer.allowed and still else [],
        "open": still,
        "most": checking.limits(),
        "problems": problems,
        "about": about,
        "key": uuid.uuid4(),
    }
    template = "scans/page.html#part" if request.htmx else "scans/page.html"
    return render(request, template, context, status=status)
