"""The smallest valid units: a commune with its centre and its office, working Hà Nội's hours."""

import datetime as dt
from typing import Any

from motcua.agencies.models import Agency, AgencyKind, Counter, Succession, SuccessionKind
from motcua.worktime.models import Calendar, OfficeHours

BEGIN = dt.date(2025, 7, 1)


def calendar(code: str = "VN-HN") -> Calendar:
    """8:00–12:00 and 13:00–17:00 from Monday to Friday, without holidays."""
    row, new = Calendar.objects.get_or_create(
        code=code,
        defaults={"name": code, "covers_from": dt.date(2025, 1, 1), "covers_to": dt.date(2027, 12, 31)},
    )
    if new:
        OfficeHours.objects.bulk_create(
            OfficeHours(calendar=row, weekday=day, opens=opens, closes=closes, valid_from=row.covers_from)
            for day in range(5)
            for opens, closes in ((dt.time(8), dt.time(12)), (dt.time(13), dt.time(17)))
        )
    return row


def agency(code: str = "00565", **changes: Any) -> Agency:
    """A unit; a people's committee unless told otherwise."""
    fields: dict[str, Any] = {
        "valid_from": BEGIN,
        "name": f"Ủy ban nhân dân xã {code}",
        "short_name": f"Xã {code}",
        "kind": AgencyKind.COMMUNE,
        "code_qd20": code if code.startswith("H") else f"H26.{code}",
    }
    return Agency.objects.create(code=code, **(fields | changes))


def committee(code: str = "00565", short_name: str = "Gia Lâm", **changes: Any) -> Agency:
    """A people's committee with its calendar: its own authority."""
    unit = agency(code, short_name=short_name, calendar=calendar(), unit_code=code, **changes)
    unit.authority = unit
    unit.save()
    return unit


def unit_of(authority: Agency, kind: AgencyKind, code: str, **changes: Any) -> Agency:
    """A unit inside a committee."""
    names = {"name": f"{kind.label} {authority.short_name}", "short_name": f"{kind.label} {authority.short_name}"}
    place = {"parent": authority, "authority": authority}
    return agency(f"{authority.code_qd20}.{code}", kind=kind, **(names | place | changes))


def centre(authority: Agency, **changes: Any) -> Agency:
    """The one-stop centre of a committee, with one counter."""
    unit = unit_of(authority, AgencyKind.CENTRE, "01", **({"short_name": f"Một cửa {authority.short_name}"} | changes))
    Counter.objects.create(centre=unit, number=1, name="Quầy 1")
    return unit


def office(authority: Agency, **changes: Any) -> Agency:
    """The office of a committee that handles civil status and certification."""
    sectors = {"sectors": ["Hộ tịch", "Chứng thực"]}
    return unit_of(authority, AgencyKind.DEPARTMENT, "02", **(sectors | changes))


def became(old: Agency, new: Agency, kind: SuccessionKind = SuccessionKind.WHOLE) -> Succession:
    """`old` went into `new` on the new one's first day."""
    return Succession.objects.create(predecessor=old, successor=new, kind=kind, on=new.valid_from)
