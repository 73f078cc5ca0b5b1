"""Procedures: the smallest valid thing, and versions in the database."""

import datetime as dt
from typing import Any

from motcua.procedures.definition import Definition
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import Repealed, shipped_definitions

LONG_AGO = dt.date(2025, 7, 1)


def content(**changes: Any) -> dict[str, Any]:
    """Return the smallest content of a data file, with `changes`."""
    return {
        "code": "9.000001",
        "name": "Thủ tục thử",
        "short_name": "Thủ tục thử",
        "sector": "Hộ tịch",
        "levels": ["Cấp xã"],
        "handler": "UBND cấp xã",
        "online_level": "toan_trinh",
        "applicants": ["công dân"],
        "time_limit": {"kind": "WORKING_DAYS", "value": 1},
        "requirements": [{"key": "to_khai", "name": "Tờ khai", "kind": "FORM", "originals": 1}],
        "fees": {"set_by": "trung ương", "items": []},
        "results": [{"code": "KQ.G15.000001", "name": "Giấy thử"}],
        "legal_basis": ["60/2014/QH13"],
        "slip_rule": "ALWAYS",
        "steps": [step(1, "INTAKE"), step(2, "CASE"), step(3, "RECORDS", gives_result=True)],
        "confidence": "high",
        "sources": ["S:thu"],
        **changes,
    }


def step(number: int, role: str, **changes: Any) -> dict[str, Any]:
    """Return a step of one hour."""
    return {"number": number, "role": role, "name": f"bước {number}", "who": "công chức", "hours": 1.0, **changes}


def definition(**changes: Any) -> Definition:
    """Return the smallest definition, with `changes`."""
    return Definition.model_validate(content(**changes))


def shipped(code: str) -> Definition:
    """Return a definition of the catalogue that comes with the project."""
    return next(each for each in shipped_definitions() if each.code == code)


def version(code: str = "1.001193", *, on: dt.date = LONG_AGO) -> ProcedureVersion:
    """Load a shipped procedure and return its version."""
    load_definition(shipped(code), on=on)
    return ProcedureVersion.objects.select_related("procedure").get(procedure__code=code, valid_to=None)


def repealed_version(code: str = "2.002621", replaced_by: str = "3.000722") -> ProcedureVersion:
    """Load a repealed code and return its version."""
    load_repealed(Repealed(code, "Thủ tục cũ", replaced_by, "S:thu"), on=LONG_AGO)
    return ProcedureVersion.objects.select_related("procedure").get(procedure__code=code, status="REPEALED")
