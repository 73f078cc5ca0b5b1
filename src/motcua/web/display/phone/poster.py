"""The poster of the door: an A4 page with the code that lets a phone take a number. Nothing on it is personal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua import printing
from motcua.agencies.queries import agency_on
from motcua.lib.clock import local, now
from motcua.queues.queries import lines_of


@require_safe
@cache_control(private=True, max_age=3600)
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page to print; a paper on a wall is in Vietnamese, whoever prints it."""
    shop = agency_on(code, on=local(now()).date())
    if shop is None or not lines_of(shop).exists():
        raise Http404
    address = request.build_absolute_uri(reverse("ticket:door", args=[code]))
    with translation.override("vi"):
        data = {
            "office": shop.name,
            "title": _("Lấy số bằng điện thoại"),
            "alt": _("Mã để lấy số bằng điện thoại"),
            "steps": [
                _("Quét mã bằng điện thoại."),
                _("Chọn việc cần làm, bấm «Lấy số»."),
                _("Điện thoại báo khi đến lượt ông bà."),
            ],
            "address": address,
        }
    pdf = printing.render("papers/door_poster.typ", data, {"qr": printing.qr_svg(address)})
    return HttpResponse(pdf, content_type="application/pdf", headers={"content-disposition": "inline"})
