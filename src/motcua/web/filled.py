"""A filled form as pages show it: groups of cells, each value in words with its source."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from motcua.forms.definition import FieldDefinition, FieldType
from motcua.forms.models import FilledForm
from motcua.forms.queries import definition_of
from motcua.forms.values import Kept, holds, shown
from motcua.web.words import named

_WIDE = {FieldType.ADDRESS, FieldType.LONG_TEXT}
_LONG = 34  # characters that fit in one column


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that is known, where it came from, and what is wrong with it."""

    name: str
    label: str
    shown: str
    source: str = ""
    at: dt.datetime | None = None
    note: str = ""
    error: str = ""
    wide: bool = False
    wished: bool = False

    @property
    def id(self) -> str:
        """The element's id, without its prefix `cell-`."""
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that belong together, under the form's own heading."""

    key: str
    title: str
    cells: tuple[Cell, ...]


def groups_of(
    filled: FilledForm,
    *,
    prefix: str = "",
    errors: Mapping[str, str] | None = None,
    missing: bool = True,
    wished: Collection[str] = (),
) -> tuple[Group, ...]:
    """Return the form's groups in order; `prefix` stands before the names; fields out of place are left out.

    Without `missing`, fields that hold nothing are left out too. `wished` names what the citizen wants changed.
    """
    form, values = definition_of(filled), filled.values
    wrong = errors or {}
    groups = []
    for group in form.groups:
        cells = tuple(
            replace(_cell(field, values, prefix, wrong), wished=field.id in wished)
            for field in form.fields
            if field.group == group.key and holds(field, values) and (missing or _is_said(field, values))
        )
        if cells:
            groups.append(Group(group.key, named(group.title), cells))
    return tuple(groups)


def _is_said(field: FieldDefinition, values: Kept) -> bool:
    """Tell whether a field holds anything; a no is said as much as a yes, no money is not."""
    value = values.get(field.id, {}).get("value")
    return bool(value) or (value is not None and field.type in {FieldType.BOOL, FieldType.INT})


def _cell(field: FieldDefinition, values: Kept, prefix: str, errors: Mapping[str, str]) -> Cell:
    kept = values.get(field.id, {})
    words = shown(field, kept.get("value"))
    at = kept.get("at")
    return Cell(
        name=prefix + field.id,
        label=named(field.label),
        shown=named(words) if field.options or field.type is FieldType.BOOL else words,
        source=kept.get("source", "") if words else "",
        at=dt.datetime.fromisoformat(at) if at else None,
        note=kept.get("note", ""),
        error=errors.get(field.id, "") if words else "",
        wide=field.type in _WIDE or len(words) > _LONG,
    )
