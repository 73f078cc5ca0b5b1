"""Spans of days that are looked at or compared: what may be asked, and which are compared where nobody said."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.lib.outcomes import Denied

LONGEST = 366
_USUAL = dt.timedelta(days=30)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        count = ngettext("%(n)d ngày", "%(n)d ngày", self.days) % {"n": self.days}
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y} ({count})"


def check_span(span: Span, *, about: str = "") -> None:
    """Raise Denied unless the span ends where it begins or later, within a year."""
    if span.last < span.first:
        raise Denied(_("Đến ngày đang trước từ ngày: chọn lại."), about=about)
    if span.days > LONGEST:
        raise Denied(_("Chọn nhiều nhất một năm."), about=about)


@dataclass(frozen=True, slots=True)
class Spans:
    """What is compared as before and as after; they may differ in length, for no number that is compared is a sum."""

    before: Span
    after: Span


def usual_spans(since: dt.date) -> Spans:
    """Return the thirty days before a day and the thirty from it on."""
    return Spans(Span(since - _USUAL, since - _DAY), Span(since, since + _USUAL - _DAY))


def check_spans(spans: Spans) -> None:
    """Raise Denied unless both are spans, the second wholly after the first: no dossier stands on both sides."""
    check_span(spans.before, about="before_to")
    check_span(spans.after, about="after_to")
    if spans.after.first <= spans.before.last:
        raise Denied(_("Khoảng sau phải bắt đầu khi khoảng trước đã hết: chọn lại."), about="after_from")
