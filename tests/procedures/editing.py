"""How a procedure is edited in these tests: proposed, edited, refused, told."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Post
from motcua.events.models import Event
from motcua.forms import editions
from motcua.forms.definition import FormDefinition
from motcua.lib.outcomes import Denied
from motcua.procedures import commands
from motcua.procedures.load import load_definition
from motcua.procedures.models import Procedure, ProcedureVersion
from tests.factories.dossiers import MORNING
from tests.factories.procedures import definition

TODAY = MORNING.date()
CODE = "9.000001"
FEE = {"set_by": "NQ 12/2026/NQ-HĐND", "items": [{"name": "Lệ phí", "amount": 15_000}]}


def procedure(**changes: Any) -> Procedure:
    load_definition(definition(**changes), on=TODAY - dt.timedelta(days=30))
    return Procedure.objects.get(code=CODE)


def proposed(by: Post, **changes: Any) -> ProcedureVersion:
    draft = commands.propose(procedure=procedure(), by=by, at=MORNING)
    return commands.edit(draft, changes=changes, by=by, at=MORNING) if changes else draft


def spans() -> list[tuple[int, dt.date, dt.date | None, str]]:
    rows = ProcedureVersion.objects.filter(procedure__code=CODE).order_by("status", "number")
    return [(row.number, row.valid_from, row.valid_to, row.status) for row in rows]


def told() -> list[tuple[str, str, dict[str, list[str]]]]:
    rows = Event.objects.filter(stream=f"manage:procedure:{CODE}").order_by("seq")
    return [(row.name, row.actor.split(",")[0], row.details["changes"]) for row in rows]


def refusal(act: Any, *args: Any, **said: Any) -> str:
    with pytest.raises(Denied) as denied:
        act(*args, **said, at=MORNING)
    return denied.value.reason


def edits(form: FormDefinition, **labels: str) -> list[editions.FieldEdit]:
    return [
        editions.FieldEdit(
            field.id, labels.get(field.fact, field.label), required=field.required, ask=field.ask,
            sources=field.sources, options=field.options,
        )
        for field in form.fields
    ]  # fmt: skip
