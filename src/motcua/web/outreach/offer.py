"""What a tablet takes along: the procedures of its centre, their forms, papers and limits, as one document."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Post
from motcua.dossiers import intakes
from motcua.dossiers.intakes import Intake
from motcua.dossiers.models import ReturnWay
from motcua.dossiers.requirements import no_scan, replaced_by
from motcua.dossiers.rules import door
from motcua.forms import commands as forms
from motcua.forms import prefill
from motcua.forms.definition import DECLARATION, FieldDefinition, FormDefinition
from motcua.forms.queries import definition_of
from motcua.forms.values import open_questions
from motcua.lib.clock import TZ, local
from motcua.outreach.ahead import Ahead, Steps, due_times, last_day
from motcua.outreach.models import Device
from motcua.people.models import Person
from motcua.procedures import words
from motcua.procedures.definition import Definition, RequirementKind
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import most_used, phrases_of, version_in_force
from motcua.web import frequent

MOST = 24
_CARD = frozenset({"card"})
# Somebody who does not exist: what their card fills is not asked at the point.
_SOMEBODY = {
    "id_number": "003190000001", "old_id_number": None, "full_name": "NGUYỄN VĂN A", "date_of_birth": "1990-01-01",
    "sex": "M", "address": "Thôn 1, Xã Gia Lâm, Thành phố Hà Nội", "issued_on": "2022-01-01", "source": "card",
}  # fmt: skip


def of(device: Device, *, by: Post, at: dt.datetime) -> dict[str, Any]:
    """Return everything for a device, in the words of today."""
    on = local(at).date()
    listed = [entry.code for entry in (*frequent.procedures(on), *most_used(on=on, limit=MOST))]
    versions = [version_in_force(code, on=on) for code in list(dict.fromkeys(listed))[:MOST]]
    offered = [each for each in versions if each and _is_offered(each, by=by, at=at)]
    ahead, spoken = due_times(by=by, at=at), phrases_of(by.authority)
    return {
        "office": device.agency.name,
        "device": device.name,
        "officer": f"{by.user.full_name}, {by.title}",
        "procedures": [
            _procedure(each, at=at) | {"due": _due(each, ahead, at), "said": spoken.get(each.definition.code, [])}
            for each in offered
        ],
    }


def _due(version: ProcedureVersion, ahead: Ahead, at: dt.datetime) -> dict[str, Any]:
    """Return by when it is due, by case: [minute of taking in, minute by which, whether it moves along], and an end."""
    end = dt.datetime.combine(last_day(at) + dt.timedelta(days=1), dt.time(), tzinfo=TZ)

    def minute(moment: dt.datetime) -> int:
        return int(moment.timestamp()) // 60

    def told(steps: Steps) -> list[list[int]] | None:
        if steps is None:
            return None
        return [*([minute(each.since), minute(each.due), int(each.moves)] for each in steps), [minute(end), 0, 0]]

    return {case: told(ahead(version, case)) for case in ("", *(each.key for each in version.definition.cases))}


def _is_offered(version: ProcedureVersion, *, by: Post, at: dt.datetime) -> bool:
    return not door.reasons_against(Intake(version=version, submitter=Person()), by=by, at=at, checks=door.OFFERED)


def _procedure(version: ProcedureVersion, *, at: dt.datetime) -> dict[str, Any]:
    definition, form = version.definition, definition_of(forms.begun(procedure_version=version, at=at))
    asked = asked_of(form, at=at)
    return {
        "code": definition.code,
        "version": version.pk,
        "name": definition.short_name,
        "limits": {"": words.limit(definition.time_limit)}
        | {case.key: words.limit(case.time_limit) for case in definition.cases},
        "cases": [[case.key, case.name] for case in definition.cases],
        "exemptions": list(definition.fees.exemptions),
        "entered": bool(intakes.owed(Intake(version=version, submitter=Person())).open_lines),
        "papers": _papers(definition),
        "ways": ways(definition),
        "fields": [_field(each, asked=each.id in asked) for each in form.fields if _is_of_form(each)],
    }


def asked_of(form: FormDefinition, *, at: dt.datetime) -> set[str]:
    """Return the fields that a card does not fill and somebody must say."""
    given = prefill.Circumstances(person_data=_SOMEBODY, at=local(at), unit_name="…")
    values = prefill.prefill(form, {}, given)
    hanging = {each.id for each in form.fields if each.condition is not None and not each.sources}
    return {*form.conversation, *(each.id for each in open_questions(form, values)), *hanging} - {DECLARATION}


def ways(definition: Definition) -> list[list[str]]:
    """Return the ways in which the result may be wanted, the usual one first; none for who waits for it."""
    return [] if definition.settled_at_once else [[way, str(label)] for way, label in ReturnWay.choices]


def _is_of_form(field: FieldDefinition) -> bool:
    """Tell whether the tablet's form asks it; the signature declares, and how the result is wanted is asked once."""
    return field.id != DECLARATION and not {prefill.RETURN_WAY, prefill.RETURN_ADDRESS} & {*field.sources}


def _papers(definition: Definition) -> list[dict[str, Any]]:
    shown = [each for each in definition.requirements if each.kind != RequirementKind.FORM]
    return [
        {
            "key": each.key,
            "name": each.name,
            "required": each.required,
            "by_card": bool(replaced_by(each, _CARD)),
            "scan": not no_scan(kind=each.kind, replaced=False, secret=each.secret),
        }
        for each in shown
    ]


def _field(field: FieldDefinition, *, asked: bool) -> dict[str, Any]:
    return {
        "id": field.id,
        "label": field.label,
        "type": field.type,
        "options": list(field.options),
        "required": field.required or field.required_if is not None,
        "condition": field.condition.model_dump(mode="json") if field.condition else None,
        "note": field.note,
        "asked": asked,
    }
