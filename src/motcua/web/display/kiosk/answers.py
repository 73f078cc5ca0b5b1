"""Look a procedure up in everyday words, follow a dossier by the code of its receipt: the answer first, no names."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import clock
from motcua.dossiers.models import Dossier
from motcua.lib import codes, money
from motcua.lib.clock import local
from motcua.outreach.queries import not_sent_yet
from motcua.procedures import queries as procedures
from motcua.procedures.definition import Definition
from motcua.queues import queries
from motcua.web import wanted, words
from motcua.web.display.kiosk.frame import Choice, KioskRequest, at_kiosk, draw
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds

LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
CODE_KEYS = ("1234567890", codes.ALPHABET[10:16], codes.ALPHABET[16:])


@require_safe
@at_kiosk
def find(request: KioskRequest) -> HttpResponse:
    """Answer everyday words with at most four procedures; before any word, with those that are asked for most."""
    text, today = request.GET.get("q", "").strip()[:120], local(request.at).date()
    entries = wanted.found(request.shop, text, on=today)
    return draw(
        request,
        "display/kiosk/find.html",
        back=reverse("kiosk:home"),
        text=text,
        choices=[Choice(each.name, "paper", reverse("kiosk:procedure", args=[each.code])) for each in entries],
        keys=LETTERS,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a person asks of a procedure: what to bring, to pay, how long to wait."""

    name: str
    papers: tuple[str, ...]
    fees: tuple[str, ...]
    wait: str


@require_safe
@at_kiosk
def procedure(request: KioskRequest, code: str) -> HttpResponse:
    """Say what to bring, what to pay and how long to wait; then where to take a number for it."""
    version = procedures.version_in_force(code, on=local(request.at).date())
    if version is None:
        raise Http404
    definition = version.definition
    line = queries.line_for(request.shop, definition.sector)
    return draw(
        request,
        "display/kiosk/procedure.html",
        back=reverse("kiosk:find"),
        told=_told(definition, request),
        take=reverse("kiosk:ground", args=[line.pk]) if line else "",
    )


def _told(definition: Definition, request: KioskRequest) -> Told:
    return Told(
        name=words.named(definition.short_name),
        papers=tuple(words.named(each.name) for each in definition.requirements if each.required),
        fees=_fees(definition),
        wait=_wait(definition, request.shop.calendar_code(), at=request.at),
    )


def _fees(definition: Definition) -> tuple[str, ...]:
    said = []
    for item in definition.fees.items:
        amount = _("theo nghị quyết của tỉnh") if item.amount is None else money.vnd(item.amount)
        said.append(f"{capfirst(words.named(item.name))}: {amount if item.amount != 0 else _('không thu')}")
    return tuple(said) or (_("Không thu phí"),)


def _wait(definition: Definition, calendar: str, *, at: dt.datetime) -> str:
    try:
        said = clock.promise(definition=definition, case="", received_at=at, calendar=working_calendar(calendar))
    except CalendarEnds:
        return ""
    return words.promise(said.promised_at, in_visit=said.in_visit, slip_owed=said.slip_owed, now=at)


def _nothing_under(code: str) -> str:
    if code and not_sent_yet(code):
        return _("Hồ sơ nhận ở điểm lưu động, đang trên đường về: số trên biên nhận có giá trị, xin xem lại sau.")
    return _("Không có hồ sơ nào mang mã nhận này: xin xem lại mã trên giấy tiếp nhận, hoặc hỏi cán bộ.")


@require_http_methods(["GET", "HEAD", "POST"])
@at_kiosk
def follow(request: KioskRequest) -> HttpResponse:
    """Say where a dossier stands and what was promised: to who holds its receipt, and nothing of whose it is."""
    found, problem = None, ""
    if request.method == "POST":
        code = codes.normalise(request.POST.get("code", "")[:60])
        found = Dossier.objects.filter(pickup_code=code).first() if codes.is_valid(code) else None
        if found is None:
            problem = _nothing_under(code)
    context: dict[str, Any] = {"keys": CODE_KEYS, "problem": problem, "back": reverse("kiosk:home")}
    if found is not None:
        context["state"] = words.state_mark(found.state)
        context["promise"] = "" if found.ended_at else words.promise_of(found, now=request.at)
    return draw(request, "display/kiosk/follow.html", status=422 if problem else 200, **context)
