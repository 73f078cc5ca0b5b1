"""What is done with copies: files come in, pages are arranged and counted, copies are signed, the vault is used."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.documents import checking, digitising
from motcua.documents.commands import store
from motcua.documents.digitising import Page
from motcua.dossiers.commands import copies
from motcua.dossiers.commands.once import once
from motcua.dossiers.commands.scan_readings import LongScan, drop, take_in
from motcua.dossiers.models import ReadingState
from motcua.dossiers.queries.copies import Component, components_of
from motcua.dossiers.rules.copies import check_can_digitise
from motcua.events.record import answered
from motcua.exchange.signing.copies import sign_copy
from motcua.lib.outcomes import Denied
from motcua.web import files
from motcua.web.scans import folder, page
from motcua.web.scans.owners import READERS, Place, place_of
from motcua.web.shell import PostRequest, at_desk

type Act = Callable[[PostRequest, Place, Component, int], None]


@require_POST
@at_desk(*READERS)
def act(request: PostRequest, kind: str, name: str) -> HttpResponse:
    """Do what the button says; what is refused is said beside its component, and everything else is kept."""
    place = place_of(request, kind, name)
    component = next((e for e in components_of(place.owner) if e.id == request.POST.get("component")), None)
    verb, _colon, number = request.POST.get("do", "add").partition(":")
    if component is None or verb not in _ACTS or not (number or "0").isdecimal():
        raise Http404
    problems = []
    if answered(key=request.POST.get("key", "")) is None:
        try:
            check_can_digitise(place.owner, by=request.post, at=request.at)
            problems = _add_uploaded(request, place, component)
            _ACTS[verb](request, place, component, int(number or 0))
        except Denied as denied:
            problems.append(denied.reason)
    if problems:
        return page.draw(request, place, problems=problems, about=component.id, status=422)
    return page.draw(request, place) if request.htmx else redirect(place.url("part"))


def _once(request: PostRequest, do: Callable[[], object]) -> None:
    once(do, name="scans", key=request.POST.get("key", ""), by=request.post, at=request.at)


def _add_uploaded(request: PostRequest, place: Place, component: Component) -> list[str]:
    """Take every file that is in order; return a sentence for each that is not."""
    taken, problems = _Taken(component), []
    for upload in request.FILES.getlist("files"):
        try:
            taken.add(files.sent(upload), upload.name or "", at=request.at)
        except Denied as denied:
            problems.append(denied.reason)
    _put(request, place, taken)
    return problems


class _Taken:
    """The files of one request for a component: pages that are drawn, and what the worker draws.

    What comes behind a long file, or while one waits, waits too, so that the pages keep their order.
    """

    def __init__(self, component: Component) -> None:
        self.component = component
        self.pages: list[Page] = []
        self.long: list[LongScan] = []
        before = component.copy.readings.all() if component.copy else ()
        self.waits = any(each.state == ReadingState.WAITING for each in before)

    def add(self, content: bytes, name: str, *, at: dt.datetime) -> None:
        """Take a file; Denied with the sentence."""
        seen = checking.at_the_door(content, name=name)
        if isinstance(seen, list) and not self.waits:
            self.pages += digitising.keep(seen, at=at)
            return
        self.waits = True
        file = store(content, media_type="application/octet-stream", at=at)
        self.long.append(LongScan(name, file, seen if isinstance(seen, int) else len(seen)))


def _put(request: PostRequest, place: Place, taken: _Taken) -> None:
    if taken.pages or taken.long:
        taking = partial(take_in, place.owner, taken.component, pages=taken.pages, long=taken.long)
        _once(request, partial(taking, by=request.post, at=request.at))


def _add(request: PostRequest, _place: Place, _component: Component, _number: int) -> None:
    if not request.FILES:
        raise Denied(_("Chưa chọn tệp nào: kéo tệp vào đây hoặc bấm «Chọn tệp»."))


def _take(request: PostRequest, place: Place, component: Component, _number: int) -> None:
    """Assign a file of the scan folder; it is moved aside when its pages are stored, not before."""
    name = request.POST.get("waiting", "")
    taken = _Taken(component)
    taken.add(folder.read(request.post, name, at=request.at), name, at=request.at)
    _put(request, place, taken)
    folder.taken(request.post, name, at=request.at)


def _arranging(how: Callable[[list[Page], int], list[Page]]) -> Act:
    def arrange(request: PostRequest, place: Place, component: Component, number: int) -> None:
        doing = partial(
            copies.arrange,
            place.owner,
            component,
            how=lambda pages: how(pages, number),
            by=request.post,
            at=request.at,
        )
        _once(request, doing)

    return arrange


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        raise Denied(_("Ngày hết giá trị của giấy chưa đúng: chọn lại ngày, hoặc để trống.")) from None


def _count(request: PostRequest, place: Place, component: Component, _number: int) -> None:
    said = request.POST.get("paper_pages", "").strip()
    if said and not (said.isascii() and said.isdigit() and len(said) < 6):
        raise Denied(_("Số trang giấy phải là một số: ghi lại."))
    copies.count(
        place.owner,
        component,
        paper_pages=int(said) if said else None,
        difference=request.POST.get("difference", ""),
        valid_to=_day(request.POST.get("valid_to", "").strip()),
        by=request.post,
        at=request.at,
    )


def _sign(request: PostRequest, place: Place, component: Component, number: int) -> None:
    if component.copy is not None and component.copy.signed_id is not None:
        return
    _count(request, place, component, number)
    sign_copy(place.owner, component, by=request.post, at=request.at)


def _drop(request: PostRequest, place: Place, component: Component, number: int) -> None:
    _once(request, partial(drop, place.owner, component, reading=number, by=request.post, at=request.at))


def _again(request: PostRequest, place: Place, component: Component, _number: int) -> None:
    _once(request, partial(copies.again, place.owner, component, by=request.post, at=request.at))


def _reuse(request: PostRequest, place: Place, component: Component, number: int) -> None:
    _once(request, partial(copies.reuse, place.owner, component, item_id=number, by=request.post, at=request.at))


_ACTS: dict[str, Act] = {
    "add": _add,
    "take": _take,
    "right": _arranging(lambda pages, at: digitising.turned(pages, at, 90)),
    "left": _arranging(lambda pages, at: digitising.turned(pages, at, 270)),
    "earlier": _arranging(lambda pages, at: digitising.moved(pages, at, at - 1)),
    "later": _arranging(lambda pages, at: digitising.moved(pages, at, at + 1)),
    "remove": _arranging(digitising.without),
    "count": _count,
    "drop": _drop,
    "sign": _sign,
    "again": _again,
    "reuse": _reuse,
}
