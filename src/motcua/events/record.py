"""Append an event to its stream, in the caller's transaction; remember what was answered to a client's key."""

import datetime as dt
import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import translation

from motcua.events.chain import Link, digest
from motcua.events.models import Access, Answered, Event

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from motcua.accounts.models import Post


def as_json(value: Any) -> Any:
    """Return a value as it comes back from a JSON column: the hash must see what will be read."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def in_record(words: "str | Promise") -> str:
    """Return words as they are kept: in Vietnamese, whatever language the screen of whoever acts speaks."""
    with translation.override("vi"):
        return str(words)


def actor_of(post: "Post | None", on_behalf_of: "Post | None" = None) -> str:
    """Return a post as it is at this moment: name, title, unit; both posts where one acts in the other's place."""
    if post is None:
        return ""
    name = f"{post.user.full_name}, {post.title}, {post.agency.short_name}"
    return name if on_behalf_of is None else f"{name}, thay {on_behalf_of.user.full_name}, {on_behalf_of.title}"


def new_event(
    *,
    stream: str,
    seq: int,
    previous_hash: str,
    name: str,
    by: "Post | None",
    at: dt.datetime,
    details: dict[str, Any],
    on_behalf_of: "Post | None" = None,
) -> Event:
    """Return an event with its hash, not yet saved."""
    clean = as_json(details)
    actor = actor_of(by, on_behalf_of)
    link = Link(stream, seq, name, None if by is None else by.pk, actor, at, clean, previous_hash)
    return Event(
        stream=stream,
        seq=seq,
        name=name,
        post=by,
        actor=actor,
        at=at,
        details=clean,
        previous_hash=previous_hash,
        hash=digest(link),
    )


def record(
    *, stream: str, name: str, by: "Post | None", at: dt.datetime, on_behalf_of: "Post | None" = None, **details: Any
) -> Event:
    """Append an event. The caller holds the row that the stream belongs to, so nobody else appends to it meanwhile."""
    last = Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", "hash").first()
    seq, previous = (1, "") if last is None else (last[0] + 1, last[1])
    event = new_event(
        stream=stream,
        seq=seq,
        previous_hash=previous,
        name=name,
        by=by,
        at=at,
        details=details,
        on_behalf_of=on_behalf_of,
    )
    event.save(force_insert=True)
    return event


def answered(*, key: str) -> Any | None:
    """Return what was answered to this key before, or None."""
    return Answered.objects.filter(key=key).values_list("answer", flat=True).first() if key else None


class AnsweredMeanwhile(Exception):  # noqa: N818 - it reads as what happened
    """Another request with the same key was carried out first; ask `answered` again outside this transaction."""


def remember_answer(*, key: str, act: str, answer: Any, by: "Post", at: dt.datetime) -> None:
    """Keep the answer under the client's key, in the same transaction as the act; a key can be used once."""
    if not key:
        return
    try:
        with transaction.atomic(savepoint=False):
            Answered.objects.create(key=key, post=by, act=act, answer=as_json(answer), at=at)
    except IntegrityError:
        raise AnsweredMeanwhile(key) from None


def note_access(
    *,
    subjects: Collection[str],
    purpose: str,
    by: "Post",
    at: dt.datetime,
    once_within: dt.timedelta | None = None,
) -> None:
    """Note that someone looked at personal content (NĐ 356/2025/NĐ-CP; law.md 3.8).

    Looking again within `once_within` is the same look: it is not written twice.
    """
    seen: set[str] = set()
    if once_within is not None:
        before = Access.objects.filter(subject__in=subjects, post=by, purpose=purpose, at__gt=at - once_within)
        seen = set(before.values_list("subject", flat=True))
    looks = [Access(post=by, subject=each, purpose=purpose, at=at) for each in subjects if each not in seen]
    if looks:
        Access.objects.bulk_create(looks)
