"""From the visit to a dossier that waits before acceptance, and back: asked for more, refused, taken up again.

Whoever comes back goes on where they were: the form and the papers stand there, and acceptance keeps the code.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import representation, visit_rules
from motcua.dossiers.commands import accepting, copies, visits
from motcua.dossiers.commands.door import bring, refuse, submit
from motcua.dossiers.commands.representing import keep_mandate
from motcua.dossiers.commands.supplements import ask_supplement
from motcua.dossiers.models import Dossier, Visit, VisitItem
from motcua.dossiers.rules import door
from motcua.forms import commands as forms
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures.queries import version_in_force, why_not

_SAME = ("centre", "counter", "officer", "person_data", "return_way", "return_address", "started_at")


@transaction.atomic
def ask_for_more(
    visit: Visit, *, item_id: int, items: Sequence[str], reason: str, guidance: str, by: Post, at: dt.datetime
) -> Dossier:
    """Send the person home with form 02: what was brought is kept under a code, and no clock runs."""
    dossier = _handed_in(visit, item_id=item_id, by=by, at=at)
    return ask_supplement(dossier=dossier, items=items, reason=reason, guidance=guidance, by=by, at=at)


@transaction.atomic
def turn_away(
    visit: Visit, *, item_id: int, reason: str, legal_basis: str, instead: str, by: Post, at: dt.datetime
) -> Dossier:
    """Refuse one matter of the basket with form 03: it has its code and its record, and is not taken in."""
    dossier = _handed_in(visit, item_id=item_id, by=by, at=at)
    return refuse(dossier=dossier, reason=reason, legal_basis=legal_basis, instead=instead, by=by, at=at)


def _handed_in(visit: Visit, *, item_id: int, by: Post, at: dt.datetime) -> Dossier:
    """Make a dossier of one matter as far as it has come; what else is in the basket stays open."""
    row = visits.locked(visit, by=by)
    visit_rules.check_is_not_filed_online(row)
    if not row.person_data.get("full_name"):
        raise Denied(_("Chưa biết ai đến: quét thẻ hoặc nhập tay."))
    items = list(row.items.select_related("procedure_version__procedure", "form__version", "dossier"))
    item = next((each for each in items if each.pk == item_id), None)
    if item is None:
        raise Denied(_("Việc này không còn trong giỏ: xem lại trang."))
    person = accepting.remember_person(row, [item], at=at)
    accepting.close_form(row, item, at=at)
    ended = _ended(row, item, alone=len(items) == 1, person_id=person.pk, at=at)
    intake = accepting.intake_of(ended, item, person, keep_mandate(row, [item], person, at=at))
    if item.dossier is None:
        dossier = submit(intake=intake, by=by, at=at)
    else:
        dossier = bring(dossier=accepting.came_back(item.dossier, by=by, at=at), intake=intake, by=by, at=at)
    copies.follow([item], [dossier], by=by, at=at)
    return dossier


def _ended(visit: Visit, item: VisitItem, *, alone: bool, person_id: int, at: dt.datetime) -> Visit:
    """End the visit; with more in the basket, a visit of its own is made for this matter, and ended."""
    if alone:
        ended = visit
    else:
        same: dict[str, Any] = {name: getattr(visit, name) for name in _SAME}
        ended = Visit.objects.create(**same)
        item.visit = ended
        item.save(update_fields=["visit"])
    ended.person_id, ended.ended_at, ended.parked_at = person_id, at, None
    ended.save(update_fields=["person", "ended_at", "parked_at"])
    return ended


@transaction.atomic
def take_up(
    *, dossier: Dossier, person_data: dict[str, Any], visit: Visit | None = None, by: Post, at: dt.datetime
) -> Visit:
    """Go on at the counter with what was handed in before: its form, its papers, its code; in this visit or a new one.

    Where it is open at a counter already, that visit is the answer. Denied when it is no longer before acceptance, or
    when its procedure may no longer be taken in.
    """
    row = Dossier.objects.select_for_update(of=("self",)).select_related("form").get(pk=dossier.pk)
    door.check_can_take_up(row, by=by, at=at)
    open_item = row.visit_items.filter(visit__ended_at=None).select_related("visit").first()
    if open_item is not None:
        return open_item.visit
    day = local(at).date()
    version = version_in_force(row.procedure_code, on=day)
    if version is None:
        raise Denied(why_not(row.procedure_code, on=day))
    visit = visit or visits.start(person_data=person_data, by=by, at=at)
    behalf = representation.said_again(row.mandate, by_whom=visit.person_data)
    if behalf and "behalf" not in visit.person_data:
        visit = visits.set_behalf(visit, behalf=behalf, by=by, at=at)
    item = visits.add_item(visit, procedure_version=version, by=by, at=at)
    if row.form is not None:
        forms.take_over(item.form, before=row.form)
    brought = set(row.documents.filter(replaced_by="").values_list("key", flat=True))
    item.papers = {each.key: each.key in brought for each in version.definition.requirements}
    item.dossier, item.quantities, item.duplicate_why = row, row.quantities, row.duplicate_note
    item.competent = row.authority if row.elsewhere else None
    item.case = row.case if row.case in {case.key for case in version.definition.cases} else ""
    item.exemption = row.fee_exemption if row.fee_exemption in version.definition.fees.exemptions else ""
    item.save()
    visits.want(visit, way=row.return_way, address=row.return_address or None, at=at)
    return visit
