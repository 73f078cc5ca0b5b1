"""From a visit to dossiers: the whole basket of one person, or nothing."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.accounts.models import Post
from motcua.dossiers import duplicates, representation, returning, visit_rules
from motcua.dossiers.commands import copies
from motcua.dossiers.commands.door import receive
from motcua.dossiers.commands.intake import take_in_all
from motcua.dossiers.commands.representing import keep_mandate
from motcua.dossiers.commands.supplements import supplement
from motcua.dossiers.intakes import Intake
from motcua.dossiers.models import Channel, Dossier, Visit, VisitItem
from motcua.dossiers.queries.visits import sources_of
from motcua.dossiers.requirements import forms_met, replaced
from motcua.dossiers.rules import door
from motcua.dossiers.states import State
from motcua.events.record import answered, in_record, remember_answer
from motcua.forms import commands as forms
from motcua.lib.outcomes import Denied
from motcua.people.commands import remember_contact, remember_said
from motcua.people.models import Mandate, Person


class Incomplete(Denied):
    """Something has still to be asked; `errors` is {item id: {field id: sentence}}."""

    def __init__(self, reason: str, errors: Mapping[int, Mapping[str, str]]) -> None:
        super().__init__(reason)
        self.errors = errors


def reasons_against(
    visit: Visit, items: list[VisitItem], errors: Mapping[int, Mapping[str, str]], *, by: Post, at: dt.datetime
) -> list[str]:
    """Return every reason why the basket may not be taken in now, at once; none: it may."""
    if not visit.person_data.get("full_name"):
        return [_("Chưa biết ai đến: quét thẻ hoặc nhập tay.")]
    if not items:
        return [_("Chưa chọn việc cần làm.")]
    try:
        visit_rules.check_is_not_filed_online(visit)
    except Denied as denied:
        return [denied.reason]
    unconfirmed = [] if all(item.form.confirmed_how for item in items) else [_("Người dân chưa xác nhận.")]
    return [*_still_open(errors), *unconfirmed, *_at_the_door(visit, items, by=by, at=at)]


def reasons_beside_confirming(
    visit: Visit, items: list[VisitItem], errors: Mapping[int, Mapping[str, str]], *, by: Post, at: dt.datetime
) -> list[str]:
    """Return every reason but the person's own confirmation, which is still to come."""
    return [*_still_open(errors), *_at_the_door(visit, items, by=by, at=at)]


def _still_open(errors: Mapping[int, Mapping[str, str]]) -> list[str]:
    left = sum(len(each) for each in errors.values())
    said = ngettext("Còn %(n)d chỗ phải hỏi hoặc sửa.", "Còn %(n)d chỗ phải hỏi hoặc sửa.", left) % {"n": left}
    return [said] if left else []


def _at_the_door(visit: Visit, items: list[VisitItem], *, by: Post, at: dt.datetime) -> list[str]:
    reasons: list[str] = []
    for item in items:
        intake = intake_as_seen(visit, item)
        reasons += door.reasons_against(intake, by=by, at=at, checks=door.BESIDE_THE_FORM)
        if not item.duplicate_why:
            reasons.append(duplicates.reason_against(duplicates_of(visit, item), why=""))
    return list(dict.fromkeys(filter(None, reasons)))


def duplicates_of(visit: Visit, item: VisitItem) -> list[Dossier]:
    """Return the person's open dossiers of the same procedure, other than the one that the item goes on with."""
    authority = visit.centre.authority or visit.centre
    number, code = visit.person_data.get("id_number") or "", item.procedure_version.procedure.code
    beside = duplicates.open_beside(number, procedure_code=code, own=authority, competent=item.competent)
    return [row for row in beside if row.pk != item.dossier_id]


def errors_of(items: list[VisitItem], *, at: dt.datetime) -> dict[int, dict[str, str]]:
    """Return what is missing or wrong in each form of the basket."""
    found = {item.pk: forms.errors(item.form, at=at) for item in items}
    return {key: each for key, each in found.items() if each}


