"""Ask for the births of a mother, or for a death; a certificate whose signature is wrong is worth nothing."""

from typing import Any, Literal

import httpx
from django.conf import settings
from pydantic import BaseModel, TypeAdapter, ValidationError

from motcua.exchange.calls import CallFailed, post
from motcua.exchange.models import Outcome
from motcua.exchange.signatures import is_genuine
from motcua.forms.registers import HEALTH, BirthCertificate, DeathCertificate

_BIRTH = TypeAdapter(BirthCertificate)
_DEATH = TypeAdapter(DeathCertificate)


class _Signed(BaseModel):
    content: dict[str, Any]
    signature: str


class _Reply(BaseModel):
    certificates: list[_Signed]


def births(client: httpx.Client, mother_id: str, why: dict[str, str]) -> tuple[BirthCertificate, ...]:
    """Return the certified births of a mother, latest first; raises CallFailed, FORGED for a wrong signature."""
    contents = _genuine(client, "births", {**why, "mother_id": mother_id})
    try:
        found = [_BIRTH.validate_python(content) for content in contents]
    except ValidationError:
        raise CallFailed(Outcome.WRONG) from None
    if any(each.mother_id != mother_id for each in found):
        raise CallFailed(Outcome.WRONG)
    return tuple(sorted(found, key=lambda each: (each.born_on, -each.birth_order), reverse=True))


def deaths(client: httpx.Client, id_number: str, why: dict[str, str]) -> tuple[DeathCertificate, ...]:
    """Return the certified death of a person, or nothing; raises CallFailed."""
    contents = _genuine(client, "deaths", {**why, "id_number": id_number})
    try:
        found = [_DEATH.validate_python(content) for content in contents]
    except ValidationError:
        raise CallFailed(Outcome.WRONG) from None
    if any(each.id_number != id_number for each in found):
        raise CallFailed(Outcome.WRONG)
    return tuple(found)


def _genuine(client: httpx.Client, path: Literal["births", "deaths"], payload: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        reply = _Reply.model_validate(post(client, HEALTH, path, payload))
    except ValidationError:
        raise CallFailed(Outcome.WRONG) from None
    for each in reply.certificates:
        if not is_genuine(each.content, each.signature, settings.MOTCUA_REGISTER_KEY):
            raise CallFailed(Outcome.FORGED)
    return [each.content for each in reply.certificates]
