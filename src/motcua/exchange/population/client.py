"""Ask who a person is, where they live and who their closest relatives are."""

from typing import Any

import httpx
from pydantic import TypeAdapter, ValidationError

from motcua.exchange.calls import CallFailed, post
from motcua.exchange.models import Outcome
from motcua.forms.registers import POPULATION, Citizen

_CITIZEN = TypeAdapter(Citizen | None)


def citizen(client: httpx.Client, id_number: str, why: dict[str, str]) -> Citizen | None:
    """Return the person with this identity number, None when the register knows nobody; raises CallFailed.

    `why` holds purpose and requester, sent with every query.
    """
    reply: Any = post(client, POPULATION, "citizen", {**why, "id_number": id_number})
    try:
        found = _CITIZEN.validate_python(reply["citizen"])
    except (ValidationError, KeyError, TypeError):
        raise CallFailed(Outcome.WRONG) from None
    if found is not None and found.id_number != id_number:
        raise CallFailed(Outcome.WRONG)
    return found
