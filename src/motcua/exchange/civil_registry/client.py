"""Ask for a person's marital status and the acts of civil status that the books hold."""

from typing import Any

import httpx
from pydantic import TypeAdapter, ValidationError

from motcua.exchange.calls import CallFailed, post
from motcua.exchange.models import Outcome
from motcua.forms.registers import CIVIL_REGISTRY, CivilStatus

_STATUS = TypeAdapter(CivilStatus | None)


def status(client: httpx.Client, id_number: str, why: dict[str, str]) -> CivilStatus | None:
    """Return what the books hold of this person, None when they hold nothing; raises CallFailed."""
    reply: Any = post(client, CIVIL_REGISTRY, "status", {**why, "id_number": id_number})
    try:
        found = _STATUS.validate_python(reply["status"])
    except (ValidationError, KeyError, TypeError):
        raise CallFailed(Outcome.WRONG) from None
    if found is not None and found.id_number != id_number:
        raise CallFailed(Outcome.WRONG)
    return found
