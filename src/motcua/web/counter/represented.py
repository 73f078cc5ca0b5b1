"""The person's panel when somebody comes for another: for whom, on which paper, and whether that is enough."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers import representation
from motcua.dossiers.models import Visit, VisitItem
from motcua.forms.queries import definition_of
from motcua.lib.clock import local, now
from motcua.lib.outcomes import Answer
from motcua.people import masking
from motcua.people.models import MandatePaper, Relation
from motcua.people.queries import number_said
from motcua.people.rules import can_represent


@dataclass(frozen=True, slots=True)
class BehalfLook:
    """For whom the visitor came, in words; an answer of the rule for each procedure, none yet without a basket."""

    name: str
    number: str
    relation: str
    paper: str
    answers: tuple[Answer, ...]
    scanned: bool


def look(visit: Visit, rows: list[VisitItem]) -> BehalfLook | None:
    """Return what the person's panel shows; None when they came in their own matter."""
    behalf, acting = visit.person_data.get("behalf"), representation.said_in(visit.person_data)
    if acting is None:
        return None
    only_persons = _only_persons(rows) if acting.organisation else ()
    card, organisation = behalf.get("person", {}), behalf.get("organisation", {})
    answers = dict.fromkeys(
        can_represent(acting, procedure=each.code, sector=each.sector, on=local(now()).date())
        for each in (row.procedure_version.definition for row in rows)
    )
    paper = str(MandatePaper(acting.paper).label) if acting.paper else ""
    return BehalfLook(
        name=card.get("full_name") or organisation.get("name", ""),
        number=organisation.get("code") or masking.id_number(number_said(card)),
        relation=str(Relation(acting.relation).label),
        paper=", ".join(part for part in (paper, acting.paper_note) if part),
        answers=(*(answer for answer in answers if answer.reason), *only_persons),
        scanned=acting.has_file,
    )


def _only_persons(rows: list[VisitItem]) -> tuple[Answer, ...]:
    """Say of each form in the basket that has no place for an organisation that a person stands on it."""
    forms = [definition_of(row.form) for row in rows]
    words = _(
        "Tờ khai «%(title)s» chỉ do cá nhân đứng tên, không ghi tổ chức: nếu là việc của một người, sửa phần đi thay."
    )
    return tuple(
        Answer(allowed=False, reason=words % {"title": form.title}) for form in forms if not form.for_organisations
    )
