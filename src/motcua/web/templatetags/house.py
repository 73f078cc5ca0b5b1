"""The words of `motcua.web.words` and the icons, in every template without being loaded."""

import datetime as dt
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.lib import money
from motcua.lib.clock import now
from motcua.people import dates, masking
from motcua.web import words

register = template.Library()

register.filter("vnd", money.vnd)
register.filter("vnd_words", money.in_words)
register.filter("partial_date", dates.shown)
register.filter("masked", masking.id_number)
register.filter("named", words.named)
register.filter("line", words.line)
register.filter("state_mark", words.state_mark)
register.filter("source_mark", words.source_mark)


@cache
def _sprite() -> str:
    return static("img/icons.svg")


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw an icon of the sprite; it says nothing that the words beside it do not."""
    drawn = '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(drawn, classes, _sprite(), name)


@register.filter
def moment(at: dt.datetime | None) -> str:
    """Return a moment as one says it today: 10:40, 14:10 thứ Năm 26/02."""
    return words.moment(at, now()) if at else "–"


@register.simple_tag
def clock_mark(
    due_at: dt.datetime | None, done: object = None, by_day: object = None, still: object = None
) -> words.Mark:
    """Return what is left until `due_at`; `done`: finished, `by_day`: a promise of days, `still`: no time counts."""
    return words.clock_mark(due_at or None, now(), done=bool(done), by_day=bool(by_day), still=bool(still))


@register.filter
def since(at: dt.datetime | None) -> str:
    """Return how long ago something was."""
    return words.span(now() - at) if at else ""
