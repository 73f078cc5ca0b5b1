"""What administrators change has a history of its own: a stream for each thing, `manage:<kind>:<key>`."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from motcua.events.models import Event
from motcua.events.record import as_json, record

if TYPE_CHECKING:
    from motcua.accounts.models import Post


def stream_of(kind: str, key: object) -> str:
    """Return the name of a managed thing's chain of events."""
    return f"manage:{kind}:{key}"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what changed as {field: [before, after]}; a field that only one side knows was, or becomes, nothing."""
    fields = {**before, **after}
    pairs = {name: [as_json(before.get(name)), as_json(after.get(name))] for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def record_change(
    name: str,
    *,
    kind: str,
    key: object,
    by: "Post",
    at: dt.datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **details: Any,
) -> Event:
    """Append what was done to a managed thing, with what changed; the caller holds the thing's row."""
    changes = differences(before or {}, after or {})
    return record(stream=stream_of(kind, key), name=f"{kind}.{name}", by=by, at=at, changes=changes, **details)


def history_of(kind: str, *keys: object) -> list[Event]:
    """Return what was done to these things, the latest first: one query."""
    streams = [stream_of(kind, key) for key in keys]
    events = Event.objects.filter(stream__in=streams).select_related("post__agency__authority")
    return list(events.order_by("-at", "-seq"))
