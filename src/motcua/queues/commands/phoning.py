"""A ticket taken with one's own phone, from the code at the door: one a device and day, while the office is open."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from motcua.lib.clock import local
from motcua.queues import rules
from motcua.queues.commands.taking import take
from motcua.queues.models import Line, Origin, Ticket
from motcua.queues.rules import Window

_LATELY = dt.timedelta(minutes=1)


def key_of(line: Line, device: str, *, at: dt.datetime) -> str:
    """Return the key that lets a device have one ticket of a shop a day."""
    return f"phone:{line.shop_id}:{local(at):%Y%m%d}:{device}"


@transaction.atomic
def take_by_phone(
    line: Line, *, device: str, ground: str = "", also_open: Iterable[Window] = (), at: dt.datetime
) -> Ticket:
    """Return the device's ticket of today, taken now if there is none; Denied out of hours or while too many come.

    `also_open` are the hours of a service day, which the calendar does not know.
    """
    key = key_of(line, device, at=at)
    kept = Ticket.objects.select_related("line").filter(key=key).first()
    if kept is not None:
        return kept
    lately = Ticket.objects.filter(line__shop=line.shop_id, origin=Origin.PHONE, taken_at__gt=at - _LATELY).count()
    rules.check_can_take_by_phone(line, lately=lately, at=at, also=also_open)
    return take(line, origin=Origin.PHONE, ground=ground, key=key, at=at)
