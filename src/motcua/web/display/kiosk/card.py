"""A card at the kiosk, scanned or before the camera: the ticket then carries the person, the screen never says who.

A picture is read in memory and forgotten (web/pictures.py).
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people import id_card
from motcua.people.commands import remember_card
from motcua.people.models import Person
from motcua.queues import grounds, queries
from motcua.web import pictures
from motcua.web.display.kiosk.frame import KioskRequest, at_kiosk

CARD_LASTS = dt.timedelta(minutes=2)


@require_POST
@at_kiosk
def card(request: KioskRequest) -> HttpResponse:
    """Read a card from a scanner."""
    try:
        _keep(request, request.POST.get("text", "")[:600])
    except id_card.CardUnreadable:
        request.session["kiosk_problem"] = _("Chưa đọc được thẻ: xin đưa lại mã trên thẻ, hoặc lấy số không cần thẻ.")
    return redirect(_where(request))


@require_POST
@at_kiosk
def camera(request: KioskRequest) -> HttpResponse:
    """Read a card in a picture: 204 while no code is seen, then where to go, or a sentence."""
    try:
        text = pictures.text_in(request)
        if not text:
            return HttpResponse(status=204)
        _keep(request, text[:600])
    except Denied as denied:
        return JsonResponse({"sentence": denied.reason}, status=422)
    except id_card.CardUnreadable:
        return JsonResponse({"sentence": _("Mã này không phải của thẻ căn cước: xin đưa mã trên thẻ.")}, status=422)
    return JsonResponse({"go": _where(request)})


def _keep(request: KioskRequest, text: str) -> None:
    read = id_card.parse(text, local(request.at).date(), synthetic=settings.MOTCUA_DEMO)
    person = remember_card(read, at=request.at)
    request.session["kiosk_card"] = {
        "person": person.pk,
        "at": request.at.timestamp(),
        "born": read.date_of_birth[:4],
    }


def _where(request: KioskRequest) -> str:
    line = request.POST.get("line", "")
    known = queries.lines_of(request.shop).filter(pk=int(line)).first() if line.isascii() and line.isdigit() else None
    return reverse("kiosk:ground", args=[known.pk]) if known else reverse("kiosk:lines")


def _held(request: KioskRequest) -> dict[str, Any] | None:
    held: dict[str, Any] | None = request.session.get("kiosk_card")
    fresh = held is not None and 0 <= request.at.timestamp() - held["at"] <= CARD_LASTS.total_seconds()
    return held if fresh else None


def person_of(request: KioskRequest) -> Person | None:
    """Return whose card was read a moment ago."""
    held = _held(request)
    return Person.objects.filter(pk=held["person"]).first() if held else None


def suggested(request: KioskRequest) -> str:
    """Return the ground that the card itself speaks of: the age."""
    held = _held(request)
    if held is None or not held["born"].isdigit():
        return ""
    age = local(request.at).year - int(held["born"])
    return next((each.key for each in grounds.to_choose() if each.min_age and age > each.min_age), "")
