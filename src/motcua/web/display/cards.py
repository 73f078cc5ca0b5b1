"""The sheet of synthetic identity cards: scan them from the screen, from paper, or paste their text."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua import printing
from motcua.people import dates, demo


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Show every card with its code, its text and what to try with it."""
    return render(request, "display/cards.html", {"cards": _cards()})


@require_safe
@cache_control(private=True, max_age=3600)
def sheet_pdf(_request: HttpRequest) -> HttpResponse:
    """Return the sheet as A4 pages to print, the codes in the size of a real card's."""
    pictures = {f"qr{place}": printing.qr_svg(card.text) for place, card in enumerate(demo.demo_cards())}
    pdf = printing.render("papers/card_sheet.typ", {"cards": _cards()}, pictures)
    return HttpResponse(pdf, content_type="application/pdf", headers={"content-disposition": "inline"})


def _cards() -> list[dict[str, Any]]:
    return [
        {
            "name": card.person.full_name,
            "number": card.person.id_number,
            "born": dates.shown(card.person.date_of_birth),
            "sex": {"M": "Nam", "F": "Nữ"}[card.person.sex],
            "address": card.person.address,
            "issued": dates.shown(card.person.issued_on),
            "to_try": card.person.to_try,
            "text": card.text,
            "picture": printing.qr_data(card.text),
        }
        for card in demo.demo_cards()
    ]
