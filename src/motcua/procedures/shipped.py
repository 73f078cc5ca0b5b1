"""The catalogue as data files: read, checked, and named when something is wrong. No database."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from motcua.procedures.checks import faults
from motcua.procedures.definition import Definition

DATA = Path(__file__).parent / "data"
# What the schema finds, said so that the writer of the file knows what to do.
_WRONG = {
    "missing": "còn thiếu, hãy ghi thêm",
    "extra_forbidden": "không có trong mẫu, hãy bỏ đi hoặc sửa tên khóa",
    "enum": "phải là một trong: {named}",
    "string_type": "phải là chữ, đặt trong dấu nháy",
    "string_pattern_mismatch": "không đúng dạng; mã thủ tục viết như '1.001193', trong dấu nháy",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "bool_parsing": "phải là true hoặc false",
    "tuple_type": "phải là một danh sách, mỗi dòng bắt đầu bằng dấu gạch",
    "model_type": "phải có các khóa con",
    "greater_than_equal": "không được nhỏ hơn {named}",
    "date_from_datetime_parsing": "phải là ngày, viết như 2027-03-01",
}


class CatalogueError(Exception):
    """A data file cannot be taken; the sentence names the file, the key and what to do."""


@dataclass(frozen=True, slots=True)
class Repealed:
    """A code that may no longer be taken in."""

    code: str
    name: str
    replaced_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A change of law that is announced."""

    date: dt.date
    what: str
    codes: tuple[str, ...]
    source: str


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f", dòng {place.line + 1}" if place else ""
        raise CatalogueError(f"{path.name}{line}: không phải YAML đúng cú pháp.") from None


def _place(location: tuple[int | str, ...]) -> str:
    """Return a key as one counts it: steps.2.role."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def in_words(error: ErrorDetails) -> str:
    """Return what is wrong with one key and what to do."""
    words, expected = _WRONG.get(error["type"], "giá trị không hợp lệ, hãy sửa lại"), error.get("ctx", {})
    named = ", ".join(str(each).replace("'", "").replace(" or ", ", ") for each in expected.values())
    given = "" if error["type"] == "missing" else f" (đang ghi: {str(error['input'])[:60]})"
    return f"khóa «{_place(error['loc'])}»: {words.format(named=named)}{given}."


def problems(path: Path) -> list[str]:
    """Return everything that keeps a data file from being taken, each a sentence; empty when nothing does."""
    try:
        definition = Definition.model_validate(_read(path))
    except ValidationError as error:
        return [f"{path.name}: {in_words(each)}" for each in error.errors(include_url=False)]
    except CatalogueError as error:
        return [str(error)]
    found = [f"{path.name}: {fault}" for fault in faults(definition)]
    if definition.code != path.stem:
        found.append(f"{path.name}: mã bên trong là {definition.code}; tên tệp phải là mã thủ tục.")
    return found


def read_definition(path: Path) -> Definition:
    """Read and check one data file; CatalogueError tells all that is wrong with it."""
    found = problems(path)
    if found:
        raise CatalogueError("\n".join(found))
    return Definition.model_validate(_read(path))


def definition_files(folder: Path = DATA) -> list[Path]:
    """Return the data files of procedures below a folder, by code."""
    return sorted(folder.rglob("[0-9].[0-9]*.yaml"), key=lambda path: path.stem)


def definitions(folder: Path = DATA) -> Iterator[Definition]:
    """Yield every definition of a folder."""
    for path in definition_files(folder):
        yield read_definition(path)


@cache
def shipped_definitions() -> tuple[Definition, ...]:
    """Return the catalogue that comes with the project."""
    return tuple(definitions())


def repealed_codes(folder: Path = DATA) -> list[Repealed]:
    """Return the repealed codes of a folder."""
    path = folder / "repealed.yaml"
    return [Repealed(**row) for row in _read(path)["repealed"]] if path.is_file() else []


@cache
def _sources() -> dict[str, str]:
    known: dict[str, str] = _read(DATA / "sources.yaml")
    return known


def source_in_words(mark: str) -> str:
    """Return where a fact was read: the text of its mark in sources.yaml, with what stands behind the mark."""
    name, _, more = mark.partition(" ")
    name = name.rstrip(",")
    return f"{_sources().get(name, name)} {more}".strip()


@cache
def upcoming() -> tuple[Upcoming, ...]:
    """Return the announced changes of law, earliest first."""
    rows = _read(DATA / "upcoming.yaml")["upcoming"]
    return tuple(Upcoming(**{**row, "codes": tuple(row["codes"])}) for row in rows)


def content_of(definition: Definition) -> tuple[dict[str, Any], str]:
    """Return a definition as JSON and its digest."""
    content: dict[str, Any] = definition.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content, hashlib.sha256(text.encode()).hexdigest()
