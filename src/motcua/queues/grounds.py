"""The table of who is served first, and by which text: read from data, checked. No database."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from django.conf import settings
from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).parent / "data" / "grounds.yaml"
APPOINTMENT = "APPOINTMENT"


class Ground(BaseModel):
    """A ground of precedence; `chosen` tells whether a person may say it of themselves (the officer sees it)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    word: str
    short: str
    icon: str
    basis: str
    certainty: Literal["S", "M"]
    min_age: int | None = None
    chosen: bool = True


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    grounds: tuple[Ground, ...]


@cache
def read(path: Path) -> dict[str, Ground]:
    """Return the grounds of a file by their keys."""
    table = _Table.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    return {ground.key: ground for ground in table.grounds}


def grounds() -> dict[str, Ground]:
    """Return the grounds in force at this installation, in their order."""
    return read(Path(settings.MOTCUA_QUEUE_GROUNDS or DATA))


def to_choose() -> list[Ground]:
    """Return what a kiosk or an officer offers to choose from."""
    return [ground for ground in grounds().values() if ground.chosen]
