"""Ask all registers that a form needs, side by side, so that a slow one costs its own time and no more.

This module is what `settings.MOTCUA_REGISTER_CLIENTS` names; forms know only `forms.registers.Ask`.
"""

import datetime as dt
import hashlib
import hmac
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings

from motcua.exchange import sentences
from motcua.exchange.calls import CallFailed, open_client
from motcua.exchange.civil_registry import client as civil_registry
from motcua.exchange.health import client as health
from motcua.exchange.models import Outcome, RegisterQuery
from motcua.exchange.population import client as population
from motcua.forms.registers import CIVIL_REGISTRY, DEATHS, HEALTH, POPULATION, Answers, Query
from motcua.lib import turns

_MOST_AT_ONCE = 8
_CALLS: dict[str, tuple[str, Callable[[httpx.Client, str, dict[str, str]], Any]]] = {
    POPULATION: (POPULATION, population.citizen),
    CIVIL_REGISTRY: (CIVIL_REGISTRY, civil_registry.status),
    HEALTH: (HEALTH, health.births),
    DEATHS: (HEALTH, health.deaths),
}


@dataclass(frozen=True, slots=True)
class _Reply:
    kind: str
    subject: str
    outcome: Outcome
    milliseconds: int
    seconds: float = 0.0
    value: Any = None


@dataclass(slots=True)
class _Conversation:
    query: Query
    client: httpx.Client
    pool: ThreadPoolExecutor
    replies: list[_Reply] = field(default_factory=list)

    def ask_about(self, subjects: Iterable[str]) -> None:
        """Ask every wanted register about every subject at once, and wait for all."""
        asked = {reply.subject for reply in self.replies}
        waiting: list[Future[_Reply]] = [
            self.pool.submit(self._one, kind, subject)
            for subject in dict.fromkeys(subjects)
            if subject and subject not in asked
            for kind in sorted(self.query.registers)
        ]
        self.replies += [each.result() for each in waiting]

    def _one(self, kind: str, subject: str) -> _Reply:
        begun = time.monotonic()
        why = {"purpose": self.query.purpose, "requester": self.query.requester}
        outcome, seconds, value = Outcome.ANSWERED, 0.0, None
        try:
            value = _CALLS[kind][1](self.client, subject, why)
            outcome = Outcome.ANSWERED if value else Outcome.UNKNOWN
        except CallFailed as failed:
            outcome, seconds = failed.outcome, failed.seconds
        return _Reply(kind, subject, outcome, round((time.monotonic() - begun) * 1000), seconds, value)

    def spouses(self) -> list[str]:
        """Return whom the persons asked about are married to, as far as a register said so."""
        found: list[str] = []
        for reply in self.replies:
            if reply.kind == POPULATION and reply.value:
                spouse = reply.value.relative("spouse")
                found += [spouse.id_number] if spouse else []
            elif reply.kind == CIVIL_REGISTRY and reply.value and reply.value.marital == "married":
                marriage = reply.value.entry("marriage")
                found += [marriage.partner] if marriage else []
        return found


def ask(query: Query, *, at: dt.datetime) -> Answers:
    """Return what the registers say; whatever fails is told in `silent`, never raised. Every query is recorded."""
    with turns.others_pass(), open_client() as client, ThreadPoolExecutor(_MOST_AT_ONCE) as pool:
        conversation = _Conversation(query, client, pool)
        conversation.ask_about(query.subjects)
        if query.spouses:
            conversation.ask_about(conversation.spouses())
    _record(query, conversation.replies, at=at)
    return _answers(conversation.replies)


def subject_hash(id_number: str) -> str:
    """Return what stands for a person in the access record: the same person gives the same hash, here only."""
    return hmac.new(settings.SECRET_KEY.encode(), f"register:{id_number}".encode(), hashlib.sha256).hexdigest()


def _record(query: Query, replies: list[_Reply], *, at: dt.datetime) -> None:
    RegisterQuery.objects.bulk_create(
        RegisterQuery(
            register=_CALLS[reply.kind][0],
            subject_hash=subject_hash(reply.subject),
            purpose=query.purpose,
            requester=query.requester,
            about=query.about,
            outcome=reply.outcome,
            milliseconds=reply.milliseconds,
            at=at,
        )
        for reply in replies
    )


def _answers(replies: list[_Reply]) -> Answers:
    said = {
        kind: [(each.subject, each.value) for each in replies if each.kind == kind and each.value] for kind in _CALLS
    }
    silent: dict[str, str] = {}
    for reply in replies:
        if reply.outcome not in {Outcome.ANSWERED, Outcome.UNKNOWN}:
            register = _CALLS[reply.kind][0]
            silent.setdefault(register, sentences.sentence(register, reply.outcome, seconds=reply.seconds))
    return Answers(
        people=dict(said[POPULATION]),
        civil=dict(said[CIVIL_REGISTRY]),
        births=tuple(birth for _, births in said[HEALTH] for birth in births),
        deaths=tuple(death for _, deaths in said[DEATHS] for death in deaths),
        silent=silent,
    )
