"""Take money for dossiers, and give it a receipt number without gaps."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.commands import next_number
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import check_holds_post
from motcua.events.record import record
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.payments.models import Method, Payment


def unpaid(dossiers: Sequence[Dossier]) -> list[Dossier]:
    """Return the dossiers that owe something: a free one meets no payment screen."""
    return [dossier for dossier in dossiers if dossier.fee_due and not hasattr(dossier, "payment")]


@transaction.atomic
def pay(*, dossiers: Sequence[Dossier], method: Method, by: Post, at: dt.datetime) -> list[Payment]:
    """Take what a basket of dossiers owes, each with its own receipt number; paying twice is refused."""
    check_holds_post(by=by, at=at, roles=frozenset({Role.INTAKE, Role.CASHIER}))
    keys = [dossier.pk for dossier in dossiers]
    rows = list(Dossier.objects.select_for_update().filter(pk__in=keys, intake_agency=by.agency).order_by("pk"))
    if len(rows) != len(keys):
        raise Denied(_("Chỉ thu phí được cho hồ sơ đã tiếp nhận ở nơi này."))
    owing = unpaid(rows)
    if not owing:
        raise Denied(_("Không còn khoản nào phải thu: hồ sơ miễn phí hoặc đã thu."))
    year = local(at).year
    taken = []
    for dossier in owing:
        serial = next_number(scope=f"receipt:{by.agency.code}", period=str(year))
        number = practice.marked(f"{by.agency.code}/{year}/{serial:06d}")
        taken.append(
            Payment.objects.create(dossier=dossier, amount=dossier.fee_due, method=method, number=number, by=by, at=at)
        )
        record(
            stream=dossier.stream,
            name="dossier.paid",
            by=by,
            at=at,
            amount=dossier.fee_due,
            method=method,
            number=number,
        )
    return taken
