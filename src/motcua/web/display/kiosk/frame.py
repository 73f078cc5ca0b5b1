"""What every page of the kiosk shares: the device and its shop, the language, a page of choices, forgetting."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.models import Agency
from motcua.dossiers.commands import screens
from motcua.dossiers.models import Screen, ScreenKind
from motcua.lib import practice
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.web.display import devices, languages

MOST = 4
HELD = ("kiosk_card", "kiosk_ticket", "kiosk_rating")
_DAY = 60 * 60 * 24


class KioskRequest(HttpRequest):
    """A request of a paired kiosk."""

    device: Screen
    shop: Agency
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to touch: a word, a picture, and where it leads, or what it says when it is sent."""

    label: str
    picture: str
    href: str = ""
    value: str = ""
    hint: str = ""


type Seated[**P] = Callable[Concatenate[KioskRequest, P], HttpResponse]


def at_kiosk[**P](view: Seated[P]) -> languages.View[P]:
    """Let a view be used by a paired kiosk alone; another device is shown where to begin. No cache keeps anything."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        device = devices.device_of(request, ScreenKind.KIOSK)
        if device is None or device.shop is None:
            return redirect("kiosk:home")
        here: Any = request
        here.device, here.shop, here.at = device, device.shop, now()
        with practice.practising(on=device.training):
            answer = view(here, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    return languages.spoken(cast("languages.View[P]", guarded))


def draw(request: HttpRequest, page: str, *, back: str = "", status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page of the kiosk; `back` is where the corner leads."""
    shop = getattr(request, "shop", None)
    frame = {
        "office": shop.name if shop else "",
        "languages": languages.spoken_here(),
        "larger": languages.is_larger(request),
        "back": back,
        "key": str(uuid.uuid4()),
    }
    return render(request, page, frame | context, status=status)


def paged(choices: Sequence[Choice], request: HttpRequest) -> list[Choice]:
    """Return at most four choices; when there are more, the fourth leads to the others."""
    if len(choices) <= MOST:
        return list(choices)
    pages = [choices[first : first + MOST - 1] for first in range(0, len(choices), MOST - 1)]
    text = request.GET.get("more", "0")
    number = int(text) % len(pages) if text.isascii() and text.isdigit() else 0
    more = Choice(_("Lựa chọn khác"), "more", href=f"?more={(number + 1) % len(pages)}")
    return [*pages[number], more]


@require_safe
@languages.spoken
def home(request: HttpRequest) -> HttpResponse:
    """Show the four doors; a device that is not paired yet gets a code, and nothing of the last person is left."""
    device, token = devices.device_of(request, ScreenKind.KIOSK), ""
    if device is None:
        try:
            device, token = screens.begin(kind=ScreenKind.KIOSK, at=now())
        except Denied as denied:
            return draw(request, "display/kiosk/unpaired.html", problem=denied.reason, status=503)
    for name in HELD:
        request.session.pop(name, None)
    if device.shop is None:
        answer = draw(request, "display/kiosk/unpaired.html", code=device.code)
    else:
        cast("Any", request).shop = device.shop
        answer = draw(
            request, "display/kiosk/choices.html", title=_("Ông bà cần gì ạ?"), choices=_doors(), at_home=True
        )
    answer.headers["Cache-Control"] = "private, no-store"
    devices.remember(answer, ScreenKind.KIOSK, token)
    return answer


def _doors() -> list[Choice]:
    return [
        Choice(_("Lấy số"), "ticket", reverse("kiosk:lines"), hint=_("để được gọi đến quầy")),
        Choice(_("Tra cứu thủ tục"), "search", reverse("kiosk:find"), hint=_("mang gì, nộp bao nhiêu, đợi bao lâu")),
        Choice(_("Theo dõi hồ sơ"), "follow", reverse("kiosk:follow"), hint=_("bằng mã trên giấy tiếp nhận")),
        Choice(_("Đánh giá"), "face4", reverse("kiosk:rate"), hint=_("một lần chạm, không ghi tên")),
    ]


@require_safe
def clear(_request: HttpRequest) -> HttpResponse:
    """Forget the last person: what they touched, their language, their letters."""
    answer = redirect("kiosk:home")
    for name in (languages.COOKIE, languages.LARGER):
        answer.delete_cookie(name)
    return answer


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Change the language or the size of the letters, and stay on the page."""
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = reverse("kiosk:home")
    answer = redirect(following)
    if request.POST.get("language") in {each.code for each in languages.spoken_here()}:
        answer.set_cookie(languages.COOKIE, request.POST["language"], max_age=_DAY, samesite="Strict")
    if request.POST.get("larger") in {"0", "1"}:
        answer.set_cookie(languages.LARGER, request.POST["larger"], max_age=_DAY, samesite="Strict")
    return answer
