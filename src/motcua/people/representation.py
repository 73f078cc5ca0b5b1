"""The table of who may act for whom on which paper: read from data, checked. No database."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict, model_validator

DATA = Path(__file__).parent / "data" / "representation.yaml"


class Row(BaseModel):
    """Whom a row is about, and the paper it asks for; see the file's head."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    procedures: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    principal: Literal["PERSON", "MINOR", "ORGANISATION", ""] = ""
    paper: Literal["BY_LAW", "WRITTEN", "CERTIFIED"]
    words: str
    basis: str
    certainty: Literal["S", "M"]


class Table(BaseModel):
    """All rows in their order; the last one fits everything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: tuple[Row, ...]
    authorised_answers: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def ends_for_everybody(self) -> "Table":
        """See that nobody falls through the table."""
        last = self.rows[-1]
        if last.procedures or last.sectors or last.relations or last.principal:
            raise ValueError("the last row must fit everybody: no procedures, sectors, relations or principal")
        return self


@cache
def read(path: Path) -> Table:
    """Return the table of a file."""
    return Table.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def table() -> Table:
    """Return the table in force at this installation."""
    return read(Path(settings.MOTCUA_REPRESENTATION or DATA))
