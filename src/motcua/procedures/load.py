"""Put the catalogue's files into the database; loading them again changes nothing."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from motcua.procedures.definition import Definition
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin, VersionStatus
from motcua.procedures.shipped import Repealed, content_of

# The catalogue as it stood when its sources were read; the two-tier administration began that day.
FIRST_DAY = dt.date(2025, 7, 1)


def end_before(version: ProcedureVersion | None, *, before: dt.date) -> int:
    """End a version the day before its successor begins, and return the successor's number."""
    if version is None:
        return 1
    last_day = max(before - dt.timedelta(days=1), version.valid_from)
    if version.valid_to is None or version.valid_to > last_day:
        ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=last_day)
    return version.number + 1


@transaction.atomic
def load_definition(definition: Definition, *, on: dt.date) -> str:
    """Take one definition in: `new`, `changed` (a further version, from its `valid_from` or from `on`), `same`.

    `offered`: the office has an edition of its own in force; that stays, and the change waits as a draft.
    """
    content, digest = content_of(definition)
    names = {"name": definition.name, "short_name": definition.short_name, "sector": definition.sector}
    procedure, _ = Procedure.objects.get_or_create(code=definition.code, defaults=names)
    last = procedure.versions.settled().order_by("-number").first()
    if last is not None and digest in {last.digest, last.shipped_digest}:
        return "same"
    if last is not None and last.origin == VersionOrigin.OFFICE:
        return _offer(procedure, definition, on=on)
    valid_from = definition.valid_from or (FIRST_DAY if last is None else on)
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=end_before(last, before=valid_from),
        valid_from=valid_from,
        status=VersionStatus.PUBLISHED,
        decision=definition.decision,
        content=content,
        digest=digest,
    )
    Procedure.objects.filter(pk=procedure.pk).update(**names)
    return "new" if last is None else "changed"


def _offer(procedure: Procedure, definition: Definition, *, on: dt.date) -> str:
    """Keep a change of the shipped catalogue as a draft; one seen before, published or put aside, is no news."""
    _content, seen = content_of(definition)
    known = procedure.versions.filter(origin=VersionOrigin.SHIPPED)
    if known.filter(Q(digest=seen) | Q(shipped_digest=seen)).exists():
        return "same"
    proposed = definition.model_copy(update={"valid_from": definition.valid_from or on})
    content, digest = content_of(proposed)
    values = {
        "content": content,
        "digest": digest,
        "shipped_digest": seen,
        "valid_from": proposed.valid_from,
        "decision": definition.decision,
    }
    ProcedureVersion.objects.update_or_create(
        procedure=procedure,
        status=VersionStatus.DRAFT,
        origin=VersionOrigin.SHIPPED,
        defaults=values,
        create_defaults={"number": 0, **values},
    )
    return "offered"


@transaction.atomic
def load_repealed(repealed: Repealed, *, on: dt.date) -> bool:
    """Take one repealed code in, from `on`; True when it was not known as repealed."""
    procedure, _ = Procedure.objects.get_or_create(
        code=repealed.code, defaults={"name": repealed.name, "short_name": repealed.name, "sector": "Bãi bỏ"}
    )
    last = procedure.versions.settled().order_by("-number").first()
    if last is not None and last.status == VersionStatus.REPEALED:
        return False
    valid_from = FIRST_DAY if last is None else on
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=end_before(last, before=valid_from),
        valid_from=valid_from,
        status=VersionStatus.REPEALED,
        replaced_by_code=repealed.replaced_by,
        content={"source": repealed.source},
        digest="",
    )
    return True
