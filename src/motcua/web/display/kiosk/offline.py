"""What a kiosk keeps for when the network is gone: one page in every language, with nothing of anybody in it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.web import offline
from motcua.web.display import languages
from motcua.web.display.kiosk.tickets import ground_choices

FILES = (
    "css/tokens.css", "css/base.css", "css/components/button.css", "css/components/ticket.css", "css/areas/kiosk.css",
    "css/areas/kiosk_pieces.css", "css/utilities.css", "js/kiosk.js", "img/mark.svg", "img/kiosk.svg",
)  # fmt: skip


@require_safe
@languages.spoken
def page(_request: HttpRequest) -> HttpResponse:
    """Show the page that stands in for all others; the numbers that it gives lie on the device."""
    return HttpResponse(_drawn(), headers={"Cache-Control": "no-cache"})


def _drawn() -> str:
    context: dict[str, Any] = {
        "title": _("Lấy số khi mất mạng"),
        "languages": languages.spoken_here(),
        "grounds": ground_choices(),
        "at_home": True,
    }
    return render_to_string("display/kiosk/offline.html", context)


@cache
def _worker() -> str:
    here, drawn = reverse("kiosk:offline"), b""
    for each in languages.spoken_here():
        with translation.override(each.code):
            drawn += _drawn().encode()
    return offline.Kept(
        place="kiosk",
        pages=(here, *(f"{here}?lang={each.code}" for each in languages.spoken_here())),
        folder="kiosk",
        files=FILES,
        drawn=drawn,
        instead=here,
    ).worker()


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Return the worker, told what to keep."""
    return offline.answer(_worker())
