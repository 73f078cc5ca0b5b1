"""Codes of dossiers: opaque, unique, never reused; the pattern is a setting (law.md 3.1)."""

import datetime as dt
import secrets
from typing import NamedTuple

from django.conf import settings

from motcua.agencies.commands import next_number, next_numbers
from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.lib import codes, practice
from motcua.lib.clock import local


class Codes(NamedTuple):
    """What a dossier is known by, and what its result is fetched with."""

    code: str
    pickup_code: str


def next_codes(*, agency: Agency, at: dt.datetime, count: int = 1) -> list[Codes]:
    """Return the next codes of a unit: its serial begins anew every day and grows beyond four digits when it must.

    Takes the lock of the unit's counter: call it last in the transaction. Whoever works away from the office has some
    reserved beforehand, from the same counter.
    """
    day = local(at).date()
    unit = agency.code_qd20 or agency.code
    pattern: str = settings.MOTCUA_CODE_PATTERN
    return [
        Codes(practice.marked(pattern.format(unit=unit, day=day, serial=serial)), new_pickup_code())
        for serial in next_numbers(scope=f"dossier:{unit}", period=day.isoformat(), count=count)
    ]


def enter_in_book(dossier: Dossier, *, at: dt.datetime) -> list[str]:
    """Give an accepted dossier its line in the unit's register; return the changed fields. The caller saves.

    One book a sector and year (TT 03/2025/TT-VPCP form 07; TT 01/2018/TT-VPCP form 06). Takes the lock of the book:
    call it late in the transaction. What is taken in to practise on stands in no book.
    """
    if dossier.training:
        return []
    dossier.book_sector = dossier.procedure_version.definition.sector
    dossier.book_year = local(at).year
    scope = f"book:{dossier.intake_agency.code}:{dossier.book_sector}"
    dossier.book_ordinal = next_number(scope=scope, period=str(dossier.book_year))
    return ["book_sector", "book_year", "book_ordinal"]


def new_pickup_code() -> str:
    """Return a code that a scanner reads back unharmed: nine random letters of the alphabet and a check character."""
    return codes.with_check("".join(secrets.choice(codes.ALPHABET) for _ in range(9)))


def shown_pickup_code(code: str) -> str:
    """Return a pick-up code in groups, as it is printed and read out."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
