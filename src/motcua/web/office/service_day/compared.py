"""Days beside days, communes beside communes, before and after."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.lib.outcomes import Denied
from motcua.reports.charts import Chart
from motcua.reports.service_day import compared
from motcua.reports.service_day.achieved import achieved
from motcua.reports.service_day.figures import Figure
from motcua.reports.service_day.places import all_shops
from motcua.reports.service_day.spans import Span, Spans, check_spans, usual_spans
from motcua.servicedays.models import moment_of
from motcua.servicedays.queries.programmes import programme_at
from motcua.web.office.charts import lying
from motcua.web.office.service_day.page import ALL, READS, Wanted, list_url, programmes, wanted
from motcua.web.shell import PostRequest, at_desk

LATELY, LAST_MONTH = dt.timedelta(days=13), dt.timedelta(days=29)
type Linked = tuple[compared.Row, str, list[tuple[Figure, str]]]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class SpansForm(forms.Form):
    """The two spans, as the address says them."""

    before_from = _day(gettext_lazy("Trước: từ ngày"))
    before_to = _day(gettext_lazy("Trước: đến hết ngày"))
    after_from = _day(gettext_lazy("Sau: từ ngày"))
    after_to = _day(gettext_lazy("Sau: đến hết ngày"))

    @staticmethod
    def first(spans: Spans) -> dict[str, dt.date]:
        """Return spans as the form shows them."""
        before, after = spans.before, spans.after
        return {
            "before_from": before.first, "before_to": before.last, "after_from": after.first, "after_to": after.last,
        }  # fmt: skip

    def spans(self) -> Spans | None:
        """Return what was asked for; None where it cannot be compared, said beside its field."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        found = Spans(Span(said["before_from"], said["before_to"]), Span(said["after_from"], said["after_to"]))
        try:
            check_spans(found)
        except Denied as denied:
            self.add_error(denied.about, denied.reason)
            return None
        return found


@require_safe
@at_desk(*READS)
def show(request: PostRequest, day: str) -> HttpResponse:
    """Compare: of a single day the fortnight that ends with it, of a span its days; before and after as asked for."""
    asked = wanted(request, day)
    first = asked.last - LATELY if asked.first == asked.last else asked.first
    shops = all_shops(asked.places)
    whole = achieved(shops, first=first, last=asked.last, at=request.at, procedures=asked.procedures)
    here = frozenset(shop.pk for shop in all_shops(asked.chosen))
    days = compared.by_day(compared.of_shops(whole, here))
    each = compared.by_place(whole, asked.places) if len(asked.places) > 1 else []
    form, around = _around(request, asked)
    context: dict[str, Any] = {
        "wanted": asked,
        "all": ALL,
        "first": first,
        "back_url": asked.url(),
        "parts": [
            (_("Các ngày"), _chart(days, _("Trung vị của từng ngày.")), _linked(days, asked)),
            (_("Các xã"), _chart(each, _("Trung vị của từng nơi.")), _linked(each, asked)),
        ],
        "programmes": programmes(asked),
        "form": form,
        "around": _linked(around.rows, asked) if around else [],
        "around_chart": _picture(compared.chart_around(around)) if around else None,
    }
    return render(request, "office/service_day_compared.html", context, status=422 if form.errors else 200)


def _picture(chart: Chart | None) -> Any:
    return lying(chart) if chart is not None else None


def _chart(rows: list[compared.Row], about: str) -> Any:
    return _picture(compared.chart(rows, about=about))


def _around(request: PostRequest, asked: Wanted) -> tuple[SpansForm, compared.BeforeAndAfter | None]:
    """Return the spans that the address names, otherwise the usual ones; what cannot be compared is not."""
    if SpansForm.base_fields.keys() & request.GET.keys():
        form = SpansForm(request.GET)
        spans = form.spans()
    else:
        spans = usual_spans(_landmark(asked))
        form = SpansForm(initial=SpansForm.first(spans))
    if spans is None:
        return form, None
    return form, compared.before_and_after(asked.chosen, spans, at=request.at, procedures=asked.procedures)


def _landmark(asked: Wanted) -> dt.date:
    """Return when the programme of these days began there; without one, a month before their end."""
    at = moment_of(asked.last, dt.time(12))
    programme = asked.programme or programme_at(all_shops(asked.chosen)[0], at=at)
    return programme.valid_from if programme else asked.last - LAST_MONTH


def _linked(rows: Iterable[compared.Row], asked: Wanted) -> list[Linked]:
    """Return rows with the addresses of their own page and of the lists behind their numbers."""
    places = {place.committee.pk: place for place in asked.places}
    found = []
    for row in rows:
        place = asked.place if row.place is None else places[row.place]
        page = replace(asked, first=row.span.first, last=row.span.last, place=place)
        lists = [(figure, list_url(figure, page)) for figure in row.figures]
        found.append((row, page.url() if row.count else "", lists))
    return found
