"""Come by appointment at the kiosk: the code typed, or the picture on the phone scanned, and the ticket is there."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries
from motcua.web.display.kiosk.frame import KioskRequest, at_kiosk, draw


@require_http_methods(["GET", "HEAD", "POST"])
@at_kiosk
def begin(request: KioskRequest) -> HttpResponse:
    """Ask for the code of the appointment; give the ticket."""
    problem = ""
    if request.method == "POST":
        said, today = request.POST.get("code", "")[:200], local(request.at).date()
        row = queries.appointment_said(request.shop, said, day=today)
        try:
            if row is not None:
                request.session["kiosk_ticket"] = commands.check_in(row, at=request.at).pk
                return redirect("kiosk:ticket")
            problem = _("Hôm nay không có lịch hẹn nào mang mã này: xin xem lại mã, hoặc lấy số thường.")
        except Denied as denied:
            problem = denied.reason
    page, back = "display/kiosk/appointment.html", reverse("kiosk:lines")
    return draw(request, page, back=back, problem=problem, status=422 if problem else 200)
