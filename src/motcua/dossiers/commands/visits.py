"""Work at the counter before acceptance: begun, changed, parked, taken over by another desk, ended with no dossier."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers import returning, visit_rules
from motcua.dossiers.filings import helped_by
from motcua.dossiers.models import OnlineFiling, ReturnWay, Visit, VisitItem
from motcua.dossiers.queries import earlier
from motcua.forms import commands as forms
from motcua.forms.models import FilledForm
from motcua.forms.prefill import Circumstances, cards_of
from motcua.forms.registers import Answers
from motcua.forms.values import value_of
from motcua.lib.clock import local
from motcua.people.account_rules import check_helps_another
from motcua.procedures.definition import Definition
from motcua.procedures.fees import fee_due
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules import check_can_take_in


def locked(visit: Visit, *, by: Post, version: int | None = None) -> Visit:
    """Return the visit's row, locked, if this post may work on it; see visit_rules.check_can_work."""
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    visit_rules.check_can_work(row, by=by, version=version)
    return row


@transaction.atomic
def start(*, person_data: dict[str, Any] | None = None, by: Post, at: dt.datetime) -> Visit:
    """Begin a visit at the post's counter; what this officer had open is parked, so that nothing is lost."""
    visit_rules.check_can_start(by=by)
    visit_rules.check_may_be_practised_on(person_data or {})
    Visit.objects.filter(officer=by, ended_at=None, parked_at=None).update(parked_at=at)
    return Visit.objects.create(
        centre=by.agency, counter=by.counter, officer=by, person_data=person_data or {}, started_at=at
    )


@transaction.atomic
def set_person(visit: Visit, *, person_data: dict[str, Any], by: Post, at: dt.datetime) -> Visit:
    """Say who stands at the counter; the forms of the basket are filled again from it."""
    row = locked(visit, by=by)
    visit_rules.check_may_be_practised_on(person_data)
    kept = {name: row.person_data[name] for name in ("others", "aside", "behalf") if name in row.person_data}
    row.person_data = {**person_data, **kept}
    row.save(update_fields=["person_data"])
    _fill_again(row, at=at)
    return row


@transaction.atomic
def set_behalf(visit: Visit, *, behalf: dict[str, Any] | None, by: Post, at: dt.datetime) -> Visit:
    """Say for whom the visitor comes, or (None) that the matter is their own; the forms are filled again."""
    row = locked(visit, by=by)
    visit_rules.check_is_another(row, behalf)
    visit_rules.check_may_be_practised_on((behalf or {}).get("person", {}))
    data = {name: value for name, value in row.person_data.items() if name != "behalf"}
    row.person_data = data | ({"behalf": behalf} if behalf else {})
    row.save(update_fields=["person_data"])
    _fill_again(row, at=at)
    return row


def want(visit: Visit, *, way: str | None, address: str | None, at: dt.datetime) -> bool:
    """Say in a locked visit how the results are wanted (None: nothing is said of it); tell whether that is new.

    The forms are filled again; one that says it and was confirmed with another way is to be confirmed anew.
    """
    before = returning.wish_of(visit)
    if way in ReturnWay.values and way != before.way:
        visit.return_way = str(way)
    if address is not None and address.strip() != (visit.return_address or returning.address_of(visit)):
        visit.return_address = address.strip()[:400]
    if returning.wish_of(visit) == before:
        return False
    visit.save(update_fields=["return_way", "return_address"])
    fill_wish(visit, at=at)
    return True


def fill_wish(visit: Visit, *, at: dt.datetime) -> None:
    """Fill the forms of a locked visit again after the way of its results has changed."""
    for item in visit.items.select_related("procedure_version", "form__version"):
        _fill_wish(visit, item, at=at)


def _fill_wish(visit: Visit, item: VisitItem, *, at: dt.datetime) -> None:
    before = item.form.values
    fill(visit, item, at=at)
    now = item.form.values
    new = {name for name in before.keys() | now.keys() if value_of(before, name) != value_of(now, name)}
    if new:
        forms.unconfirm(item.form)
    item.change_asked = [name for name in item.change_asked if name not in new]
    item.save(update_fields=["change_asked"])


@transaction.atomic
def choose_unit(visit: Visit, *, unit_code: str, address: str, by: Post, at: dt.datetime) -> Visit:
    """Say in which of today's communes the person lives, where the card names one that was split."""
    row = locked(visit, by=by)
    row.person_data = {**row.person_data, "unit_code": unit_code, "address_today": address}
    row.save(update_fields=["person_data"])
    _fill_again(row, at=at)
    return row


@transaction.atomic
def set_aside_card(visit: Visit, *, person_data: dict[str, Any], by: Post) -> Visit:
    """Keep a second person's card until the officer says who that is."""
    row = locked(visit, by=by)
    visit_rules.check_may_be_practised_on(person_data)
    row.person_data = {**row.person_data, "aside": person_data}
    row.save(update_fields=["person_data"])
    return row


