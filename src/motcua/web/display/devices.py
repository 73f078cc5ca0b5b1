"""The devices of a hall: each is known by a cookie of its kind, once an officer has typed the code it showed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.dossiers.commands import screens
from motcua.dossiers.models import Screen, ScreenKind
from motcua.lib.clock import now

COOKIES = {
    ScreenKind.SECOND: "motcua_screen",
    ScreenKind.KIOSK: "motcua_kiosk",
    ScreenKind.HALL: "motcua_hall",
}
_LASTS = 60 * 60 * 24 * 365


def device_of(request: HttpRequest, kind: ScreenKind) -> Screen | None:
    """Return the device as it is known: waiting for its code to be typed, or paired; its code does not live long."""
    token = request.COOKIES.get(COOKIES[kind], "")
    known = Screen.objects.filter(token_digest=screens.digest_of(token), kind=kind, revoked_at=None)
    screen = known.select_related("counter__centre", "shop").first() if token else None
    if screen is not None and screen.paired_at is None and screen.made_at < now() - screens.CODE_LASTS:
        return None
    return screen


def remember(answer: HttpResponse, kind: ScreenKind, token: str) -> None:
    """Let the device know its token, when it got one just now."""
    if token:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(COOKIES[kind], token, max_age=_LASTS, httponly=True, samesite="Strict", secure=secure)
