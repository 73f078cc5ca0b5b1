"""Which template draws a form on paper, and which fields the law's own drawings have a place for. No database."""

import re
from functools import cache

from motcua.printing.render import TEMPLATES

# Forms that the law draws itself; every other is drawn by its groups.
_LAYOUTS = {code: code for code in ("1.000656", "1.000894", "1.001193", "1.001612", "1.004873", "2.000635", "2.000815")}
_LAYOUTS |= {"1.004222": "ct01", "1.004194": "ct01"}
_NAME = re.compile(r'"\.?([a-z][a-z0-9_.]*)"')


def template_for(code: str) -> str:
    """Return the template that draws the form of a procedure."""
    return f"forms/{_LAYOUTS.get(code, 'generic')}.typ"


@cache
def _named(template: str) -> frozenset[str]:
    return frozenset(_NAME.findall((TEMPLATES / template).read_text(encoding="utf-8")))


@cache
def draws(code: str, field_id: str) -> bool:
    """Tell whether the paper has a place for a field: named whole, or as a person and a fact that it puts together."""
    if code not in _LAYOUTS:
        return True
    prefix, _dot, fact = field_id.partition(".")
    named = _named(template_for(code))
    return field_id in named or (bool(fact) and prefix in named and fact in named)


def is_drawn_by_law(code: str) -> bool:
    """Tell whether the law draws the form of a procedure itself."""
    return code in _LAYOUTS
