"""The words of `motcua.web.words` for templates: {% load house %}."""

import datetime as dt

from django import template

from motcua.lib import money
from motcua.lib.clock import now
from motcua.people import dates, masking
from motcua.web import words

register = template.Library()

register.filter("vnd", money.vnd)
register.filter("vnd_words", money.in_words)
register.filter("partial_date", dates.shown)
register.filter("masked", masking.id_number)
register.filter("state_mark", words.state_mark)
register.filter("source_mark", words.source_mark)


@register.filter
def moment(at: dt.datetime | None) -> str:
    """Return a moment as one says it today: 10:40, 14:10 thứ Năm 26/02."""
    return words.moment(at, now()) if at else "–"


@register.simple_tag
def clock_mark(due_at: dt.datetime | None, done: object = None) -> words.Mark:
    """Return what is left until `due_at`; with a true second argument: finished."""
    return words.clock_mark(due_at or None, now(), done=bool(done))


@register.filter
def since(at: dt.datetime | None) -> str:
    """Return how long ago something was."""
    return words.span(now() - at) if at else ""


@register.filter
def pick(mapping: dict[str, object], key: str) -> object:
    """Return the value of a dict at a key held in a variable; nothing when it is absent."""
    return mapping.get(key, "") if mapping else ""
