"""Read what a tablet sends: fields of one intake, photographs of papers, a signature."""

import datetime as dt
import json
import re
import uuid
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from motcua.documents import digitising
from motcua.documents.checking import pages_of
from motcua.forms.signature import Stroke, strokes_of
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.outreach.commands import Said
from motcua.people import id_card
from motcua.web.person_form import PersonForm
from motcua.web.shell import PostRequest

MOST_PHOTOS = 40
_CODE = re.compile(r"[\w.\-]{1,50}")


def said_by(request: PostRequest) -> Said:
    """Return one intake; Denied for what no tablet of ours sends: it is kept there, and said."""
    at, sent_at = _moment(request, "taken_at"), _moment(request, "sent_at")
    return Said(
        key=_key(request),
        taken_at=at,
        skew=round((sent_at - now()).total_seconds()),
        code=_code(request, "code"),
        procedure_code=_code(request, "procedure")[:20],
        payload=_payload(request, on=at.date()),
        strokes=_strokes(request),
    )


def _unreadable() -> Denied:
    return Denied(_("Máy chủ chưa đọc được hồ sơ này: hồ sơ vẫn nằm trên máy, báo quản trị."))


def _key(request: PostRequest) -> str:
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        raise _unreadable() from None


def _moment(request: PostRequest, name: str) -> dt.datetime:
    try:
        said = parse_datetime(request.POST.get(name, ""))
    except ValueError:
        said = None
    if said is None or said.tzinfo is None:
        raise _unreadable()
    return said


def _code(request: PostRequest, name: str) -> str:
    said = request.POST.get(name, "")
    if not _CODE.fullmatch(said):
        raise _unreadable()
    return said


def _number(request: PostRequest, name: str) -> int | None:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 10 else None


def _strokes(request: PostRequest) -> list[Stroke]:
    try:
        said = json.loads(request.POST.get("strokes", "[]")[:200_000])
    except (ValueError, RecursionError):
        raise _unreadable() from None
    return strokes_of(said) if said else []


def _payload(request: PostRequest, *, on: dt.date) -> dict[str, Any]:
    values = {name.removeprefix("f."): str(said) for name, said in request.POST.items() if name.startswith("f.")}
    return {
        "version": _number(request, "version"),
        "case": request.POST.get("case", ""),
        "exemption": request.POST.get("exemption", ""),
        "entered": _number(request, "entered"),
        "papers": request.POST.get("papers", "").split(),
        "values": values,
        "pages": _pages(request),
        **person_of(request, on=on),
    }


def person_of(request: PostRequest, *, on: dt.date) -> dict[str, Any]:
    """Return {"person": …} of the card's text or of what was typed, or {"unread": why nobody can tell who it is}."""
    if text := request.POST.get("card", ""):
        try:
            card = id_card.parse(text, on, synthetic=settings.MOTCUA_DEMO)
        except id_card.CardUnreadable as unreadable:
            return {"person": {}, "unread": unreadable.sentence}
        return {"person": {**card.as_json(), "source": "card"}}
    form = PersonForm(request.POST, today=on)
    if not form.is_valid():
        return {"person": {}, "unread": " ".join(str(said) for each in form.errors.values() for said in each)}
    return {"person": form.person_data()}


def _pages(request: PostRequest) -> dict[str, list[dict[str, Any]]]:
    """Read every photograph as any scan is read (a confined child process draws it anew), by requirement."""
    sent = [(name, file) for name in request.FILES for file in request.FILES.getlist(name) if name.startswith("photo.")]
    if len(sent) > MOST_PHOTOS:
        raise Denied(_("Hồ sơ có quá nhiều ảnh (trên 40)."))
    pages: dict[str, list[dict[str, Any]]] = {}
    for name, file in sent:
        kept = digitising.keep(pages_of(file.read(), name=_("ảnh chụp")), at=request.at)
        pages.setdefault(name.removeprefix("photo."), []).extend(digitising.as_data(kept))
    return pages
