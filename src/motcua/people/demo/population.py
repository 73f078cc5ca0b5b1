"""The people of the demo world: some twenty with a story, and 150 households from everywhere."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One synthetic person.

    `date_of_birth` ISO, as precise as is known. `marital`: single, married, widowed or divorced. `father`, `mother` and
    `spouse` are identity numbers or "". `address` is what the card says; `unit_code` is the commune of today that the
    population register knows. `issued_on` is "" for who has no card. `extra`: the text after the seventh field.
    `writing`: how this card's text is odd (nfd, lost_zero) or "". `to_try`: what is worth trying with this card.
    """

    household: int
    id_number: str
    old_id_number: str
    full_name: str
    date_of_birth: str
    sex: str
    ethnicity: str
    marital: str
    father: str
    mother: str
    spouse: str
    address: str
    unit_code: str
    phone: str
    issued_on: str
    extra: str
    writing: str
    to_try: str


def _read(name: str) -> tuple[DemoPerson, ...]:
    with resources.files("motcua.people").joinpath("demo", name).open(encoding="utf-8") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return tuple(DemoPerson(int(household), *rest) for household, *rest in rows)


@cache
def standing() -> tuple[DemoPerson, ...]:
    """Return the people with a story, in the order of the card sheet."""
    return _read("standing.tsv")


@cache
def everyone() -> tuple[DemoPerson, ...]:
    """Return all people: those with a story first."""
    return standing() + _read("households.tsv")


@cache
def _by_number() -> dict[str, DemoPerson]:
    return {person.id_number: person for person in everyone()}


def find(id_number: str) -> DemoPerson | None:
    """Return who has this identity number."""
    return _by_number().get(id_number)
