"""For whom the person at the counter comes, as a visit keeps it, and whether that is allowed for a procedure.

Three persons, never one field for two: the officer who helps (`Dossier.created_by`), the one who hands in
(`submitter`), and the one whose matter it is (`mandate`'s principal, or the form's subject).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.forms.models import FilledForm
from motcua.lib.outcomes import Denied
from motcua.people import rules
from motcua.people.models import Mandate, MandatePaper
from motcua.people.queries import has_number, number_said, passport_said
from motcua.people.representation import Row, table
from motcua.people.rules import Acting
from motcua.procedures.models import ProcedureVersion

_RELATION = ".quan_he"


def said_in(person_data: Mapping[str, Any]) -> Acting | None:
    """Return how the visitor acts for another; None when they came in their own matter."""
    behalf = person_data.get("behalf")
    if not behalf:
        return None
    return Acting(
        relation=behalf["relation"],
        organisation=behalf["kind"] == "organisation",
        born=behalf.get("person", {}).get("date_of_birth") or "",
        paper=behalf.get("paper", ""),
        paper_note=behalf.get("paper_note", ""),
        has_file=bool(behalf.get("file")),
        valid_from=_day(behalf.get("valid_from")),
        valid_to=_day(behalf.get("valid_to")),
    )


def kept_in(mandate: Mandate | None) -> Acting | None:
    """Return the same of a mandate that was kept."""
    if mandate is None:
        return None
    return Acting(
        relation=mandate.relation,
        organisation=mandate.organisation is not None,
        born=mandate.principal.date_of_birth if mandate.principal else "",
        paper=mandate.paper,
        paper_note=mandate.paper_note,
        has_file=mandate.file_id is not None,
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
    )


def said_again(mandate: Mandate | None, *, by_whom: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a kept mandate as a visit says it, when the representative is back; None when another comes now."""
    if mandate is None or not has_number(mandate.representative, number_said(by_whom)):
        return None
    said: dict[str, Any] = {
        "relation": mandate.relation,
        "paper": "" if mandate.paper == MandatePaper.BY_LAW else mandate.paper,
        "paper_note": mandate.paper_note,
        "file": mandate.file_id,
        "scope": mandate.scope,
        "valid_from": mandate.valid_from.isoformat() if mandate.valid_from else "",
        "valid_to": mandate.valid_to.isoformat() if mandate.valid_to else "",
    }
    if mandate.organisation is not None:
        names = ("code", "name", "address", "representative_title")
        organisation = {name: getattr(mandate.organisation, name) for name in names}
        return said | {"kind": "organisation", "organisation": organisation}
    person = mandate.principal
    assert person is not None
    facts = ("old_id_number", "full_name", "date_of_birth", "sex", "address")
    card = {name: getattr(person, name) for name in facts}
    card |= {"id_number": person.id_number or "", "issued_on": None, "extra": [], "warnings": [], "source": "earlier"}
    return said | {"kind": "person", "person": card | passport_said(person)}


def check(version: ProcedureVersion, form: FilledForm | None, acting: Acting | None, *, on: dt.date) -> Row | None:
    """Return the row of the table that allows it, None in one's own matter; Denied with what is missing.

    A form that says "authorised person" without anybody who authorised is a matter of two with one of them unknown.
    """
    definition = version.definition
    if acting is not None:
        return rules.check_can_represent(acting, procedure=definition.code, sector=definition.sector, on=on)
    if form is not None and any(
        name.endswith(_RELATION) and kept.get("value") in table().authorised_answers
        for name, kept in form.values.items()
    ):
        raise Denied(_("Tờ khai ghi người nộp được ủy quyền: ghi ai ủy quyền và giấy nào ở phần «Đi thay cho»."))
    return None


def needed(version: ProcedureVersion, acting: Acting, *, on: dt.date) -> Row:
    """Return the row of the table that says which paper it takes, shown or not."""
    return rules.need(acting, procedure=version.definition.code, sector=version.definition.sector, on=on)


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
