"""Codes of dossiers: opaque, unique, never reused; the pattern is a setting (law.md 3.1)."""

import datetime as dt
import secrets

from django.conf import settings

from motcua.agencies.commands import next_number
from motcua.agencies.models import Agency
from motcua.lib import codes
from motcua.lib.clock import local


def next_dossier_code(*, agency: Agency, at: dt.datetime) -> str:
    """Return the next code of a unit: its serial begins anew every day and grows beyond four digits when it must.

    Takes the lock of the unit's counter: call it last in the transaction.
    """
    day = local(at).date()
    unit = agency.code_qd20 or agency.code
    serial = next_number(scope=f"dossier:{unit}", period=day.isoformat())
    pattern: str = settings.MOTCUA_CODE_PATTERN
    return pattern.format(unit=unit, day=day, serial=serial)


def new_pickup_code() -> str:
    """Return a code that a scanner reads back unharmed: nine random letters of the alphabet and a check character."""
    return codes.with_check("".join(secrets.choice(codes.ALPHABET) for _ in range(9)))


def shown_pickup_code(code: str) -> str:
    """Return a pick-up code in groups, as it is printed and read out."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
