"""A service day of Gia Lâm: every Wednesday, 07:30–11:30 and 13:30–17:00, everybody at their desks."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Role
from motcua.servicedays import commands
from motcua.servicedays.models import PART_OF_ROLE, Programme, RosterEntry
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune

SUNDAY = make.moment("2026-11-22 10:00")
WEDNESDAY = dt.date(2026, 11, 25)
DUTY = (Role.INTAKE, Role.CASE, Role.APPROVER, Role.RECORDS)
SAID: dict[str, Any] = {
    "name": "Ngày thứ Tư không viết, không giấy hẹn",
    "slogan": "Không viết, không hẹn",
    "weekdays": [2],
    "dates": [],
    "windows": [["07:30", "11:30"], ["13:30", "17:00"]],
    "mobile_point": "",
    "capacity": 0,
    "valid_from": dt.date(2026, 11, 1),
    "valid_to": None,
}


def programme(unit: Commune, **changes: Any) -> Programme:
    """A programme without offers or people; `opened` by the planner, `places` as others joined."""
    places = changes.pop("places", [unit.centre])
    opened = changes.pop("opened", [unit.centre])
    row = commands.plan(places=opened, by=unit[Role.SUPERVISOR], at=SUNDAY, **(SAID | changes))
    row.places.set(places)
    return row


def put_down(
    unit: Commune, row: Programme, role: Role, opens: str = "07:30", closes: str = "17:00", **said: Any
) -> RosterEntry:
    """Somebody put down for their part."""
    return commands.roster(
        programme=row,
        post=unit[role],
        part=said.pop("part", PART_OF_ROLE[role]),
        opens=dt.time.fromisoformat(opens),
        closes=dt.time.fromisoformat(closes),
        by=unit[Role.SUPERVISOR],
        at=SUNDAY,
        **said,
    )


def service_day(unit: Commune, *, without: tuple[Role, ...] = (), **changes: Any) -> Programme:
    """A programme that offers copies in 60 minutes and single status in two working hours, with people."""
    row = programme(unit, **changes)
    by = unit[Role.SUPERVISOR]
    for code, minutes in ((COPIES, 60), (SINGLE_STATUS, 120)):
        make.version_of(code)
        commands.offer(programme=row, code=code, minutes=minutes, by=by, at=SUNDAY)
    for role in DUTY:
        if role not in without:
            put_down(unit, row, role)
    return row


__all__ = ["COPIES", "MORNING", "SINGLE_STATUS", "SUNDAY", "WEDNESDAY", "programme", "put_down", "service_day"]
