"""Numbers without gaps and without doubles; a calendar of a unit's own."""

from django.db import transaction
from django.db.models import F

from motcua.agencies.models import Agency, NumberSequence
from motcua.lib import practice
from motcua.worktime.commands import calendar_of_its_own
from motcua.worktime.models import Calendar


def next_number(*, scope: str, period: str) -> int:
    """Return the next number of `scope` in `period`, from 1; practice counts by itself.

    Call it last in the caller's transaction: the row stays locked until that ends; a rollback gives the number back.
    """
    return next_numbers(scope=scope, period=period, count=1)[0]


def next_numbers(*, scope: str, period: str, count: int) -> range:
    """Return the next `count` numbers, one after the other: nobody else is ever given one of them."""
    scope = practice.marked(scope)
    rows = NumberSequence.objects.filter(scope=scope, period=period)
    with transaction.atomic(savepoint=False):
        if not rows.update(last=F("last") + count):
            NumberSequence.objects.bulk_create([NumberSequence(scope=scope, period=period)], ignore_conflicts=True)
            rows.update(last=F("last") + count)
        last = rows.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)


@transaction.atomic
def own_calendar(authority: Agency) -> Calendar:
    """Return the authority's own calendar, made from the one it shares: what it edits is nobody else's.

    All its units that worked by the shared one work by its own from then on.
    """
    kept = Calendar.objects.get(code=authority.calendar_code())
    code = f"{authority.code}@{authority.valid_from:%Y}"
    if kept.code == code:
        return kept
    own = calendar_of_its_own(kept, code=code, name=authority.short_name)
    Agency.objects.filter(authority=authority, calendar=kept).update(calendar=own)
    Agency.objects.filter(pk=authority.pk).update(calendar=own)
    return own
