"""Take a number at the kiosk: what for, who goes first by law, the ticket. A card makes the person known."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.lib.vietnamese import fold
from motcua.queues import commands, grounds, queries
from motcua.queues.models import Line, Origin, Ticket
from motcua.web import tickets, words
from motcua.web.display.kiosk.card import person_of, suggested
from motcua.web.display.kiosk.frame import Choice, KioskRequest, at_kiosk, draw, paged

# By a word of the name or the sectors; otherwise a sheet of paper.
_PICTURES = {
    "ho tich": "family",
    "chung thuc": "seal",
    "dat": "house",
    "nha": "house",
    "bao tro": "care",
    "nguoi co cong": "care",
    "cu tru": "house",
    "kinh doanh": "shop",
    "cong thuong": "shop",
}
_GROUND_PICTURES = {
    "ELDERLY": "elder",
    "DISABLED": "wheelchair",
    "PREGNANT": "pregnant",
    "INVALID": "star",
    "SMALL_CHILD": "baby",
}


@require_safe
@at_kiosk
def lines(request: KioskRequest) -> HttpResponse:
    """Ask what the person came for."""
    hall = queries.hall(request.shop, at=request.at, following=0)
    choices = [
        Choice(
            words.line(seen.line),
            picture_of(seen.line),
            reverse("kiosk:ground", args=[seen.line.pk]),
            hint=_("%(n)d người đang đợi") % {"n": seen.crowd.count} if seen.crowd.count else _("Chưa có ai đợi"),
        )
        for seen in hall.lines
    ]
    if queries.appointments_on(request.shop, local(request.at).date()):
        choices.insert(0, Choice(_("Tôi đã hẹn giờ"), "follow", reverse("kiosk:appointment"), hint=_("gõ mã hẹn")))
    return draw(
        request,
        "display/kiosk/choices.html",
        back=reverse("kiosk:home"),
        title=_("Ông bà đến làm việc gì?"),
        choices=paged(choices, request),
        none=_("Nơi này chưa mở hàng nào trên máy: xin hỏi cán bộ hướng dẫn."),
        asks_card=True,
        known=person_of(request) is not None,
        problem=request.session.pop("kiosk_problem", ""),
    )


def picture_of(line: Line) -> str:
    """Return the picture of a line, by a word of its name or its sectors."""
    said = fold(" ".join([line.name, *line.sectors]))
    return next((picture for word, picture in _PICTURES.items() if word in said), "paper")


@require_http_methods(["GET", "HEAD", "POST"])
@at_kiosk
def ground(request: KioskRequest, line: int) -> HttpResponse:
    """Ask the one question about precedence; its answer is the ticket."""
    row = get_object_or_404(queries.lines_of(request.shop), pk=line)
    if request.method != "POST":
        return _ask_ground(request, row)
    try:
        ticket = commands.take(
            row,
            origin=Origin.KIOSK,
            ground=request.POST.get("choice", ""),
            person=person_of(request),
            key=f"kiosk:{request.device.pk}:{request.POST.get('key', '')[:40]}",
            at=request.at,
        )
    except Denied as denied:
        return _ask_ground(request, row, problem=denied.reason, status=422)
    request.session.pop("kiosk_card", None)
    request.session["kiosk_ticket"] = ticket.pk
    return redirect("kiosk:ticket")


def ground_choices() -> list[Choice]:
    """Return what is asked about precedence; first, that one has none."""
    none = Choice(_("Không thuộc diện nào"), "person", value="")
    known = (
        Choice(words.named(each.word), _GROUND_PICTURES.get(each.key, "person"), value=each.key)
        for each in grounds.to_choose()
    )
    return [none, *known]


def _ask_ground(request: KioskRequest, line: Line, *, problem: str = "", status: int = 200) -> HttpResponse:
    none, *known = ground_choices()
    said = suggested(request)
    known.sort(key=lambda each: each.value != said)
    choices = [*known, none] if said else [none, *known]
    return draw(
        request,
        "display/kiosk/choices.html",
        back=reverse("kiosk:lines"),
        title=_("Ông bà có thuộc diện được ưu tiên không?"),
        lead=words.line(line),
        choices=paged(choices, request),
        asks_card=True,
        known=person_of(request) is not None,
        problem=problem or request.session.pop("kiosk_problem", ""),
        status=status,
    )


@require_safe
@at_kiosk
def ticket(request: KioskRequest) -> HttpResponse:
    """Show the ticket just taken, to be printed or followed on the phone; it is gone with the next touch of home."""
    row = Ticket.objects.select_related("line__shop").filter(pk=request.session.get("kiosk_ticket", 0)).first()
    if row is None:
        return redirect("kiosk:home")
    return draw(
        request,
        "display/kiosk/ticket.html",
        back=reverse("kiosk:home"),
        ticket=tickets.look(request, row),
    )
