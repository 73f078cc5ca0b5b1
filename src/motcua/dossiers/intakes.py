"""What is taken in at the counter, and what follows from it: who is competent, what is owed, what is promised.

New, or as a dossier that was handed in before holds it: both are looked at by the same rules (`rules/door.py`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import translation

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.agencies.queries import handling_unit
from motcua.dossiers import clock, returning
from motcua.dossiers.models import Channel, Dossier, OnlineFiling, Visit
from motcua.dossiers.numbering import Codes
from motcua.dossiers.returning import AT_THE_COUNTER, Wish
from motcua.forms.models import FilledForm
from motcua.lib.clock import local
from motcua.people.models import Mandate, Person
from motcua.people.rules import Acting
from motcua.procedures.definition import FeeChannel, Requirement
from motcua.procedures.fees import FeeDue, fee_due
from motcua.procedures.models import CompetenceDelegation, ProcedureVersion
from motcua.procedures.queries import competence_on
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import Limit


@dataclass(frozen=True, slots=True)
class Intake:
    """What is taken in for one person under one procedure.

    `acting` says how the submitter acts for another, `mandate` is that as it is kept. `papers` names the requirements
    that were met; `replaced` says which of them a register or the card stood in for; `duplicate_why` is why it is taken
    in although the person has an open dossier of the same procedure. `competent` is the authority that
    settles it, when that is not the intake post's own. `reserved` are codes that were given out before, on a receipt
    that holds already. `filing` is the online filing that it is part of; `wish` is how the result is wanted.
    """

    version: ProcedureVersion
    submitter: Person
    case: str = ""
    form: FilledForm | None = None
    papers: frozenset[str] = frozenset()
    replaced: Mapping[str, str] = field(default_factory=dict)
    quantities: Mapping[str, int] = field(default_factory=dict)
    exemption: str = ""
    channel: Channel = Channel.DIRECT
    mandate: Mandate | None = None
    acting: Acting | None = None
    subject_name: str = ""
    visit: Visit | None = None
    duplicate_why: str = ""
    competent: Agency | None = None
    reserved: Codes | None = None
    filing: OnlineFiling | None = None
    wish: Wish = AT_THE_COUNTER

    @property
    def met(self) -> frozenset[str]:
        """The requirements that were met, by a paper or by data."""
        return self.papers | self.replaced.keys()


@dataclass(frozen=True, slots=True)
class Units:
    """The three organisations of a dossier; `authority` answers for it: who is competent, or whom that was lent to."""

    intake: Agency
    authority: Agency
    competent: Agency
    handling: Agency
    lent: CompetenceDelegation | None = None

    def as_they_were(self) -> dict[str, list[str]]:
        """Return codes and names as of now, for the dossier to keep."""
        pairs = {"intake": self.intake, "competent": self.competent, "handling": self.handling}
        if self.lent is not None:
            pairs["signing"] = self.authority
        return {name: [unit.code, unit.name] for name, unit in pairs.items()}


def units_of(by: Post, intake: Intake, *, on: dt.date) -> Units:
    """Return who takes in, who is competent and who handles a procedure.

    Where another agency has lent its competence, it stays the competent one, and who was lent it handles and signs
    (law.md 1.8: signature block and due time follow the delegate). The day is that of acceptance, when the clock
    starts: what was handed in before and is accepted later is looked at anew.
    """
    authority, definition = intake.competent or by.authority, intake.version.definition
    handling, lent = (
        handling_unit(authority, definition.sector, on=on),
        competence_on(authority, definition.code, on=on),
    )
    if lent is None:
        return Units(by.agency, authority, authority, handling)
    handling = handling if lent.to_agency == authority else lent.to_agency
    return Units(by.agency, authority, lent.from_agency, handling, lent)


def is_elsewhere(intake: Intake, *, by: Post) -> bool:
    """Tell whether another authority than the intake post's own is competent."""
    return intake.competent is not None and intake.competent != by.authority


def as_it_stands(dossier: Dossier) -> Intake:
    """Return what a dossier that was handed in holds, to be looked at as if it were handed in now."""
    documents = list(dossier.documents.all())
    return Intake(
        version=dossier.procedure_version,
        submitter=dossier.submitter,
        case=dossier.case,
        form=dossier.form,
        papers=frozenset(each.key for each in documents if not each.replaced_by),
        replaced={each.key: each.replaced_by for each in documents if each.replaced_by},
        quantities=dossier.quantities,
        exemption=dossier.fee_exemption,
        channel=Channel(dossier.channel),
        mandate=dossier.mandate,
        subject_name=dossier.subject_name,
        visit=dossier.visit,
        duplicate_why=dossier.duplicate_note,
        competent=dossier.authority if dossier.elsewhere else None,
        wish=returning.of_dossier(dossier),
    )


def missing(intake: Intake) -> tuple[Requirement, ...]:
    """Return the required papers that nobody brought and no data stand in for."""
    return tuple(
        each for each in intake.version.definition.requirements if each.required and each.key not in intake.met
    )


def owed(intake: Intake) -> FeeDue:
    """Return what is owed; ValueError for an exemption that the procedure does not have."""
    return fee_due(
        intake.version.definition,
        channel=FeeChannel.ONLINE if intake.channel == Channel.ONLINE else FeeChannel.DIRECT,
        quantities=intake.quantities,
        exemption=intake.exemption,
        entered=intake.quantities.get("entered"),
    )


def lent_limit(intake: Intake, *, by: Post, on: dt.date) -> Limit | None:
    """Return the limit of the decision by which another agency lent its competence, if it names one."""
    lent = competence_on(intake.competent or by.authority, intake.version.definition.code, on=on)
    return lent.limit if lent else None


def promised(intake: Intake, *, by: Post, at: dt.datetime) -> clock.Promise:
    """Return what may be promised; CalendarEnds beyond the calendar, KeyError for a case that does not exist."""
    elsewhere, definition = is_elsewhere(intake, by=by), intake.version.definition
    unit = intake.competent if intake.competent and elsewhere else by.agency
    calendar, own = working_calendar(unit.calendar_code()), lent_limit(intake, by=by, on=local(at).date())
    # What is kept and printed is Vietnamese, whatever language the officer's screen speaks.
    with translation.override("vi"):
        said = clock.promise(definition=definition, case=intake.case, received_at=at, calendar=calendar, own=own)
        return clock.deferred(said) if elsewhere else said
