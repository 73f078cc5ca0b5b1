"""The right column: what is due and who pays nothing, which papers are on the table."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.models import VisitItem
from motcua.dossiers.requirements import replaced_by
from motcua.lib import money
from motcua.procedures.definition import Definition, Requirement, RequirementKind
from motcua.procedures.fees import FeeDue
from motcua.web import words
from motcua.web.counter.looks import FeeLine, FeeWords, Option, PaperTick


def fee_words(definition: Definition, due: FeeDue, *, item: VisitItem) -> FeeWords:
    """Return what is due in words, never without who pays nothing."""
    lines = tuple(
        FeeLine(words.named(line.name), _("nhập tại quầy") if line.amount is None else money.vnd(line.amount))
        for line in due.lines
    )
    return FeeWords(
        amount=due.amount,
        words=money.vnd(due.amount),
        lines=lines,
        exemptions=tuple(
            Option(text, words.named(text), text == item.exemption) for text in definition.fees.exemptions
        ),
        text="; ".join(filter(None, [*map(words.named, definition.fees.exemptions), definition.fees.note])),
        basis=definition.fees.set_by,
        open_lines=_entered_lines(definition, item),
        entered=str(item.quantities.get("entered", "")),
    )


def _entered_lines(definition: Definition, item: VisitItem) -> tuple[str, ...]:
    """Return the fee lines whose amount is typed at the counter; the field stays when the amount is there."""
    if item.exemption:
        return ()
    return tuple(words.named(line.name) for line in definition.fees.items if line.amount is None)


def papers(definition: Definition, kept: Mapping[str, Any], sources: Iterable[str]) -> tuple[PaperTick, ...]:
    """Return the checklist: data first stand in for paper; what is always needed begins ticked."""
    known = set(sources)
    return tuple(
        PaperTick(
            key=requirement.key,
            name=requirement.name,
            how=how_it_is_brought(requirement),
            by_data=_by_data(requirement, known),
            ticked=bool(kept.get(requirement.key, requirement.required)),
        )
        for requirement in definition.requirements
    )


def _by_data(requirement: Requirement, sources: set[str]) -> str:
    if requirement.kind is RequirementKind.FORM:
        return _("máy điền sẵn, in ra để ký")
    source = replaced_by(requirement, sources)
    return words.source_mark(source).label if source else ""


def how_it_is_brought(requirement: Requirement) -> str:
    """Return how a paper is brought: only shown, or so many originals and copies; and when it is needed."""
    parts = []
    if requirement.kind is RequirementKind.PRESENT:
        parts.append(_("xuất trình"))
    else:
        if requirement.originals:
            parts.append(
                ngettext("%(n)d bản chính", "%(n)d bản chính", requirement.originals) % {"n": requirement.originals}
            )
        if requirement.copies:
            parts.append(ngettext("%(n)d bản sao", "%(n)d bản sao", requirement.copies) % {"n": requirement.copies})
    if requirement.condition:
        parts.append(_("khi: %(when)s") % {"when": requirement.condition})
    return "; ".join(parts)
