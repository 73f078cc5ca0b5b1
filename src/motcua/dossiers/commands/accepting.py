"""From a visit to dossiers: the whole basket of one person, or nothing."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.accounts.models import Post
from motcua.dossiers import visit_rules
from motcua.dossiers.commands.intake import take_in_all
from motcua.dossiers.intakes import Intake
from motcua.dossiers.models import Dossier, Visit, VisitItem
from motcua.dossiers.requirements import forms_met, replaced
from motcua.events.record import answered
from motcua.forms import commands as forms
from motcua.lib.outcomes import Answer, Denied
from motcua.people.commands import remember_contact, remember_said
from motcua.people.models import Person


class Incomplete(Denied):
    """Something has still to be asked; `errors` is {item id: {field id: sentence}}."""

    def __init__(self, reason: str, errors: Mapping[int, Mapping[str, str]]) -> None:
        super().__init__(reason)
        self.errors = errors


def check_can_accept(visit: Visit, items: list[VisitItem], errors: Mapping[int, Mapping[str, str]]) -> None:
    """Raise Denied unless there is a person, a basket, an answer to every question and the person's confirmation."""
    if not visit.person_data.get("full_name"):
        raise Denied(_("Chưa biết ai đến: quét thẻ hoặc nhập tay."))
    if not items:
        raise Denied(_("Chưa chọn việc cần làm."))
    left = sum(len(each) for each in errors.values())
    if left:
        reason = ngettext("Còn %(n)d chỗ phải hỏi hoặc sửa.", "Còn %(n)d chỗ phải hỏi hoặc sửa.", left) % {"n": left}
        raise Incomplete(reason, errors)
    if not all(item.form.confirmed_how for item in items):
        raise Denied(_("Người dân chưa xác nhận."))


def can_accept(visit: Visit, items: list[VisitItem], errors: Mapping[int, Mapping[str, str]]) -> Answer:
    """Ask the same rule for the page."""
    try:
        check_can_accept(visit, items, errors)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def errors_of(items: list[VisitItem], *, at: dt.datetime) -> dict[int, dict[str, str]]:
    """Return what is missing or wrong in each form of the basket."""
    found = {item.pk: forms.errors(item.form, at=at) for item in items}
    return {key: each for key, each in found.items() if each}


def sources_of(visit: Visit, item: VisitItem) -> set[str]:
    """Return where the values of an item came from; a scanned card counts even where no field took it."""
    return {value.get("source", "") for value in item.form.values.values()} | {visit.person_data.get("source", "")}


@transaction.atomic
def accept(visit: Visit, *, key: str, by: Post, at: dt.datetime) -> list[Dossier]:
    """Take the basket in and end the visit. The same key gives the same dossiers again.

    Raises Incomplete with what is still missing, Denied with any other reason; then nothing has changed.
    """
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    codes = answered(key=key)
    if codes is not None:
        return list(Dossier.objects.filter(code__in=codes).order_by("id"))
    visit_rules.check_can_work(row, by=by)
    items = list(row.items.select_related("procedure_version__procedure", "form__version"))
    check_can_accept(row, items, errors_of(items, at=at))
    person = remember_said(row.person_data, at=at)
    phones = [forms.said_phone(item.form) for item in items]
    if phone := next(filter(None, phones), ""):
        person = remember_contact(person, phone=phone, at=at)
    for item in items:
        forms.close(item.form, seconds=int((at - row.started_at).total_seconds()), keys_typed=item.keys_typed)
    dossiers = take_in_all(intakes=[_intake(row, item, person) for item in items], by=by, at=at, key=key)
    row.person, row.ended_at, row.parked_at = person, at, None
    row.save(update_fields=["person", "ended_at", "parked_at"])
    return dossiers


def _intake(visit: Visit, item: VisitItem, person: Person) -> Intake:
    definition = item.procedure_version.definition
    return Intake(
        version=item.procedure_version,
        submitter=person,
        case=item.case,
        form=item.form,
        papers=frozenset(key for key, ticked in item.papers.items() if ticked) | forms_met(definition),
        replaced=replaced(definition, sources_of(visit, item)),
        quantities=item.quantities,
        exemption=item.exemption,
        subject_name=forms.subject_name(item.form),
        visit=visit,
    )
