"""The catalogue as data files: read, checked, and named when something is wrong. No database."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from motcua.procedures.checks import faults
from motcua.procedures.definition import Definition

DATA = Path(__file__).parent / "data"


class CatalogueError(Exception):
    """A data file cannot be taken; the sentence names the file, the key and what to do."""


@dataclass(frozen=True, slots=True)
class Repealed:
    """A code that may no longer be taken in."""

    code: str
    name: str
    replaced_by: str
    source: str


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f", dòng {place.line + 1}" if place else ""
        raise CatalogueError(f"{path.name}{line}: không phải YAML đúng cú pháp.") from None


def read_definition(path: Path) -> Definition:
    """Read and check one data file; CatalogueError tells what is wrong with it."""
    try:
        definition = Definition.model_validate(_read(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{path.name}: khóa «{key}»: {first['msg']}. Sửa tệp rồi nạp lại.") from None
    wrong = faults(definition)
    if wrong:
        raise CatalogueError(f"{path.name}: {wrong[0]}")
    if definition.code != path.stem:
        raise CatalogueError(f"{path.name}: mã bên trong là {definition.code}; tên tệp phải là mã thủ tục.")
    return definition


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


def content_of(definition: Definition) -> tuple[dict[str, Any], str]:
    """Return a definition as JSON and its digest."""
    content: dict[str, Any] = definition.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return content, hashlib.sha256(text.encode()).hexdigest()
