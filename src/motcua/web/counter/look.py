"""POST /counter/look/: whatever was scanned, typed or picked becomes a person, a procedure, a dossier or a question."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.accounts.models import Role
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit
from motcua.lib.clock import now
from motcua.lib.outcomes import Denied
from motcua.people import id_card, mrz
from motcua.people.queries import data_of
from motcua.procedures import queries as catalogue
from motcua.procedures import scanner_codes
from motcua.web import frequent
from motcua.web.counter import accept, arriving, box, page, person, start
from motcua.web.counter.reading import Kind, read
from motcua.web.shell import PostRequest, at_desk, scoped_persons


@require_POST
@at_desk(Role.INTAKE)
def look(request: PostRequest) -> HttpResponse:
    """Decide what the text means and do it; what cannot be understood is said, and the text stays in the box."""
    visit = page.visit_named(request, request.POST.get("visit", ""))
    try:
        return _act(request, visit)
    except Denied as denied:
        return say(request, visit, denied.reason)
    except (id_card.CardUnreadable, mrz.MrzUnreadable) as unreadable:
        return say(request, visit, unreadable.sentence)


def _act(request: PostRequest, visit: Visit | None) -> HttpResponse:
    if code := request.POST.get("procedure"):
        return _procedure(request, visit, code)
    if (chosen := request.POST.get("person", "")).isdigit():
        return _known_person(request, visit, int(chosen))
    return understood(request, visit, request.POST.get("text", ""))


def understood(request: PostRequest, visit: Visit | None, text: str) -> HttpResponse:
    """Do what a text means, however it was read; Denied or CardUnreadable says what is wrong with it."""
    if command := scanner_codes.command(text):
        return _command(request, visit, command)
    if code := scanner_codes.decode(text):
        return _procedure(request, visit, code)
    reading = read(text)
    return _HANDLERS[reading.kind](request, visit, reading.text)


def say(request: PostRequest, visit: Visit | None, sentence: str) -> HttpResponse:
    """Say what is wrong where the officer is; the text stays unless it was a card, which is never shown."""
    text = request.POST.get("text", "")
    kept = "" if "|" in text else text
    if visit is None:
        return start.page(request, problem=sentence, text=kept, status=422)
    return page.draw(request, visit, problem=sentence, text=kept, status=422)


def _procedure(request: PostRequest, visit: Visit | None, code: str) -> HttpResponse:
    """Put a procedure into the basket; a repealed one is refused with what replaces it."""
    moment = now()
    version = catalogue.version_in_force(code, on=moment.date())
    if version is None:
        raise Denied(catalogue.why_not(code, on=moment.date()))
    visit = visit or arriving.begin(by=request.post, at=moment)
    visits.add_item(visit, procedure_version=version, keys_typed=_keys(request), by=request.post, at=moment)
    return redirect(page.url(visit))


def _nothing(_request: PostRequest, visit: Visit | None, _text: str) -> HttpResponse:
    return redirect(page.url(visit))


def _place(request: PostRequest, visit: Visit | None, text: str) -> HttpResponse:
    place = int(text)
    listed = frequent.procedures(now().date())
    if not 1 <= place <= len(listed):
        raise Denied(_("Danh sách có từ 1 đến %(n)d; xin gõ số trong danh sách.") % {"n": len(listed)})
    return _procedure(request, visit, listed[place - 1].code)


def _card(request: PostRequest, visit: Visit | None, text: str) -> HttpResponse:
    card = id_card.parse(text, now().date(), synthetic=settings.MOTCUA_DEMO)
    return _arrived(request, visit, {**card.as_json(), "source": "card"})


def _passport(request: PostRequest, visit: Visit | None, text: str) -> HttpResponse:
    return _arrived(request, visit, mrz.parse(text, now().date()).person_data())


def _id_number(request: PostRequest, visit: Visit | None, number: str) -> HttpResponse:
    """A number typed or said: somebody the office has met, or a form with the number already in it."""
    met = scoped_persons(request.post).with_number(number).first()
    if met is None:
        return person.ask(request, visit, {"id_number": number})
    return _arrived(request, visit, data_of(met))


def _known_person(request: PostRequest, visit: Visit | None, key: int) -> HttpResponse:
    met = scoped_persons(request.post).filter(Q(pk=key) | Q(absorbed=key)).first()
    if met is None:
        raise Denied(_("Không tìm thấy người này trong hồ sơ của đơn vị."))
    return _arrived(request, visit, data_of(met))


def _arrived(request: PostRequest, visit: Visit | None, data: dict[str, Any]) -> HttpResponse:
    """Somebody stands at the counter: a new visit, the missing person of this one, or a second person in it."""
    moment = now()
    if visit is None:
        visit = arriving.begin(data, by=request.post, at=moment)
    elif _is_second_person(visit, data):
        visits.set_aside_card(visit, person_data=data, by=request.post)
    else:
        visits.set_person(visit, person_data=data, by=request.post, at=moment)
    return redirect(page.url(visit))


def _is_second_person(visit: Visit, data: dict[str, Any]) -> bool:
    here = visit.person_data
    return bool(here.get("full_name")) and here.get("id_number") != data.get("id_number") and visit.items.exists()


def _words(request: PostRequest, visit: Visit | None, text: str) -> HttpResponse:
    dossier = box.dossier_of(text, request.post)
    if dossier is not None:
        return redirect("office:dossier", dossier.code)
    found = box.find(text, post=request.post)
    if not found:
        raise Denied(_("Chưa tìm thấy việc hay người nào như vậy. Thử gõ ít chữ hơn, hoặc nhập người mới bằng tay."))
    if visit is None:
        return start.page(request, text=text, found=found)
    return page.draw(request, visit, text=text, found=found)


def _command(request: PostRequest, visit: Visit | None, command: str) -> HttpResponse:
    """A command scanned from the sheet: the person confirms and the dossier is accepted, or the work is parked."""
    if visit is None:
        raise Denied(_("Chưa có việc nào đang làm. Xin quét thẻ trước."))
    if command == "park":
        visits.park(visit, by=request.post, at=now())
        return redirect("counter:start")
    return accept.confirm_and_accept(request, visit)


def _keys(request: PostRequest) -> int:
    return page.count(request.POST.get("keys"))


_HANDLERS: dict[Kind, Callable[[PostRequest, Visit | None, str], HttpResponse]] = {
    Kind.NOTHING: _nothing,
    Kind.CARD: _card,
    Kind.PASSPORT: _passport,
    Kind.PLACE: _place,
    Kind.PROCEDURE: _procedure,
    Kind.ID_NUMBER: _id_number,
    Kind.WORDS: _words,
}
