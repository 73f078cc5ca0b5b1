"""Rate at the kiosk: the digits on the ticket, one touch, thank you."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.lib.outcomes import Denied
from motcua.queues.models import Ticket
from motcua.surveys.models import Place
from motcua.web import rated
from motcua.web.display.kiosk.frame import KioskRequest, at_kiosk, draw


@require_http_methods(["GET", "HEAD", "POST"])
@at_kiosk
def begin(request: KioskRequest) -> HttpResponse:
    """Ask for the six digits on the ticket; a scanner may read its picture instead."""
    problem = ""
    if request.method == "POST":
        ticket = rated.by_code(request.shop, request.POST.get("code", "")[:200])
        if ticket is not None:
            request.session["kiosk_rating"] = ticket.pk
            return redirect("kiosk:faces")
        problem = _("Hôm nay không có phiếu nào mang mã này: xin xem sáu chữ số cuối phiếu.")
    return draw(
        request, "display/kiosk/rate.html", back=reverse("kiosk:home"), problem=problem, status=422 if problem else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_kiosk
def faces(request: KioskRequest) -> HttpResponse:
    """Show five faces; one touch is all."""
    ticket = _ticket(request)
    if ticket is None:
        return redirect("kiosk:rate")
    problem = ""
    if request.method == "POST":
        try:
            rated.rate(request, rated.of_ticket(ticket), Place.KIOSK)
        except Denied as denied:
            problem = denied.reason
        else:
            request.session.pop("kiosk_rating", None)
            return draw(request, "display/kiosk/thanks.html", back=reverse("kiosk:home"))
    asked = rated.asked(request, rated.of_ticket(ticket))
    back = reverse("kiosk:home")
    return draw(
        request, "display/kiosk/faces.html", back=back, problem=problem, status=422 if problem else 200, **asked
    )


def _ticket(request: KioskRequest) -> Ticket | None:
    rows = Ticket.objects.select_related("line__shop", "visit")
    return rows.filter(pk=request.session.get("kiosk_rating", 0), line__shop=request.shop).first()
