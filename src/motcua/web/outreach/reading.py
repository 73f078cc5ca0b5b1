"""Read what a tablet sends: fields of one intake, photographs of papers, a signature."""

import datetime as dt
import json
import uuid
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from motcua.documents import digitising
from motcua.documents.checking import pages_of
from motcua.forms.signature import Stroke, strokes_of
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.outreach.commands import Said
from motcua.outreach.models import Device, Reason
from motcua.people import id_card
from motcua.web.person_form import PersonForm
from motcua.web.shell import PostRequest

MOST_PHOTOS = 40
_YEARS = range(2020, 2080)


def said_by(request: PostRequest, device: Device) -> Said:
    """Return one intake, whatever came: what cannot be read is left out and said, by what stands against it then."""
    problems: dict[str, str] = {}
    at, sent_at = _moment(request, "taken_at"), _moment(request, "sent_at")
    if at is None or sent_at is None:
        problems[Reason.CLOCK] = _("Không đọc được giờ mà máy gửi về: ghi lại lúc tiếp nhận.")
    at = at or request.at
    return Said(
        key=_key(request, device),
        taken_at=at,
        skew=round(((sent_at or request.at) - request.at).total_seconds()),
        code=_text(request, "code")[:50],
        procedure_code=_text(request, "procedure")[:20],
        payload=_payload(request, on=local(at).date(), problems=problems) | {"problems": problems},
        strokes=_strokes(request, problems),
        handed=bool(request.POST.get("handed")),
    )


def _text(request: PostRequest, name: str) -> str:
    """Return what was said, without what no column of text holds."""
    return request.POST.get(name, "").replace("\0", "").strip()


def _key(request: PostRequest, device: Device) -> str:
    """Return the tablet's key; for one that is none, the same again whenever the same is sent."""
    said = _text(request, "key")
    try:
        return str(uuid.UUID(said))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{device.pk}|{said}|{_text(request, 'code')}"))


def _moment(request: PostRequest, name: str) -> dt.datetime | None:
    """Return a moment of our time; None for what is none."""
    try:
        said = parse_datetime(_text(request, name))
    except ValueError:
        return None
    is_ours = said is not None and said.tzinfo is not None and said.year in _YEARS
    return said if is_ours else None


def number(request: PostRequest, name: str) -> int | None:
    """Return a whole number that was said; None for what is none."""
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 10 else None


def _strokes(request: PostRequest, problems: dict[str, str]) -> list[Stroke]:
    try:
        said = json.loads(request.POST.get("strokes") or "[]")
        return strokes_of(said) if said else []
    except Denied as denied:
        problems[Reason.CONTENT] = denied.reason
    except (ValueError, RecursionError):
        problems[Reason.CONTENT] = _("Chưa đọc được chữ ký: xin xóa và ký lại.")
    return []


def _payload(request: PostRequest, *, on: dt.date, problems: dict[str, str]) -> dict[str, Any]:
    values = {name.removeprefix("f."): _text(request, name) for name in request.POST if name.startswith("f.")}
    due = _moment(request, "due")
    return {
        "version": number(request, "version"),
        "case": _text(request, "case"),
        "exemption": _text(request, "exemption"),
        "entered": number(request, "entered"),
        "papers": _text(request, "papers").split(),
        **wish_of(request),
        "values": values,
        "due": due.isoformat() if due else "",
        "pages": _pages(request, problems),
        **person_of(request, on=on),
    }


def person_of(request: PostRequest, *, on: dt.date) -> dict[str, Any]:
    """Return {"person": …} of the card's text or of what was typed, or {"unread": why nobody can tell who it is}."""
    if text := _text(request, "card"):
        try:
            card = id_card.parse(text, on, synthetic=settings.MOTCUA_DEMO)
        except id_card.CardUnreadable as unreadable:
            return {"person": {}, "unread": unreadable.sentence}
        return {"person": {**card.as_json(), "source": "card"}}
    form = PersonForm(request.POST, today=on)
    if not form.is_valid():
        return {"person": {}, "unread": " ".join(str(said) for each in form.errors.values() for said in each)}
    return {"person": form.person_data()}


def wish_of(request: PostRequest) -> dict[str, str]:
    """Return how the result is wanted, as it was said."""
    return {name: _text(request, name)[:400] for name in ("return_way", "return_address")}


def _pages(request: PostRequest, problems: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Read every photograph as any scan is read (a confined child process draws it anew), by requirement."""
    sent = [(name, file) for name in request.FILES for file in request.FILES.getlist(name) if name.startswith("photo.")]
    if len(sent) > MOST_PHOTOS:
        problems[Reason.CONTENT] = _("Hồ sơ có quá nhiều ảnh (trên 40): bỏ bớt ảnh rồi gửi lại.")
    if left_out := number(request, "left_out"):
        problems[Reason.CONTENT] = _("%(n)d ảnh của hồ sơ này không gửi được: xin chụp lại.") % {"n": left_out}
    pages: dict[str, list[dict[str, Any]]] = {}
    for name, file in sent[:MOST_PHOTOS]:
        try:
            kept = digitising.keep(pages_of(file.read(), name=_("ảnh chụp")), at=request.at)
        except Denied as denied:
            problems.setdefault(Reason.CONTENT, denied.reason)
        else:
            pages.setdefault(name.removeprefix("photo."), []).extend(digitising.as_data(kept))
    return pages
