"""What the visit's form sends, put in order: {item: what was said about it}. Nothing is judged here."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.web.counter.page import count

if TYPE_CHECKING:
    from django.http import QueryDict

_NAME = re.compile(r"(f|case|exemption|entered|duplicate|competent)\.(\d+)(?:\.(.+))?")


def read(post: "QueryDict") -> Said:
    """Return what the form says: `f.<item>.<field>`, `case.<item>`, `exemption.<item>`, `entered.<item>`, papers, keys;
    `duplicate.<item>` is why it is taken in beside an open one, `competent.<item>` who settles it.

    A checklist is only meant when it was shown (`papers_shown`): an unticked box sends nothing.
    """
    items: dict[int, SaidOfItem] = {}
    for kind, item, field, value in _parts(post):
        said = items.setdefault(item, SaidOfItem())
        if kind == "f":
            said.values[field] = value
        elif kind == "case":
            said.case = value
        elif kind == "exemption":
            said.exemption = value
        elif kind == "duplicate":
            said.duplicate_why = value
        elif kind == "competent":
            said.competent = value
        else:
            said.entered = value
    for shown in post.getlist("papers_shown"):
        if shown.isascii() and shown.isdigit():
            items.setdefault(int(shown), SaidOfItem()).papers = set(post.getlist(f"paper.{shown}"))
    version = post.get("version", "")
    return Said(
        items=items,
        confirmed_how=post.get("confirm.how", ""),
        keys=count(post.get("keys")),
        return_way=post.get("return.way"),
        return_address=post.get("return.address"),
        version=int(version) if version.isascii() and version.isdigit() else None,
    )


def _parts(post: "QueryDict") -> Iterator[tuple[str, int, str, str]]:
    for name in post:
        match = _NAME.fullmatch(name)
        if match:
            value = " ".join(post.getlist(name)).replace("\x00", "")
            yield match[1], int(match[2]), match[3] or "", value
