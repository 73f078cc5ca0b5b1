"""The tablet's page, its worker and its manifest: the same for everybody, with nothing of anybody in them."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.web import offline

TEMPLATES = settings.PACKAGE / "templates"
STYLES = (
    "css/tokens.css", "css/base.css", "css/shell.css", "css/utilities.css", "css/areas/outreach.css",
    *(f"css/components/{name}.css" for name in ("button", "field", "mark", "panel", "strip")),
)  # fmt: skip
PICTURES = ("img/mark.svg", "img/icons.svg")


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show the one page of the tablet; what it shows of anybody comes out of the vault on the device."""
    return render(request, "outreach/tablet.html", {"styles": STYLES})


@cache
def _worker() -> str:
    own = sorted((TEMPLATES / "outreach").rglob("*.html"))
    return offline.Kept(
        place="luu-dong",
        pages=(reverse("outreach:tablet"),),
        folder="outreach",
        files=(*STYLES, *PICTURES),
        drawn=b"".join(path.read_bytes() for path in own),
    ).worker()


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Return the worker, told what to keep."""
    return offline.answer(_worker())


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """Return what a browser installs the tablet by."""
    said = {
        "name": _("Một Cửa lưu động"),
        "short_name": _("Lưu động"),
        "lang": "vi",
        "start_url": reverse("outreach:tablet"),
        "scope": reverse("outreach:tablet"),
        "display": "standalone",
        "icons": [{"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")
