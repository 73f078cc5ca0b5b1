"""The languages that citizens are spoken to in: those whose catalogue is there, Vietnamese first.

Officers' pages know the languages of the settings alone. What a catalogue leaves out is said in Vietnamese.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import to_locale

COOKIE, LARGER = "motcua_spoken", "motcua_larger"


@dataclass(frozen=True, slots=True)
class Language:
    """A language as its speakers call it."""

    code: str
    name: str


@cache
def spoken_here() -> tuple[Language, ...]:
    """Return the languages that have a catalogue."""
    catalogues = [path for root in settings.LOCALE_PATHS for path in Path(root).glob("*/*/django.po")]
    folders = sorted(path.parents[1].name for path in catalogues)
    codes = dict.fromkeys((settings.LANGUAGE_CODE, *(folder.lower().replace("_", "-") for folder in folders)))
    names = {code: translation.get_language_info(code)["name_local"] for code in codes}
    return tuple(Language(code, name[0].upper() + name[1:]) for code, name in names.items())


def chosen(request: HttpRequest) -> str:
    """Return the language that this device was asked to speak; Vietnamese otherwise."""
    said = request.GET.get("lang") or request.COOKIES.get(COOKIE, "")
    return said if said in {each.code for each in spoken_here()} else settings.LANGUAGE_CODE


def is_larger(request: HttpRequest) -> bool:
    """Tell whether this device was asked for larger letters."""
    return request.COOKIES.get(LARGER) == "1"


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def spoken[**P](view: View[P]) -> View[P]:
    """Let a view answer in the language that was chosen on this device."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        code = chosen(request)
        with translation.override(code):
            answer = view(request, *args, **kwargs)
        answer.headers["content-language"] = to_locale(code).replace("_", "-")
        return answer

    return cast("View[P]", speaking)