@transaction.atomic
def give_role(visit: Visit, *, group: str, by: Post, at: dt.datetime) -> Visit:
    """Let the card set aside fill a part of a form (cha, me, nam …); with no part it is dropped.

    Raises Denied for a part that no form of the basket has.
    """
    row = locked(visit, by=by)
    visit_rules.check_has_part(row, group)
    data = dict(row.person_data)
    card = data.pop("aside", None)
    if card and group:
        data["others"] = {**data.get("others", {}), group: card}
    row.person_data = data
    row.save(update_fields=["person_data"])
    _fill_again(row, at=at)
    return row


@transaction.atomic
def add_item(
    visit: Visit, *, procedure_version: ProcedureVersion, keys_typed: int = 0, by: Post, at: dt.datetime
) -> VisitItem:
    """Put a procedure into the basket, its form begun; Denied for one that may not be taken in today."""
    check_can_take_in(procedure_version, on=local(at).date())
    row = locked(visit, by=by)
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    definition = procedure_version.definition
    item = VisitItem.objects.create(
        visit=row,
        position=last + 1,
        procedure_version=procedure_version,
        form=forms.start(procedure_version=procedure_version, at=at),
        papers={requirement.key: True for requirement in definition.requirements if requirement.required},
        keys_typed=keys_typed,
    )
    fill(row, item, at=at)
    return item


@transaction.atomic
def remove_item(visit: Visit, *, item_id: int, by: Post) -> None:
    """Take a procedure out of the basket."""
    row = locked(visit, by=by)
    item = row.items.select_related("form").get(pk=item_id)
    item.delete()
    item.form.delete()


@transaction.atomic
def park(visit: Visit, *, by: Post, at: dt.datetime) -> None:
    """Lay the visit aside: a strip on every desk of the centre; one in which nothing stands is simply ended."""
    row = locked(visit, by=by)
    if not row.person_data and not row.items.exists():
        row.ended_at = at
    row.parked_at = at
    row.save(update_fields=["parked_at", "ended_at"])


@transaction.atomic
def resume(visit: Visit, *, by: Post, at: dt.datetime) -> Visit:
    """Go on with a visit at this desk; pages that other desks still show can write no more."""
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    visit_rules.check_can_take_over(row, by=by)
    if row.officer_id == by.pk and row.parked_at is None:
        return row
    Visit.objects.filter(officer=by, ended_at=None, parked_at=None).exclude(pk=row.pk).update(parked_at=at)
    if row.officer_id != by.pk:
        row.version += 1
        _help_on(row, by=by)
    row.officer, row.counter, row.parked_at = by, by.counter, None
    row.save(update_fields=["officer", "counter", "parked_at", "version"])
    return row


def _help_on(visit: Visit, *, by: Post) -> None:
    """Whoever goes on with what a citizen files online helps from now on: another than the filer, as before."""
    filing = OnlineFiling.objects.filter(visit=visit, submitted_at=None).select_related("account").first()
    if filing is not None:
        check_helps_another(by=by, full_name=filing.filer_name, phone=filing.account.phone)
        OnlineFiling.objects.filter(pk=filing.pk).update(**helped_by(by))


@transaction.atomic
def drop(visit: Visit, *, by: Post, at: dt.datetime) -> None:
    """End a visit without a dossier: the person went away."""
    row = locked(visit, by=by)
    OnlineFiling.objects.filter(visit=row, submitted_at=None).delete()
    row.ended_at = at
    row.save(update_fields=["ended_at"])


def circumstances(
    visit: Visit,
    *,
    definition: Definition,
    form: FilledForm,
    exemption: str = "",
    registers: Answers | None = None,
    unit: Agency | None = None,
    at: dt.datetime,
) -> Circumstances:
    """Gather everything that a form of this visit may be filled from; `unit` settles it, else the centre's own."""
    authority = visit.centre.authority or visit.centre
    numbers = [card.get("id_number") or "" for card in cards_of(visit.person_data)]
    due = fee_due(definition, quantities=forms.quantities(form), exemption=exemption)
    wish = returning.wish_for(visit, definition)
    return Circumstances(
        person_data=visit.person_data,
        at=local(at),
        unit_name=(unit or authority).name,
        earlier=earlier.known(numbers, authority=authority),
        answers=registers,
        fee=due.amount if forms.is_counted(form) and not due.open_lines else None,
        return_way=ReturnWay.values.index(wish.way) + 1,
        return_address=wish.address,
    )


def fill(visit: Visit, item: VisitItem, *, registers: Answers | None = None, at: dt.datetime) -> None:
    """Fill an item's form from the cards of the visit, earlier dossiers and, when they were asked, the registers."""
    definition = item.procedure_version.definition
    given = circumstances(
        visit,
        definition=definition,
        form=item.form,
        exemption=item.exemption,
        registers=registers,
        unit=item.competent,
        at=at,
    )
    forms.fill(item.form, given=given)


def _fill_again(visit: Visit, *, at: dt.datetime) -> None:
    """Fill for another person or card; the registers are to be asked again."""
    visit.items.update(registers_asked_at=None, silences=[])
    for item in visit.items.select_related("procedure_version", "form__version"):
        fill(visit, item, at=at)
