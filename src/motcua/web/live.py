"""The one way in which a page stays live: it asks with the tag of what it shows.

The same tag costs what `said` costs and an empty 304; every other answer is the whole state, so that a page which lost
the line is right again at once. What time alone changes has its minute in what is said.
"""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control


def minute_of(at: dt.datetime, *, every: int = 1) -> str:
    """Return the span of so many minutes that a moment lies in."""
    return f"{at:%Y-%m-%d %H}:{at.minute // every}"


def answer(request: HttpRequest, said: object, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """Return 304 to whoever shows what `said` stands for, else what is drawn, with its tag."""
    tag = '"' + hashlib.sha256(repr(said).encode()).hexdigest()[:32] + '"'
    # An answer that was compressed on its way comes back with a weak tag.
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return HttpResponseNotModified()
    drawn = draw()
    drawn.headers["etag"] = tag
    patch_cache_control(drawn, private=True, no_store=True)
    return drawn
