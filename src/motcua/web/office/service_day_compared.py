"""Days beside days, communes beside communes, before and after."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.lib.clock import local
from motcua.reports import service_day_compared as compared
from motcua.reports.charts import Chart
from motcua.reports.service_day import achieved
from motcua.reports.service_day_places import all_shops
from motcua.servicedays.models import moment_of
from motcua.servicedays.queries.programmes import programme_at
from motcua.web.office.charts import lying
from motcua.web.office.service_day import ALL, READS, Wanted, day_of, wanted
from motcua.web.shell import PostRequest, at_desk

LATELY = dt.timedelta(days=13)


@require_safe
@at_desk(*READS)
def show(request: PostRequest, day: str) -> HttpResponse:
    """Compare: of a single day the fortnight that ends with it, of a span its days."""
    asked = wanted(request, day)
    first = asked.last - LATELY if asked.first == asked.last else asked.first
    whole = achieved(all_shops(asked.places), first=first, last=asked.last, at=request.at)
    here = frozenset(shop.pk for shop in all_shops(asked.chosen))
    days = compared.by_day(compared.of_shops(whole, here))
    each = compared.by_place(whole, asked.places) if len(asked.places) > 1 else []
    around = _around(request, asked)
    context: dict[str, Any] = {
        "wanted": asked,
        "all": ALL,
        "first": first,
        "back_url": asked.url(),
        "parts": [
            (_("Các ngày"), _chart(days, _("Trung vị của từng ngày.")), _linked(days, asked)),
            (_("Các xã"), _chart(each, _("Trung vị của từng nơi.")), _linked(each, asked)),
        ],
        "around": around,
        "around_chart": _picture(compared.chart_around(around)),
    }
    return render(request, "office/service_day_compared.html", context)


def _picture(chart: Chart | None) -> Any:
    return lying(chart) if chart is not None else None


def _chart(rows: list[compared.Row], about: str) -> Any:
    return _picture(compared.chart(rows, about=about))


def _linked(rows: list[compared.Row], asked: Wanted) -> list[tuple[compared.Row, str]]:
    """Return rows with the address of their own page."""
    place = asked.query().split("&", maxsplit=1)[0].removeprefix("place=")
    return [(row, Wanted(row.first, row.last, asked.places, None).url(place=str(row.place or place))) for row in rows]


def _around(request: PostRequest, asked: Wanted) -> compared.BeforeAndAfter:
    """Return before and after the day that the address names, otherwise that on which the programme there began."""
    programme = programme_at(all_shops(asked.chosen)[0], at=moment_of(asked.last, dt.time(12)))
    since = day_of(request.GET.get("since", "")) or (programme.valid_from if programme else local(request.at).date())
    return compared.before_and_after(asked.chosen, since=since, at=request.at, programme=programme)
