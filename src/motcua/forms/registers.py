"""What national registers know, in the shapes that forms are filled from; who asks them is told by settings.

The clients stand above this module: `settings.MOTCUA_REGISTER_CLIENTS` names a module with `ask`, see `Ask`.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Protocol

POPULATION, CIVIL_REGISTRY, HEALTH = "population", "civil_registry", "health"
# The health register keeps births and deaths; `health` asks for the births of a mother.
DEATHS = "deaths"


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody's father, mother or spouse. `relation`: father, mother or spouse."""

    relation: str
    id_number: str
    full_name: str


@dataclass(frozen=True, slots=True)
class Citizen:
    """A person as the population register knows them.

    `date_of_birth` is ISO and may be partial; `sex` is "M", "F" or ""; `address` is the permanent residence in today's
    two tiers, `unit_code` its commune; `home_town` quê quán; `issued_on` the ISO date of the card or "".
    """

    id_number: str
    full_name: str
    date_of_birth: str
    old_id_number: str = ""
    sex: str = ""
    ethnicity: str = ""
    nationality: str = ""
    home_town: str = ""
    address: str = ""
    unit_code: str = ""
    phone: str = ""
    issued_on: str = ""
    relatives: tuple[Relative, ...] = ()

    def relative(self, relation: str) -> Relative | None:
        """Return the father, mother or spouse, if the register knows one."""
        return next((each for each in self.relatives if each.relation == relation), None)


@dataclass(frozen=True, slots=True)
class CivilStatusEntry:
    """One act of civil status. `kind`: birth, marriage, divorce or death; `number` as in the register's book.

    `partner` is the other person of a marriage or a divorce: an identity number, or "" when unknown.
    """

    kind: str
    number: str
    registered_on: str
    place: str
    partner: str = ""
    partner_name: str = ""


@dataclass(frozen=True, slots=True)
class CivilStatus:
    """What the civil registry holds of a person. `marital`: single, married, divorced or widowed."""

    id_number: str
    marital: str
    entries: tuple[CivilStatusEntry, ...] = ()

    def entry(self, kind: str) -> CivilStatusEntry | None:
        """Return the latest act of a kind."""
        found = [each for each in self.entries if each.kind == kind]
        return max(found, key=lambda each: each.registered_on) if found else None


@dataclass(frozen=True, slots=True)
class BirthCertificate:
    """A hospital's signed certificate of a birth, its signature verified.

    `number` is XXXXX.GCS.ZZZZZ.YY; `sex` is "M", "F" or "" where the hospital could not tell; `intended_name` is what
    the parents said there, perhaps ""; `place` names the hospital with its address; `birth_order` counts the children
    of one birth (twins).
    """

    number: str
    mother_id: str
    born_on: str
    sex: str
    intended_name: str
    place: str
    mother_name: str = ""
    father_id: str = ""
    father_name: str = ""
    birth_order: int = 1
    issued_on: str = ""


@dataclass(frozen=True, slots=True)
class DeathCertificate:
    """A health facility's signed notice of a death, its signature verified. `died_on` is an ISO date."""

    number: str
    id_number: str
    full_name: str
    died_on: str
    place: str
    cause: str = ""
    issued_on: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, for which purpose and by whom; a register refuses a query without both.

    `subjects` are identity numbers; with `spouses` the husband or wife of each is asked about too. `about` names the
    filled form for the access record. No identity number ever stands in an address or a log.
    """

    subjects: tuple[str, ...]
    registers: frozenset[str]
    purpose: str
    requester: str
    about: str = ""
    spouses: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back. `silent` holds, for each register that did not answer, the sentence that says so."""

    people: dict[str, Citizen] = field(default_factory=dict)
    civil: dict[str, CivilStatus] = field(default_factory=dict)
    births: tuple[BirthCertificate, ...] = ()
    deaths: tuple[DeathCertificate, ...] = ()
    silent: dict[str, str] = field(default_factory=dict)

    def without_births(self, numbers: Collection[str]) -> "Answers":
        """Return the same without these hospital certificates."""
        return replace(self, births=tuple(each for each in self.births if each.number not in numbers))


class Ask(Protocol):
    """How registers are asked; never raises, and changes nothing but the access record."""

    def __call__(self, query: Query, *, at: dt.datetime) -> Answers:
        """Return what the registers say."""
        ...
