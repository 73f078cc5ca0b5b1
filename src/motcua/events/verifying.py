"""Whether every chain of events is whole."""

from collections.abc import Generator, Iterable, Iterator
from itertools import groupby

from motcua.events.chain import Break, Link, first_break
from motcua.events.models import Event


def _links(events: Iterable[Event]) -> Iterator[tuple[Link, str]]:
    for event in events:
        link = Link(
            event.stream,
            event.seq,
            event.name,
            event.post_id,
            event.actor,
            event.at,
            event.details,
            event.previous_hash,
        )
        yield link, event.hash


def first_broken(events: Iterable[Event]) -> tuple[Break | None, int]:
    """Return the first broken link of events in the order of stream and place, and how many chains were looked at."""
    chains = 0
    for _stream, group in groupby(events, key=lambda event: event.stream):
        chains += 1
        broken = first_break(_links(group))
        if broken is not None:
            return broken, chains
    return None, chains


def in_order() -> Generator[Event]:
    """Yield every event, chain by chain, a few at a time; closed by whoever leaves off before the end."""
    yield from Event.objects.order_by("stream", "seq").iterator(chunk_size=2000)
