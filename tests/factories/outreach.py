"""A tablet of Gia Lâm's centre, with its numbers, and what it sends."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Role
from motcua.outreach.commands import Said, enrol, join, reserve_block
from motcua.outreach.models import Device
from motcua.procedures.queries import version_in_force
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, Commune, later

ANSWERS = {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}
STROKES = [[(10 * step, 100) for step in range(20)]]


def tablet(unit: Commune, *, size: int = 4, name: str = "Máy thôn 3") -> Device:
    """A tablet in use, with its first block."""
    made = enrol(name=name, agency=unit.centre, block_size=size, by=unit[Role.ADMIN], at=MORNING)
    device, _token = join(code=made.code, by=unit[Role.INTAKE], at=MORNING)
    reserve_block(device=device, by=unit[Role.INTAKE], at=MORNING)
    return device


def number(device: Device, place: int = 0) -> str:
    """One of the device's numbers."""
    block = device.blocks.first()
    assert block is not None
    return str(block.codes[place][0])


def said(device: Device, *, key: str = "k-1", place: int = 0, at: dt.datetime | None = None, **changes: Any) -> Said:
    """Bà Tám wants copies certified at the house of culture, ten minutes after the tablet got its numbers."""
    taken_at = at or later(MORNING, minutes=10)
    version = version_in_force(COPIES, on=taken_at.date())
    assert version is not None
    payload = {
        "version": version.pk,
        "person": {**people.card().as_json(), "source": "card"},
        "values": ANSWERS,
    } | changes.pop("payload", {})
    fields: dict[str, Any] = {
        "key": key, "taken_at": taken_at, "skew": 0, "code": number(device, place), "procedure_code": COPIES,
        "payload": payload, "strokes": STROKES,
    }  # fmt: skip
    return Said(**(fields | changes))
