"""Put the catalogue's files into the database; loading them again changes nothing."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from motcua.procedures.definition import Definition
from motcua.procedures.models import Procedure, ProcedureVersion, VersionStatus
from motcua.procedures.shipped import Repealed, content_of

# The catalogue as it stood when its sources were read; the two-tier administration began that day.
FIRST_DAY = dt.date(2025, 7, 1)


@dataclass(slots=True)
class Loaded:
    """What loading did."""

    new: int = 0
    changed: int = 0
    same: int = 0
    repealed: int = 0


@transaction.atomic
def load_definition(definition: Definition, *, on: dt.date) -> str:
    """Take one definition in: `new`, `changed` (a further version from `on`) or `same`."""
    content, digest = content_of(definition)
    names = {"name": definition.name, "short_name": definition.short_name, "sector": definition.sector}
    procedure, _ = Procedure.objects.update_or_create(code=definition.code, defaults=names)
    last = procedure.versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return "same"
    valid_from = FIRST_DAY if last is None else on
    if last is not None and last.valid_from < on:
        procedure.versions.filter(pk=last.pk).update(valid_to=on - dt.timedelta(days=1))
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=1 if last is None else last.number + 1,
        valid_from=valid_from,
        status=VersionStatus.PUBLISHED,
        decision=definition.decision,
        content=content,
        digest=digest,
    )
    return "new" if last is None else "changed"


@transaction.atomic
def load_repealed(repealed: Repealed) -> bool:
    """Take one repealed code in; True when it was not known."""
    procedure, new = Procedure.objects.get_or_create(
        code=repealed.code, defaults={"name": repealed.name, "short_name": repealed.name, "sector": "Bãi bỏ"}
    )
    ProcedureVersion.objects.get_or_create(
        procedure=procedure,
        number=1,
        defaults={
            "valid_from": FIRST_DAY,
            "valid_to": FIRST_DAY,
            "status": VersionStatus.REPEALED,
            "replaced_by_code": repealed.replaced_by,
            "content": {"source": repealed.source},
            "digest": "",
        },
    )
    return new
