"""Seal a day: one Merkle root over its events, chained to the day before."""

import datetime as dt

from django.tasks import task

from motcua.events.chain import merkle_root
from motcua.events.models import DaySeal, Event
from motcua.lib import clock


def hashes_of(day: dt.date) -> list[str]:
    """Return the hashes of a day's events (by the wall clock of Vietnam), in a fixed order."""
    begins = dt.datetime.combine(day, dt.time(), tzinfo=clock.TZ)
    events = Event.objects.filter(at__gte=begins, at__lt=begins + dt.timedelta(days=1))
    return list(events.order_by("stream", "seq").values_list("hash", flat=True))


def root_over(before: str, hashes: list[str]) -> str:
    """Return the root over the seal before and a day's hashes."""
    return merkle_root([before, *hashes] if before else hashes)


@task()
def seal_day(day: str) -> int:
    """Seal the day given in ISO; sealing it again changes nothing. Return how many events it covers."""
    date = dt.date.fromisoformat(day)
    kept = DaySeal.objects.filter(day=date).first()
    if kept is not None:
        return kept.events
    before = DaySeal.objects.filter(day__lt=date).order_by("-day").values_list("root", flat=True).first() or ""
    hashes = hashes_of(date)
    root = root_over(before, hashes)
    sealed_at = dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), tzinfo=clock.TZ)
    DaySeal.objects.create(day=date, events=len(hashes), root=root, previous_root=before, sealed_at=sealed_at)
    return len(hashes)


def broken_seal() -> DaySeal | None:
    """Return the first seal that does not follow the one before it, or whose events no longer give its root."""
    before = ""
    for seal in DaySeal.objects.order_by("day"):
        hashes = hashes_of(seal.day)
        sealed = (seal.previous_root, seal.events, seal.root)
        if sealed != (before, len(hashes), root_over(before, hashes)):
            return seal
        before = seal.root
    return None
