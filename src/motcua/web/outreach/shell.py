"""The tablet's page, its worker and its manifest: the same for everybody, with nothing of anybody in them."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

STATIC, TEMPLATES = settings.PACKAGE / "static", settings.PACKAGE / "templates"
WORKER = STATIC / "js" / "outreach" / "worker.js"
STYLES = (
    "css/tokens.css", "css/base.css", "css/shell.css", "css/utilities.css", "css/areas/outreach.css",
    *(f"css/components/{name}.css" for name in ("button", "field", "mark", "panel", "strip")),
)  # fmt: skip
PICTURES = ("img/mark.svg", "img/icons.svg")


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show the one page of the tablet; what it shows of anybody comes out of the vault on the device."""
    return render(request, "outreach/tablet.html", {"styles": STYLES})


def modules() -> list[Path]:
    """Return the modules of the tablet."""
    return sorted(path for path in WORKER.parent.glob("*.js") if path != WORKER)


def kept() -> list[str]:
    """Return the addresses that the worker keeps; modules name one another by their plain names."""
    names = [f"js/outreach/{path.name}" for path in modules()]
    plain = [f"{settings.STATIC_URL}{name}" for name in names]
    return sorted({reverse("outreach:tablet"), *plain, *map(static, (*names, *STYLES, *PICTURES))})


@cache
def version() -> str:
    """Return what changes whenever something that the worker keeps does."""
    own = [*modules(), WORKER, *sorted((TEMPLATES / "outreach").rglob("*.html"))]
    seen = hashlib.sha256()
    for path in (*own, *(STATIC / name for name in (*STYLES, *PICTURES))):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Return the worker, told what to keep."""
    told = f"const VERSION = {json.dumps(version())};\nconst KEPT = {json.dumps(kept())};\n"
    script = told + WORKER.read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


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
