"""The printable sheet: a code for each procedure of the numbered list, and the commands, for work by scanner alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua import printing
from motcua.accounts.models import Role
from motcua.lib.clock import now
from motcua.procedures import scanner_codes
from motcua.procedures.queries import index_on
from motcua.web import frequent, words
from motcua.web.shell import PostRequest, at_desk


@require_safe
@at_desk(Role.INTAKE, Role.SUPERVISOR)
def sheet(request: PostRequest) -> HttpResponse:
    """Show the sheet; it is made for A4."""
    entries = index_on(now().date()).entries.values()
    sectors = sorted({entry.sector for entry in entries})
    sector = request.GET.get("sector", "")
    chosen = [entry for entry in entries if entry.sector == sector] or frequent.procedures(now().date())
    commands = [
        (scanner_codes.CONFIRM, _("Người dân xác nhận tại quầy: TIẾP NHẬN")),
        (scanner_codes.PARK, _("Gác lại")),
    ]
    context = {
        "commands": [_code(text, name, "") for text, name in commands],
        "codes": [_code(scanner_codes.encode(each.code), words.named(each.short_name), each.code) for each in chosen],
        "sectors": sectors,
        "sector": sector,
    }
    return render(request, "counter/sheet.html", context)


def _code(text: str, name: str, code: str) -> dict[str, str]:
    return {"text": text, "short_name": name, "code": code, "picture": printing.qr_data(text)}