@transaction.atomic
def accept(visit: Visit, *, key: str, by: Post, at: dt.datetime) -> list[Dossier]:
    """Take the basket in and end the visit. The same key gives the same dossiers again.

    Raises Incomplete with what is still missing, Denied with any other reason; then nothing has changed.
    """
    row = Visit.objects.select_for_update(of=("self",)).select_related("centre__authority").get(pk=visit.pk)
    codes = answered(key=key)
    if codes is not None:
        return list(Dossier.objects.filter(code__in=codes).order_by("id"))
    visit_rules.check_can_work(row, by=by)
    items = list(row.items.select_related("procedure_version__procedure", "form__version", "dossier"))
    errors = errors_of(items, at=at)
    if reasons := reasons_against(row, items, errors, by=by, at=at):
        raise Incomplete(" ".join(reasons), errors) if errors else Denied(" ".join(reasons))
    person = remember_person(row, items, at=at)
    for item in items:
        close_form(row, item, at=at)
    mandate = keep_mandate(row, items, person, at=at)
    dossiers = _taken_in(row, items, person, mandate, by=by, at=at)
    copies.follow(items, dossiers, by=by, at=at)
    remember_answer(key=key, act="receive", answer=[dossier.code for dossier in dossiers], by=by, at=at)
    row.person, row.ended_at, row.parked_at = person, at, None
    row.save(update_fields=["person", "ended_at", "parked_at"])
    return dossiers


def remember_person(visit: Visit, items: Iterable[VisitItem], *, at: dt.datetime) -> Person:
    """Return the person at the counter, known from now on, with the telephone number that was said."""
    person = remember_said(visit.person_data, at=at)
    own_matter = not visit.person_data.get("behalf")
    phones = [forms.said_phone(item.form, own_matter=own_matter) for item in items]
    phone = next(filter(None, phones), "")
    return remember_contact(person, phone=phone, at=at) if phone else person


def close_form(visit: Visit, item: VisitItem, *, at: dt.datetime) -> None:
    """Keep with the form what it took."""
    forms.close(item.form, seconds=int((at - visit.started_at).total_seconds()), keys_typed=item.keys_typed)


def _taken_in(
    visit: Visit, items: list[VisitItem], person: Person, mandate: Mandate | None, *, by: Post, at: dt.datetime
) -> list[Dossier]:
    """Take in what is new; what was handed in before is accepted with the code it has."""
    new = [intake_of(visit, item, person, mandate) for item in items if item.dossier is None]
    dossiers = take_in_all(intakes=new, by=by, at=at)
    for item in items:
        if item.dossier is not None:
            brought = came_back(item.dossier, by=by, at=at)
            dossiers.append(receive(dossier=brought, intake=intake_of(visit, item, person, mandate), by=by, at=at))
    return dossiers


def came_back(dossier: Dossier, *, by: Post, at: dt.datetime) -> Dossier:
    """Answer what was asked of the person, who has come to the counter with it; nothing if nothing is asked."""
    if dossier.state != State.AWAITING_SUPPLEMENT:
        return dossier
    return supplement(dossier=dossier, answer=in_record(gettext_lazy("Người nộp mang đến quầy.")), by=by, at=at)


def intake_as_seen(visit: Visit, item: VisitItem) -> Intake:
    """Return an item as what would be taken in, for rules that look at everything but the person."""
    return intake_of(visit, item, Person())


def intake_of(visit: Visit, item: VisitItem, person: Person, mandate: Mandate | None = None) -> Intake:
    """Return an item of the basket as what is taken in for a person; `mandate`: they came for another."""
    definition = item.procedure_version.definition
    filing = visit.filing if visit_rules.is_filed_online(visit) else None
    before = Channel(item.dossier.channel) if item.dossier else Channel.DIRECT
    return Intake(
        version=item.procedure_version,
        submitter=person,
        mandate=mandate,
        acting=representation.said_in(visit.person_data),
        case=item.case,
        form=item.form,
        papers=frozenset(key for key, ticked in item.papers.items() if ticked)
        | forms_met(definition)
        | copies.handed_in(item),
        replaced=replaced(definition, sources_of(visit, item)),
        quantities=item.quantities,
        exemption=item.exemption,
        subject_name=forms.subject_name(item.form),
        visit=visit,
        duplicate_why=item.duplicate_why,
        competent=item.competent,
        channel=Channel.ONLINE if filing else before,
        filing=filing,
        wish=returning.wish_for(visit, definition),
    )
