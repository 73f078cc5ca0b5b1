"""The living page: every component of the front end, drawn with example data."""

import datetime as dt
import re
from functools import cache
from pathlib import Path

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from motcua.lib.clock import now
from motcua.lib.outcomes import Answer
from motcua.web import words


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Họ, chữ đệm, tên"), help_text=_("Như trên giấy tờ."))
    phone = forms.CharField(label=_("Số điện thoại"), required=False)
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=[("M", _("Nam")), ("F", _("Nữ"))], widget=forms.RadioSelect(), initial="F"
    )
    seen = forms.BooleanField(label=_("Người dân đã xem và xác nhận"))


def components(request: HttpRequest) -> HttpResponse:
    """Show every component; nothing here is stored or read from the database."""
    moment = now()
    dues = [moment + dt.timedelta(minutes=minutes) for minutes in (180, 20, -125, 4320)]
    form = ExampleForm({"phone": "0199000001"})
    form.is_valid()
    rows = [
        {"tone": "late", "due": dues[2], "name": "TRẦN THỊ THỬ", "procedure": "Đăng ký khai sinh", "fee": 0},
        {"tone": "soon", "due": dues[1], "name": "LÊ VĂN MẪU", "procedure": "Chứng thực bản sao", "fee": 24_000},
    ]
    context = {
        "refused": Answer(allowed=False, reason="Người soạn không ký quyết định của chính mình."),
        "states": list(words.STATES),
        "sources": list(words.SOURCES),
        "dues": dues,
        "form": form,
        "rows": rows,
        "icons": icon_names(),
    }
    return render(request, "counter/components.html", context)


@cache
def icon_names() -> list[str]:
    """Return the names of all symbols in img/icons.svg."""
    found = finders.find("img/icons.svg")
    return re.findall(r'symbol id="([^"]+)"', Path(found).read_text(encoding="utf-8")) if found else []
