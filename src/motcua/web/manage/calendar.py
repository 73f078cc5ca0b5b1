"""The calendar of an authority: the year, each exception with its source; a change is seen before it is made."""

import calendar as months
import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.commands import recalculation
from motcua.lib.outcomes import Denied
from motcua.web.manage import history
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.calendars import hours_on, line_of, working_calendar
from motcua.worktime.commands import DayChange
from motcua.worktime.deadlines import WorkingCalendar
from motcua.worktime.explanation import WEEKDAYS, spans_in_words
from motcua.worktime.models import Calendar, DayException, DayKind

_SHOWN = 50
_USUAL = "USUAL"


class DayForm(forms.Form):
    """What a day shall be."""

    date = forms.DateField(
        label=gettext_lazy("Ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Xin chọn ngày."), "invalid": gettext_lazy("Ngày chưa đúng.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Ngày ấy"),
        choices=[*DayKind.choices, (_USUAL, gettext_lazy("Như thường lệ (bỏ điều đã sửa)"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn nghỉ, làm bù hay như thường lệ.")},
    )
    name = forms.CharField(label=gettext_lazy("Vì sao"), max_length=120, required=False)
    source = forms.CharField(
        label=gettext_lazy("Theo văn bản nào"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ngày, cơ quan: người dân có quyền hỏi vì sao hẹn ngày này."),
    )

    def clean(self) -> dict[str, object]:
        """A day that differs needs its reason and its source."""
        said = super().clean() or {}
        if said.get("kind") != _USUAL:
            for name, sentence in (("name", _("Xin ghi lý do.")), ("source", _("Xin ghi văn bản."))):
                if not said.get(name):
                    self.add_error(name, sentence)
        return said

    def change(self) -> DayChange:
        """Return the change as commands take it."""
        said = self.cleaned_data
        kind = "" if said["kind"] == _USUAL else said["kind"]
        return DayChange(said["date"], kind, said["name"] if kind else "", said["source"] if kind else "")


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month's grid; `mark` is off, work, worked (a swapped day) or out."""

    number: int
    mark: str
    title: str
    today: bool


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def calendar(request: PostRequest) -> HttpResponse:
    """Show a year."""
    return _draw(request, DayForm(initial={"kind": DayKind.OFF}))


def _draw(request: PostRequest, form: DayForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    code = request.post.authority.calendar_code()
    kept = Calendar.objects.get(code=code)
    working = working_calendar(code)
    year = _year(request, kept)
    context = {
        "calendar": kept,
        "form": form,
        "problem": problem,
        "may_edit": request.post.role == Role.ADMIN,
        "year": year,
        "years": range(kept.covers_from.year, kept.covers_to.year + 1),
        "months": [(month, _month(working, year, month, request.at.date())) for month in range(1, 13)],
        "hours": _hours(kept, request.at.date()),
        "history": history.told("calendar", code),
        "days": DayException.objects.filter(calendar__in=line_of(code), date__year=year).order_by("date"),
    }
    return render(request, "manage/calendar.html", context, status=status)


def _year(request: PostRequest, kept: Calendar) -> int:
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else request.at.year
    return min(max(year, kept.covers_from.year), kept.covers_to.year)


def _month(working: WorkingCalendar, year: int, month: int, today: dt.date) -> list[list[Day | None]]:
    """Return a month in weeks from Monday; None where no day of it stands."""
    weeks = months.Calendar().monthdatescalendar(year, month)
    return [[_day(working, day, today) if day.month == month else None for day in week] for week in weeks]


def _day(working: WorkingCalendar, day: dt.date, today: dt.date) -> Day:
    exception = working.exceptions.get(day)
    worked = working.is_working_day(day)
    mark = "worked" if exception and worked else "work" if worked else "off" if exception else "weekend"
    title = f"{day:%d/%m}: {exception.name}" if exception else ""
    return Day(day.day, mark, title, day == today)


def _hours(kept: Calendar, today: dt.date) -> list[str]:
    """Return the weekly hours in words, days of the same hours together."""
    names = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
    spans: dict[str, list[str]] = {}
    for weekday, name in enumerate(names):
        spans.setdefault(spans_in_words(hours_on(kept, weekday, today)), []).append(name)
    return [f"{', '.join(days)}: {said}" for said, days in spans.items()] + _hours_to_come(kept, today)


def _hours_to_come(kept: Calendar, today: dt.date) -> list[str]:
    """Return the changes that were said ahead: from which day a weekday is worked otherwise."""
    ends = kept.hours.filter(valid_to__gte=today).values_list("weekday", "valid_to")
    begins = kept.hours.filter(valid_from__gt=today).values_list("weekday", "valid_from")
    turns = {(day + dt.timedelta(days=1), at) for at, day in ends if day} | {(day, at) for at, day in begins}
    return [
        _("Từ %(day)s, %(weekday)s: %(hours)s")
        % {"day": f"{day:%d/%m/%Y}", "weekday": WEEKDAYS[at], "hours": spans_in_words(hours_on(kept, at, day))}
        for day, at in sorted(turns)
    ]


@require_POST
@at_desk(Role.ADMIN)
def preview(request: PostRequest) -> HttpResponse:
    """Show which open dossiers would move; nothing is changed."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, status=422)
    change = form.change()
    moved = recalculation.preview(change, by=request.post)
    n = len(moved)
    context = {
        "change": change,
        "form": form,
        "moved": moved[:_SHOWN],
        "more": n - _SHOWN if n > _SHOWN else 0,
        "summary": ngettext(
            "Hạn của %(n)d hồ sơ đang giải quyết sẽ dời.", "Hạn của %(n)d hồ sơ đang giải quyết sẽ dời.", n
        )
        % {"n": n},
    }
    return render(request, "manage/calendar_preview.html", context)


@require_POST
@at_desk(Role.ADMIN)
def apply(request: PostRequest) -> HttpResponse:
    """Make the change and move the due times; slips already issued stay as they are."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, status=422)
    change = form.change()
    try:
        moved = recalculation.apply(change, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, form, problem=denied.reason, status=409)
    n = len(moved)
    said = ngettext("Đã sửa lịch, dời hạn %(n)d hồ sơ.", "Đã sửa lịch, dời hạn %(n)d hồ sơ.", n) % {"n": n}
    messages.success(request, said)
    return redirect(f"{reverse('manage:calendar')}?year={change.date.year}")
