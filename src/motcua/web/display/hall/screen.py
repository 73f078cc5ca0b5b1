"""/man-hinh-cho/: the screen of the waiting room, tied to a one-stop shop as a second screen is to a counter.

Asked every two seconds. An answer that has not changed costs two short indexed queries, the device and the version of
the hall, and no drawing (304); every other answer is the whole state, so a screen that lost the line is right at once.
"""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from motcua.dossiers.commands import screens
from motcua.dossiers.models import Screen, ScreenKind
from motcua.lib.clock import local, now
from motcua.lib.outcomes import Denied
from motcua.queues import queries, spoken, voice
from motcua.web import live
from motcua.web.display import devices
from motcua.web.display.hall import looks

_KIND = ScreenKind.HALL
# The figures of the day and the first minute of a notice are not in the version: they are looked at so often (minutes).
_FIGURES_EVERY = 2
FIRST = "vi"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the screen; a device that is not known yet, or was cut off, gets a new code."""
    screen, token = devices.device_of(request, _KIND), ""
    with translation.override(FIRST):
        if screen is None:
            try:
                screen, token = screens.begin(kind=_KIND, at=now())
            except Denied as denied:
                return render(request, "display/hall.html", {"problem": denied.reason}, status=503)
        answer = render(request, "display/hall.html", _drawn(screen))
    patch_cache_control(answer, private=True, no_store=True)
    devices.remember(answer, _KIND, token)
    return answer


@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """Return what the hall shows now, or 304 while it shows that already; 410 when the screen must begin anew."""
    screen = devices.device_of(request, _KIND)
    if screen is None:
        return HttpResponse(status=410)
    with translation.override(FIRST):
        return live.answer(request, _said(screen), lambda: render(request, "display/hall.html#now", _drawn(screen)))


@require_safe
def speak(request: HttpRequest, ticket: int, language: str) -> HttpResponseBase:
    """Return the file that calls a ticket which is called in this hall now; 404 when it is not, or cannot be said."""
    screen = devices.device_of(request, _KIND)
    if screen is None or screen.shop is None:
        raise Http404
    row = queries.call_of(screen.shop, ticket, day=local(now()).date())
    if row is None or row.counter is None:
        raise Http404
    if language == "en":
        said = voice.Sentence(spoken.call_in_english(row.label, row.counter.number), "en")
    else:
        said = voice.Sentence(spoken.call(row.label, row.counter.name))
    return _sound(said)


@require_safe
def greet(_request: HttpRequest) -> HttpResponseBase:
    """Return what is heard when the sound is switched on."""
    return _sound(voice.Sentence("Kính chào ông bà"))


def _sound(said: voice.Sentence) -> HttpResponseBase:
    path = voice.file_of(said)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="audio/wav", headers={"cache-control": "private, no-store"})


def _said(screen: Screen) -> tuple[object, ...]:
    at = local(now())
    version = queries.version(screen.shop) if screen.shop else 0
    minutes = live.minute_of(at, every=_FIGURES_EVERY)
    return screen.pk, screen.code, screen.shop_id, screen.training, version, minutes, voice.is_there()


def _drawn(screen: Screen) -> dict[str, Any]:
    at = local(now())
    context: dict[str, Any] = {"labels": looks.labels(), "at": int(at.timestamp() * 1000)}
    if screen.shop is None:
        return context | {"code": screen.code}
    if screen.training:
        return context | {"practice": True, "office": screen.shop.name}
    return context | {
        "hall": looks.look(screen.shop, at=at),
        "voice": voice.is_there(),
        "english": settings.MOTCUA_VOICE_ENGLISH,
    }
