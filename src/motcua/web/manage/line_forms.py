"""What is typed into the pages of lines and of their hours by appointment."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.agencies.models import Agency
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.queues.commands import LineSaid
from motcua.queues.commands.managing import said_of
from motcua.queues.models import Line
from motcua.queues.seed import FIRST_NAME
from motcua.web import words

_SHARE = gettext_lazy("Nhiều nhất mấy lượt ưu tiên liền nhau khi còn người khác đợi.")


def sectors_on(day: dt.date) -> list[str]:
    """Return the sectors of the procedures in force on a day."""
    known = Procedure.objects.filter(versions__in=ProcedureVersion.objects.in_force(day))
    return list(known.order_by("sector").values_list("sector", flat=True).distinct())


class LineForm(forms.Form):
    """Everything that is said of a line."""

    letter = forms.CharField(
        label=gettext_lazy("Chữ"), max_length=2, help_text=gettext_lazy("Đứng trước số: A thì số là A001.")
    )
    name = forms.CharField(
        label=gettext_lazy("Tên"), max_length=80, help_text=gettext_lazy("Người dân đọc tên này trên máy lấy số.")
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Lĩnh vực"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn gì: mọi lĩnh vực mà hàng khác không nhận."),
    )
    counters = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quầy phục vụ"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    priority_share = forms.IntegerField(label=gettext_lazy("Lượt ưu tiên"), initial=2, help_text=_SHARE)
    calls_before_no_show = forms.IntegerField(
        label=gettext_lazy("Gọi mấy lần"),
        initial=2,
        help_text=gettext_lazy("Gọi đủ số lần này mà không ai đến thì ghi là không đến."),
    )
    skip_places = forms.IntegerField(
        label=gettext_lazy("Nhường mấy lượt"),
        initial=3,
        help_text=gettext_lazy("Số bị bỏ qua được gọi lại sau chừng này lượt."),
    )
    usual_minutes = forms.IntegerField(
        label=gettext_lazy("Mỗi người mấy phút"),
        initial=10,
        help_text=gettext_lazy("Để ước giờ đến lượt khi chưa đủ ba người được phục vụ mà tính."),
    )
    active = forms.BooleanField(label=gettext_lazy("Đang mở"), initial=True, required=False)

    def for_shop(self, shop: Agency, on: dt.date, line: Line | None = None) -> "LineForm":
        """Offer the counters of this shop and the sectors of the catalogue; what a line has already stays offered."""
        choices: dict[str, Any] = self.fields
        known = sorted({*sectors_on(on), *(line.sectors if line else ())})
        choices["sectors"].choices = [(sector, words.named(sector)) for sector in known]
        choices["counters"].choices = [(row.number, words.named(row.name)) for row in shop.counters.all()]
        return self

    def said(self) -> LineSaid:
        """Return it as the command takes it."""
        values = dict(self.cleaned_data)
        return LineSaid(**values | {"letter": values["letter"].strip().upper()})

    @staticmethod
    def first(shop: Agency, line: Line | None) -> dict[str, Any]:
        """Return a line as its form shows it; a new one has the next free letter, a shop's first all its counters."""
        if line is not None:
            return said_of(line)
        used = set(Line.objects.filter(shop=shop).values_list("letter", flat=True))
        letter = next((each for each in map(chr, range(ord("A"), ord("Z") + 1)) if each not in used), "")
        every = list(shop.counters.values_list("number", flat=True))
        return {"letter": letter} | ({} if used else {"name": FIRST_NAME, "counters": every})


class SlotsForm(forms.Form):
    """From which day to which one may come by appointment, how long a span is, for how many."""

    first = forms.DateField(
        label=gettext_lazy("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=gettext_lazy("Đến hết ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(label=gettext_lazy("Mỗi khung (phút)"), initial=30)
    capacity = forms.IntegerField(
        label=gettext_lazy("Nhận mấy người mỗi khung"),
        initial=1,
        help_text=gettext_lazy("Chừa chỗ cho người không hẹn: thường một nửa số người làm kịp trong khung."),
    )
