"""Load the shipped calendars; loading them again changes nothing, and never what an office has edited."""

from django.db import transaction

from motcua.worktime.models import Calendar, DayException, OfficeHours
from motcua.worktime.shipped import parse_spans, shipped


@transaction.atomic
def load_calendars() -> int:
    """Create the shipped calendars, hours and days that are not there yet; return how many rows were made."""
    made = 0
    content = shipped()
    national = content["calendars"][0]
    for entry in content["calendars"]:
        calendar, new = Calendar.objects.get_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"],
                "base": Calendar.objects.filter(code=entry.get("base", "")).first(),
                "covers_from": national["from"],
                "covers_to": national["to"],
            },
        )
        made += new
        if new and "hours" in entry:
            rows = [
                OfficeHours(calendar=calendar, weekday=weekday, opens=opens, closes=closes, valid_from=national["from"])
                for weekday in entry["hours"]["weekdays"]
                for opens, closes in parse_spans(entry["hours"]["spans"])
            ]
            made += len(OfficeHours.objects.bulk_create(rows))
    return made + _load_days(content)


def _load_days(content: dict[str, list[dict[str, str]]]) -> int:
    base = Calendar.objects.get(code=content["calendars"][0]["code"])
    known = set(base.days.values_list("date", flat=True))
    rows = [DayException(calendar=base, **day) for day in content["days"] if day["date"] not in known]
    return len(DayException.objects.bulk_create(rows))
