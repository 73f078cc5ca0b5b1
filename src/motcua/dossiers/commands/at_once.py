"""A whole intake in one step: person, form, answers, confirmation, dossier; all of it or nothing.

For tablets that were offline, for importing, and for measuring; the counter's own page takes smaller steps.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.documents.models import StoredFile
from motcua.dossiers import duplicates, returning, visit_rules
from motcua.dossiers.commands.accepting import Incomplete
from motcua.dossiers.commands.intake import take_in
from motcua.dossiers.commands.representing import keep_mandate_for
from motcua.dossiers.commands.visits import circumstances
from motcua.dossiers.intakes import Intake
from motcua.dossiers.models import Dossier, ReturnWay, Visit
from motcua.dossiers.numbering import Codes
from motcua.dossiers.requirements import forms_met, replaced
from motcua.events.record import AnsweredMeanwhile, answered
from motcua.forms import commands as forms
from motcua.forms.models import BY_OFFICER, ConfirmedHow, FilledForm
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.people.commands import remember_said
from motcua.people.models import Person
from motcua.procedures.models import ProcedureVersion


@dataclass(frozen=True, slots=True)
class TakenAtOnce:
    """Everything said about one person's one procedure; `papers` None: every required one was handed in.

    `person_data` may say for whom the person came (`behalf`, as a visit keeps it). `competent` is who settles it, when
    that is not the desk's own authority. What was signed on a tablet comes with its `signature`; `reserved` are the
    codes on the receipt that was given there; `duplicate_why` is why it is taken in beside an open one. `return_way`
    and `return_address` are how the result is wanted; "": as the form says, or at the counter.
    """

    version: ProcedureVersion
    person_data: dict[str, Any]
    case: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    papers: frozenset[str] | None = None
    exemption: str = ""
    entered: int | None = None
    confirmed_how: str = ""
    keys_typed: int = 0
    competent: Agency | None = None
    signature: StoredFile | None = None
    reserved: Codes | None = None
    duplicate_why: str = ""
    return_way: str = ""
    return_address: str = ""


def take_in_at_once(*, what: TakenAtOnce, key: str, by: Post, at: dt.datetime) -> Dossier:
    """Return the dossier; the same key gives the same dossier again.

    Raises Incomplete with what is missing in the form, Denied with any other reason; then nothing has changed.
    """
    dossier = _answered_before(key)
    if dossier is not None:
        return dossier
    visit_rules.check_can_start(by=by)
    visit_rules.check_may_be_practised_on(what.person_data)
    signed = what.signature is not None
    if (
        what.confirmed_how not in (*BY_OFFICER, ConfirmedHow.SCREEN)
        or (what.confirmed_how == ConfirmedHow.SCREEN) != signed
    ):
        raise Denied(_("Người dân chưa xác nhận tờ khai: mời xem và ký, hoặc xác nhận trực tiếp."))
    # Everything that only reads stands before the transaction, so that desks wait for one another as little as can be.
    visit = Visit(
        centre=by.agency, counter=by.counter, officer=by, person_data=what.person_data, started_at=at, ended_at=at
    )
    try:
        _check_beside(what, by=by)
        form = forms.begun(procedure_version=what.version, at=at)
        _fill(what, visit, form, _wanted(what, visit, form), at=at)
        with transaction.atomic():
            return _taken_in(what, visit, form, key=key)
    except (AnsweredMeanwhile, Denied):
        # What stands in the way may be what this very key made in this moment.
        if (dossier := _answered_before(key)) is None:
            raise
        return dossier


def _answered_before(key: str) -> Dossier | None:
    codes = answered(key=key)
    return None if codes is None else Dossier.objects.get(code=codes[0])


def _taken_in(what: TakenAtOnce, visit: Visit, form: FilledForm, *, key: str) -> Dossier:
    person = visit.person = remember_said(what.person_data, at=visit.started_at)
    form.save(force_insert=True)
    visit.save(force_insert=True)
    intake = _intake(what, visit, form, person)
    dossier = take_in(intake=intake, by=visit.officer, at=visit.started_at, key=key)
    if dossier.visit != visit:
        # The same key was carried out while this waited: what was prepared here is rolled back.
        raise AnsweredMeanwhile(key)
    return dossier


def _intake(what: TakenAtOnce, visit: Visit, form: FilledForm, person: Person) -> Intake:
    definition = what.version.definition
    required = frozenset(each.key for each in definition.requirements if each.required)
    sources = {kept.get("source", "") for kept in form.values.values()} | {what.person_data.get("source", "")}
    return Intake(
        version=what.version,
        submitter=person,
        case=what.case,
        form=form,
        papers=(required if what.papers is None else what.papers) | forms_met(definition),
        replaced=replaced(definition, sources),
        quantities=forms.quantities(form) | ({"entered": what.entered} if what.entered is not None else {}),
        exemption=what.exemption,
        subject_name=forms.subject_name(form),
        visit=visit,
        competent=what.competent,
        reserved=what.reserved,
        duplicate_why=what.duplicate_why,
        wish=returning.wish_for(visit, definition),
        mandate=keep_mandate_for(visit, [what.version], person, at=visit.started_at),
    )


def _check_beside(what: TakenAtOnce, *, by: Post) -> None:
    number, code = what.person_data.get("id_number") or "", what.version.procedure.code
    beside = duplicates.open_beside(number, procedure_code=code, own=by.authority, competent=what.competent)
    if reason := duplicates.reason_against(beside, why=what.duplicate_why):
        raise Denied(reason)


def _wanted(what: TakenAtOnce, visit: Visit, form: FilledForm) -> dict[str, str]:
    """Keep with the visit how the result is wanted; return the other answers."""
    values, place, address = forms.said_of_return(form, what.values)
    way = what.return_way or (ReturnWay.values[place - 1] if place else "")
    if way not in {"", *ReturnWay.values}:
        raise Denied(_("Không rõ cách nhận kết quả: chọn trực tiếp, bưu chính hay trực tuyến."))
    visit.return_way, visit.return_address = way, (what.return_address or address or "").strip()[:400]
    return values


def _fill(what: TakenAtOnce, visit: Visit, form: FilledForm, values: dict[str, str], *, at: dt.datetime) -> None:
    definition = what.version.definition
    # Heard first: what it costs depends on the pages and copies that were said. An unknown exemption the door refuses.
    forms.hear(form, answers=values, at=local(at))
    exemption = what.exemption if what.exemption in definition.fees.exemptions else ""
    given = circumstances(visit, definition=definition, form=form, exemption=exemption, unit=what.competent, at=at)
    forms.take(form, given=given, how=what.confirmed_how, keys_typed=what.keys_typed)
    if what.signature is not None:
        forms.bind(form, what.signature)
    errors = forms.errors(form, at=at)
    if errors:
        raise Incomplete(_("Tờ khai còn chỗ phải hỏi hoặc sửa."), {0: errors})
