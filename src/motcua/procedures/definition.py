"""What a procedure version says, whole: one immutable document of the same shape in data files and in the database.

Facts that are not certain are named in `uncertain`; where a fact was read stands in `sources`.
"""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from motcua.accounts.models import Role
from motcua.worktime.deadlines import Limit, LimitKind

HOURS_PER_WORKING_DAY = 8


class Part(BaseModel):
    """A frozen part of a definition; a key that nobody knows is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RequirementKind(StrEnum):
    """What happens to a paper at the counter."""

    FORM = "FORM"
    SUBMIT = "SUBMIT"
    PRESENT = "PRESENT"


class SlipRule(StrEnum):
    """When a slip with hour and day is owed (TT 01/2020/TT-BTP art. 2; Luật Hộ tịch art. 5.3)."""

    AFTER_CUTOFF = "AFTER_CUTOFF"
    ALWAYS = "ALWAYS"
    NEVER = "NEVER"


class SupplementClock(StrEnum):
    """What asking for a supplement does to the clock: each sector's own rule."""

    NONE = "none"
    SUBTRACT = "subtract"
    RESTART = "restart"


class FeeBasis(StrEnum):
    """What a fee is multiplied by."""

    CASE = "CASE"
    COPY = "COPY"
    PAGE = "PAGE"


class FeeChannel(StrEnum):
    """By which channel a fee holds."""

    ALL = "ALL"
    DIRECT = "DIRECT"
    ONLINE = "ONLINE"


class TimeLimit(Part):
    """A limit as the catalogue states it; `kind` None is a periodic procedure without a limit of its own."""

    kind: LimitKind | None
    value: int | None = None
    # What is received at this hour or later counts from the next working day; same-day procedures have their own 15:00.
    cutoff: dt.time | None = None
    verification: str = ""
    note: str = ""

    def limit(self) -> Limit | None:
        """Return the limit for the deadline engine, or None when there is none."""
        return None if self.kind is None else Limit(self.kind, self.value or 1, self.cutoff)


class Case(Part):
    """A variant with a limit of its own; `hours`: what its steps take, in their order, where not the usual time."""

    key: str
    name: str
    time_limit: TimeLimit
    hours: tuple[float, ...] = ()


class Requirement(Part):
    """A paper of the dossier: to fill in, to hand in, or only to show."""

    key: str
    name: str
    kind: RequirementKind
    originals: int = Field(default=0, ge=0)
    copies: int = Field(default=0, ge=0)
    required: bool = True
    condition: str = ""
    replaceable_by: tuple[str, ...] = ()
    # A paper that bears a degree of secrecy is never scanned (TT 03/2025/TT-VPCP art. 5.2).
    secret: bool = False
    # How long such a paper holds from the day it is issued, where its own law says so.
    valid_months: int | None = Field(default=None, ge=1)
    note: str = ""


class FeeItem(Part):
    """One line of the fee schedule; `amount` None is set by the province's council and entered at the counter."""

    name: str
    basis: FeeBasis = FeeBasis.CASE
    amount: int | None = Field(default=None, ge=0)
    channel: FeeChannel = FeeChannel.ALL
    from_page: int = Field(default=1, ge=1)
    to_page: int | None = None
    condition: str = ""
    source: str = ""


class LocalFee(Part):
    """What one province takes: an example, never applied by itself."""

    place: str
    text: str
    source: str = ""


class Fees(Part):
    """The fee schedule with its exemption text: an amount is never shown without it."""

    set_by: str
    items: tuple[FeeItem, ...]
    cap_per_copy: int | None = None
    exemptions: tuple[str, ...] = ()
    note: str = ""
    local_examples: tuple[LocalFee, ...] = ()


class ResultPaper(Part):
    """A paper that the procedure ends in, with its national result code."""

    code: str = ""
    name: str
    # How long it holds from the day it is issued, where its law says so.
    valid_months: int | None = Field(default=None, ge=1)


class Step(Part):
    """A step of the internal workflow, in working hours; steps follow one another unless `then` says otherwise."""

    number: int = Field(ge=1)
    role: Role
    name: str
    who: str
    hours: float = Field(ge=0)
    then: int | None = None
    gives_result: bool = False


class Supplement(Part):
    """What asking for a supplement does, and after how many working days without one the dossier is closed."""

    clock: SupplementClock = SupplementClock.NONE
    close_after: int | None = Field(default=None, ge=1)
    # The text that lets the clock stand still or begin anew.
    legal_basis: str = ""


class Definition(Part):
    """A procedure version."""

    code: str = Field(pattern=r"^\d\.\d{6}$")
    name: str
    short_name: str
    sector: str
    levels: tuple[str, ...]
    handler: str
    online_level: str
    applicants: tuple[str, ...]
    decision: str = ""
    # The first day it holds; without one, a new procedure holds since two tiers began, a changed one from its loading.
    valid_from: dt.date | None = None
    portal_id: str = ""
    time_limit: TimeLimit
    cases: tuple[Case, ...] = ()
    requirements: tuple[Requirement, ...]
    form: str = ""
    fees: Fees
    # The first is what a granted request ends in; notices and refusals stand behind it.
    results: tuple[ResultPaper, ...]
    legal_basis: tuple[str, ...]
    slip_rule: SlipRule
    supplement: Supplement = Supplement()
    # The text that lets the clock stand still while the applicant meets a financial obligation; empty: it runs on.
    financial_pause: str = ""
    settled_at_once: bool = False
    no_slip_day: bool = False
    # May be handed in at a centre of another authority, which sends it on (NĐ 309/2026/NĐ-CP art. 7).
    anywhere: bool = False
    essential: str = ""
    # What else the one-stop checks before it accepts a dossier filed online, a sentence each.
    checks: tuple[str, ...] = ()
    steps: tuple[Step, ...]
    note: str = ""
    confidence: str
    uncertain: tuple[str, ...] = ()
    sources: tuple[str, ...]

    def limit_for(self, case: str = "") -> Limit | None:
        """Return the time limit of a case (empty: the ordinary one); KeyError when there is no such case."""
        if not case:
            return self.time_limit.limit()
        for variant in self.cases:
            if variant.key == case:
                return variant.time_limit.limit()
        raise KeyError(f"{self.code} has no case {case!r}")

    def step_hours(self, case: str = "") -> dict[int, float]:
        """Return {number: working hours} of the steps in a case; a case that says nothing of them takes the usual."""
        own = next((variant.hours for variant in self.cases if variant.key == case), ())
        usual = {step.number: step.hours for step in self.steps}
        return usual | dict(zip(usual, own, strict=False))

    def step_after(self, number: int) -> Step | None:
        """Return the step that follows step `number`, or None after the last."""
        by_number = {step.number: step for step in self.steps}
        following = by_number[number].then or number + 1
        return by_number.get(following)
