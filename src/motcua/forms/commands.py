"""A form is begun, filled, answered, confirmed by the applicant, closed. Only these write filled forms."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.accounts.models import Post
from motcua.documents.models import StoredFile
from motcua.forms import prefill, validation
from motcua.forms.definition import DECLARATION, FormDefinition, Role, Source
from motcua.forms.models import FilledForm, FormVersion
from motcua.forms.queries import definition_of
from motcua.forms.registers import POPULATION, Answers, Ask, Query
from motcua.forms.seed import load_form
from motcua.forms.values import Kept, holds, is_required, read, sources_used, value_of
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.lib.vietnamese import fold
from motcua.procedures.models import ProcedureVersion


def begun(*, procedure_version: ProcedureVersion, at: dt.datetime) -> FilledForm:
    """Return the empty form of a procedure that is in force, not yet saved."""
    code, day = procedure_version.procedure.code, local(at).date()
    held = FormVersion.objects.filter(procedure_code=code, valid_from__lte=day).defer("content")  # kept by its digest
    in_force = held.order_by("-number").first()
    version = in_force or load_form(procedure_version, on=day)[0]
    return FilledForm(version=version)


def start(*, procedure_version: ProcedureVersion, at: dt.datetime) -> FilledForm:
    """Begin the form of a procedure that is in force, empty."""
    filled = begun(procedure_version=procedure_version, at=at)
    filled.save(force_insert=True)
    return filled


def fill(filled: FilledForm, *, given: prefill.Circumstances) -> None:
    """Fill what nobody said: from the cards, what the office holds, the registers, rules and defaults."""
    filled.values = prefill.prefill(definition_of(filled), filled.values, given)
    if filled.signature_id and filled.confirmed_digest != digest_of_values(filled):
        _unconfirm(filled)
    _measure(filled)
    filled.save()


def digest_of_values(filled: FilledForm) -> str:
    """Return what stands for exactly these values, whatever their sources; the declaration is not among them."""
    said = {name: kept.get("value") for name, kept in filled.values.items() if name != DECLARATION}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _unconfirm(filled: FilledForm) -> None:
    """Take the confirmation away: what was confirmed is no longer what stands there."""
    filled.values = {name: kept for name, kept in filled.values.items() if name != DECLARATION}
    filled.confirmed_how, filled.confirmed_at, filled.confirmed_by_name = "", None, ""
    filled.signature, filled.confirmed_digest = None, ""


def hear(filled: FilledForm, *, answers: Mapping[str, str], at: dt.datetime) -> None:
    """Put down what was said, before anything else is known; the caller saves."""
    filled.values = _answered(definition_of(filled), {}, answers, at)


def take(filled: FilledForm, *, given: prefill.Circumstances, how: str, keys_typed: int) -> None:
    """Fill and confirm what was heard in one step; the caller saves. What was said stands before what sources say."""
    filled.values = prefill.prefill(definition_of(filled), filled.values, given)
    filled.keys_typed = keys_typed
    _confirm(filled, how=how, by_name=given.person_data.get("full_name", ""), at=given.at)


def _answered(form: FormDefinition, values: Kept, answers: Mapping[str, str], at: dt.datetime) -> Kept:
    known = {field.id: field for field in form.fields}
    said = dict(values)
    for name in answers.keys() & known.keys():
        _keep(said, name, read(known[name], answers[name])[0], at)
    return said


def said_of_return(filled: FilledForm, answers: Mapping[str, str]) -> tuple[dict[str, str], int | None, str | None]:
    """Part from answers what is said once for a whole basket: the others, the way's place among the options, where to.

    A way that is none of the options stays among the others, to be kept as it was typed.
    """
    rest, way, address = dict(answers), None, None
    for field in definition_of(filled).fields:
        said = rest.get(field.id)
        if said is None:
            continue
        if prefill.RETURN_WAY in field.sources and (value := read(field, said)[0]) in field.options:
            way = field.options.index(value) + 1
            del rest[field.id]
        elif prefill.RETURN_ADDRESS in field.sources:
            address = rest.pop(field.id)
    return rest, way, address


def answer(filled: FilledForm, *, answers: Mapping[str, str], at: dt.datetime) -> bool:
    """Keep what was said, understood or not; tell whether anything changed. A change takes the confirmation away."""
    values = _answered(definition_of(filled), filled.values, answers, at)
    if values == filled.values:
        return False
    filled.values = values
    _unconfirm(filled)
    _measure(filled)
    filled.save()
    return True


def _keep(values: Kept, name: str, value: Any, at: dt.datetime) -> None:
    before = values.get(name, {})
    if before.get("value") == value:
        return
    stamp = at.isoformat(timespec="seconds")
    machine = before if before and not prefill.is_locked(before) else before.get("was")
    if machine and machine.get("value") == value:
        values[name] = machine
    elif machine:
        values[name] = {"value": value, "source": Source.CORRECTED, "at": stamp, "note": "", "was": machine}
    elif value is None:
        values.pop(name, None)
    else:
        values[name] = {"value": value, "source": Source.ASKED, "at": stamp, "note": ""}


def take_over(filled: FilledForm, *, before: FilledForm) -> None:
    """Begin with what an earlier form says; what the applicant confirmed then is confirmed anew."""
    names = {field.id for field in definition_of(filled).fields} - {DECLARATION}
    filled.values = filled.values | {name: kept for name, kept in before.values.items() if name in names}
    _measure(filled)
    filled.save()


def confirm(
    filled: FilledForm, *, how: str, by_name: str, at: dt.datetime, signature: StoredFile | None = None
) -> None:
    """Record that the applicant confirmed the form, and with it the declaration that it is true.

    A signature is bound to the very values: it falls with the first that changes.
    """
    _confirm(filled, how=how, by_name=by_name, at=at)
    bind(filled, signature)
    filled.save()


def bind(filled: FilledForm, signature: StoredFile | None) -> None:
    """Put the signature under exactly these values; the caller saves."""
    filled.signature = signature
    filled.confirmed_digest = digest_of_values(filled) if signature else ""


def unconfirm(filled: FilledForm) -> None:
    """Take a confirmation away, if there is one: the applicant will confirm in another way."""
    if filled.confirmed_how:
        _unconfirm(filled)
        _measure(filled)
        filled.save()


def _confirm(filled: FilledForm, *, how: str, by_name: str, at: dt.datetime) -> None:
    names = {field.id for field in definition_of(filled).fields}
    if DECLARATION in names:
        stamp = at.isoformat(timespec="seconds")
        said = {"value": True, "source": Source.ASKED, "at": stamp, "note": ""}
        filled.values = {**filled.values, DECLARATION: said}
    filled.confirmed_how, filled.confirmed_at, filled.confirmed_by_name = how, at, by_name
    _measure(filled)


def close(filled: FilledForm, *, seconds: int, keys_typed: int) -> None:
    """Keep what the form took: seconds from scan to acceptance, keys typed by the officer."""
    filled.seconds, filled.keys_typed = max(0, seconds), keys_typed
    _measure(filled)
    filled.save()


def errors(filled: FilledForm, *, at: dt.datetime) -> dict[str, str]:
    """Return {field id: sentence} for what is missing or wrong."""
    return validation.errors(definition_of(filled), filled.values, today=local(at).date())


def quantities(filled: FilledForm) -> dict[str, int]:
    """Return how many pages and copies the form names, for the fee."""
    said = {name: value_of(filled.values, field) for name, field in definition_of(filled).quantities.items()}
    return {name: value for name, value in said.items() if isinstance(value, int) and value > 0}


def is_counted(filled: FilledForm) -> bool:
    """Tell whether every number is there that the fee counts and somebody must say."""
    form, values = definition_of(filled), filled.values
    counted = [form.field(name) for name in form.quantities.values()]
    return not any(is_required(each, values) and value_of(values, each.id) is None for each in counted)


def subject_name(filled: FilledForm) -> str:
    """Return whose matter it is as the form says, or ""."""
    subject = definition_of(filled).subject
    return str(value_of(filled.values, subject) or "") if subject else ""


def said_phone(filled: FilledForm, *, own_matter: bool = True) -> str:
    """Return the visitor's telephone number as the form has it, or ""; in another's matter that one's is not theirs."""
    form = definition_of(filled)
    theirs = {Role.VISITOR, Role.SELF} if own_matter else {Role.VISITOR}
    own = [name for name, role in form.roles.items() if role in theirs]
    return next((str(value) for name in own if (value := value_of(filled.values, f"{name}.sdt"))), "")


