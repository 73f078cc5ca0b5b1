"""Values as they are kept, read from what was typed, and shown in words."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from motcua.forms.definition import DECLARATION, FieldDefinition, FieldType, FormDefinition, Operator, Source
from motcua.lib.money import vnd
from motcua.lib.vietnamese import nfc

YES = frozenset({"1", "true", "yes", "có", "co", "c", "x", "on"})
NO = frozenset({"0", "2", "false", "no", "không", "khong", "k", "off"})
_MOMENT = re.compile(r"(?P<hour>\d{1,2})\s*[:hg]\s*(?P<minute>\d{1,2})?\s*(?:phút)?,?\s+(?:ngày\s+)?(?P<day>\S.*)")
_ISO_MOMENT = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})T(?P<hour>\d{2}):(?P<minute>\d{2})")
Kept = dict[str, dict[str, Any]]


def value_of(values: Kept, field_id: str) -> Any:
    """Return the value of a field, or None."""
    return values.get(field_id, {}).get("value")


def read(field: FieldDefinition, raw: str) -> tuple[Any, bool]:
    """Read typed text: (value, understood). What cannot be understood is kept as it was typed."""
    text = nfc(raw)
    if not text:
        return None, True
    reader = _READERS.get(field.type)
    return reader(field, text) if reader else (text, True)


def _read_bool(_field: FieldDefinition, text: str) -> tuple[Any, bool]:
    word = text.lower()
    return (word in YES, True) if word in YES | NO else (text, False)


def _read_number(_field: FieldDefinition, text: str) -> tuple[Any, bool]:
    digits = text.replace(".", "").replace(" ", "").removesuffix("đ")
    return (int(digits), True) if digits.isascii() and digits.isdigit() and len(digits) < 13 else (text, False)


def _read_a_date(field: FieldDefinition, text: str) -> tuple[Any, bool]:
    iso = read_date(text, partial=field.type is FieldType.PARTIAL_DATE)
    return (iso, True) if iso else (text, False)


def _read_moment(_field: FieldDefinition, text: str) -> tuple[Any, bool]:
    """Read "14:30 20/11/2026" or a date alone, perhaps partial."""
    said = _MOMENT.fullmatch(text) or _ISO_MOMENT.fullmatch(text)
    if said is None:
        iso = read_date(text, partial=True)
        return (iso, True) if iso else (text, False)
    day, hour, minute = read_date(said["day"], partial=False), int(said["hour"]), int(said["minute"] or 0)
    inside = day and hour < 24 and minute < 60
    return (f"{day}T{hour:02}:{minute:02}", True) if inside else (text, False)


def _read_phone(_field: FieldDefinition, text: str) -> tuple[Any, bool]:
    return "".join(text.replace("+84", "0").split()).replace(".", "").replace("-", ""), True


def _read_choice(field: FieldDefinition, text: str) -> tuple[Any, bool]:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(field.options):
        return field.options[int(text) - 1], True
    known = {option.lower(): option for option in field.options}
    if text.lower() in known:
        return known[text.lower()], True
    return text, field.type is FieldType.CHOICE_OR_TEXT


_READERS: dict[FieldType, Callable[[FieldDefinition, str], tuple[Any, bool]]] = {
    FieldType.BOOL: _read_bool,
    FieldType.INT: _read_number,
    FieldType.MONEY: _read_number,
    FieldType.DATE: _read_a_date,
    FieldType.PARTIAL_DATE: _read_a_date,
    FieldType.MOMENT: _read_moment,
    FieldType.CHOICE: _read_choice,
    FieldType.CHOICE_OR_TEXT: _read_choice,
    FieldType.NAME: lambda _field, text: (text.upper(), True),
    FieldType.PHONE: _read_phone,
}


def read_date(text: str, *, partial: bool) -> str:
    """Return a date typed dd/mm/yyyy, ddmmyyyy or ISO as ISO; a month or a year alone only when `partial`; else ""."""
    compact = text.replace("-", "/").replace(".", "/").replace(" ", "/")
    parts = [part for part in compact.split("/") if part]
    if len(parts) == 1 and len(text) == 8 and text.isascii() and text.isdigit():
        parts = [text[:2], text[2:4], text[4:]]
    if not all(part.isascii() and part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return ""
    if len(parts[0]) == 4:
        parts.reverse()
    if len(parts) < 3 and not partial:
        return ""
    return _iso([int(part) for part in parts])


def _iso(parts: list[int]) -> str:
    year = parts[-1]
    month = parts[-2] if len(parts) > 1 else 1
    day = parts[0] if len(parts) == 3 else 1
    try:
        date = dt.date(year, month, day)
    except (ValueError, OverflowError):
        return ""
    if year < 1850:
        return ""
    return date.isoformat()[: (4, 7, 10)[len(parts) - 1]]


def shown(field: FieldDefinition, value: Any) -> str:
    """Return a value as it is read out: Có, 05/04/2026, 50.000 đ."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    match field.type:
        case FieldType.DATE | FieldType.PARTIAL_DATE:
            return "/".join(reversed(str(value).split("-")))
        case FieldType.MOMENT:
            day, _t, time = str(value).partition("T")
            return f"{time} {'/'.join(reversed(day.split('-')))}".strip()
        case FieldType.MONEY if isinstance(value, int):
            return vnd(value)
        case _:
            return str(value)


def holds(field: FieldDefinition, values: Kept) -> bool:
    """Tell whether a field's condition holds; a field without one always has its place."""
    condition = field.condition
    if condition is None:
        return True
    value = value_of(values, condition.field)
    if value is None:
        return False
    same = value is True if condition.value == "true" else value in condition.value.split("|")
    return not same if condition.op is Operator.IS_NOT else same


def is_required(field: FieldDefinition, values: Kept) -> bool:
    """Tell whether a field must have a value now."""
    return (field.required or field.required_if is not None) and holds(field, values)


def open_questions(form: FormDefinition, values: Kept) -> list[FieldDefinition]:
    """Return what is still to be asked: first the conversation in its order, then what nothing could fill.

    The declaration is answered by the applicant's own confirmation, not by a question.
    """

    def unanswered(field: FieldDefinition) -> bool:
        return value_of(values, field.id) is None

    asked = [form.field(name) for name in form.conversation if name != DECLARATION]
    first = [field for field in asked if unanswered(field) and holds(field, values)]
    known = {field.id for field in asked} | {DECLARATION}
    rest = [f for f in form.fields if f.id not in known and is_required(f, values) and unanswered(f)]
    return first + rest


def sources_used(values: Kept) -> dict[str, int]:
    """Count the filled fields by where their value came from."""
    counts: dict[str, int] = {}
    for kept in values.values():
        if kept.get("value") is not None:
            counts[kept["source"]] = counts.get(kept["source"], 0) + 1
    return counts


WITHOUT_WRITING = frozenset(Source) - {Source.ASKED, Source.CORRECTED}
