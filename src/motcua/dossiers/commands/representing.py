"""For whom the visitor came, kept with what they hand in: the principal, known from now on, and the mandate."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.dossiers import representation
from motcua.dossiers.models import Visit, VisitItem
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people.commands import SaidOfOrganisation, give_mandate, remember_organisation, remember_said
from motcua.people.models import Mandate, MandatePaper, Organisation, Person, Relation
from motcua.procedures.models import ProcedureVersion


def keep_mandate(visit: Visit, items: Sequence[VisitItem], person: Person, *, at: dt.datetime) -> Mandate | None:
    """Keep one mandate for the basket; None in one's own matter."""
    return keep_mandate_for(visit, [item.procedure_version for item in items], person, at=at)


def keep_mandate_for(
    visit: Visit, versions: Sequence[ProcedureVersion], person: Person, *, at: dt.datetime
) -> Mandate | None:
    """Keep one mandate for what is handed in, by the row of the table that asks for most; None in one's own matter.

    Whether its paper is enough is asked at the door; what waits before acceptance may wait for the paper too.
    """
    behalf, acting = visit.person_data.get("behalf"), representation.said_in(visit.person_data)
    if acting is None:
        return None
    principal: Person | Organisation
    if acting.organisation:
        leader = person if acting.relation == Relation.LEGAL_REPRESENTATIVE else None
        principal = remember_organisation(SaidOfOrganisation(**behalf["organisation"]), representative=leader, at=at)
    else:
        principal = remember_said(behalf["person"], at=at)
    if principal == person:
        raise Denied(_("Người đến và người được đi thay là một: bỏ phần «Đi thay cho»."))
    rows = [representation.needed(version, acting, on=local(at).date()) for version in versions]
    return give_mandate(
        principal=principal,
        representative=person,
        acting=acting,
        row=next((row for row in rows if row.paper != MandatePaper.BY_LAW), rows[0]),
        file_id=behalf.get("file"),
        scope=behalf.get("scope") or "; ".join(version.procedure.short_name for version in versions),
        at=at,
    )