def asks_registers(filled: FilledForm, *, person_data: Mapping[str, Any]) -> bool:
    """Tell whether there is a register to ask for this form, and a person to ask about.

    Who practises asks no register about anybody, but for the demonstration's, which know the synthetic people alone.
    """
    if practice.is_on() and not settings.MOTCUA_DEMO:
        return False
    known = any(card.get("id_number") for card in prefill.cards_of(person_data))
    return known and bool(prefill.registers_of(definition_of(filled)))


def ask_registers(filled: FilledForm, *, person_data: Mapping[str, Any], by: Post, at: dt.datetime) -> Answers:
    """Ask every register that could fill something of this form; never raises, writes no form."""
    form = definition_of(filled)
    ask: Ask = import_string(f"{settings.MOTCUA_REGISTER_CLIENTS}.ask")
    subjects = [card.get("id_number") or "" for card in prefill.cards_of(person_data)]
    parents = {Role.MOTHER, Role.FATHER}
    query = Query(
        subjects=tuple(dict.fromkeys(filter(None, subjects))),
        registers=prefill.registers_of(form),
        purpose=f"{form.title} ({form.code})",
        requester=f"{by.user.username} · {by.agency.code}",
        about=f"form:{filled.pk}",
        spouses=bool(parents & set(form.roles.values())),
    )
    return ask(query, at=at)


def population_confirms(person_data: Mapping[str, Any], *, by: Post, at: dt.datetime) -> bool:
    """Tell whether the population register knows this number under this name and birth; its silence confirms nothing.

    Who practises asks no register about anybody, as above.
    """
    number = str(person_data.get("id_number") or "")
    if not number or (practice.is_on() and not settings.MOTCUA_DEMO):
        return False
    ask: Ask = import_string(f"{settings.MOTCUA_REGISTER_CLIENTS}.ask")
    requester = f"{by.user.username} · {by.agency.code}"
    purpose = "Xác nhận người mở tài khoản tại quầy"
    query = Query(subjects=(number,), registers=frozenset({POPULATION}), purpose=purpose, requester=requester)
    known = ask(query, at=at).people.get(number)
    return (
        known is not None
        and fold(known.full_name) == fold(str(person_data.get("full_name", "")))
        and known.date_of_birth == person_data.get("date_of_birth")
    )


def _measure(filled: FilledForm) -> None:
    form = definition_of(filled)
    in_place = {field.id: filled.values[field.id] for field in form.fields if field.id in filled.values}
    counts = sources_used(in_place)
    filled.fields_total = sum(1 for field in form.fields if holds(field, filled.values))
    filled.asked = sum(1 for kept in in_place.values() if kept["source"] == Source.ASKED and prefill.is_locked(kept))
    filled.corrected = counts.pop(Source.CORRECTED, 0)
    counts[Source.ASKED] = counts.get(Source.ASKED, 0) - filled.asked
    filled.filled_by = {name: count for name, count in counts.items() if count > 0}
