"""Keep what somebody said."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from motcua.agencies.models import Agency
from motcua.lib.clock import local
from motcua.surveys import rules
from motcua.surveys.models import Place, Rating


def token_of(served: str) -> str:
    """Return what stands for a visit, a ticket or a dossier: from it nobody finds which."""
    return hashlib.sha256(f"rating:{served}".encode()).hexdigest()


def rate(
    token: str,
    *,
    shop: Agency,
    score: int,
    reasons: Iterable[str] = (),
    place: Place,
    served: bool,
    staff: bool,
    at: dt.datetime,
) -> Rating:
    """Keep a rating; of two touches of the same visit the first counts, the second is Denied."""
    chosen = sorted(set(reasons))
    rules.check_is_said(score, chosen)
    rules.check_can_rate(token, served=served, staff=staff)
    try:
        with transaction.atomic():
            return Rating.objects.create(
                shop=shop, token=token, score=score, reasons=chosen, place=place, day=local(at).date(), at=at
            )
    except IntegrityError:
        rules.check_can_rate(token, served=served, staff=staff)
        raise
