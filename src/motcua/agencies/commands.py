"""Numbers without gaps and without doubles."""

from django.db import transaction
from django.db.models import F

from motcua.agencies.models import NumberSequence


def next_number(*, scope: str, period: str) -> int:
    """Return the next number of `scope` in `period`, from 1.

    Call it last in the caller's transaction: the row stays locked until that ends; a rollback gives the number back.
    """
    rows = NumberSequence.objects.filter(scope=scope, period=period)
    with transaction.atomic():
        if not rows.update(last=F("last") + 1):
            NumberSequence.objects.bulk_create([NumberSequence(scope=scope, period=period)], ignore_conflicts=True)
            rows.update(last=F("last") + 1)
        return rows.values_list("last", flat=True).get()
