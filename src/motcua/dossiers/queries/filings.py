"""What a one-time link shows; and online filings with help and without, counted apart, with the list behind each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from motcua.agencies.models import Agency
from motcua.dossiers.filings import basket_of, digest_of_basket, digest_of_token
from motcua.dossiers.models import Channel, Dossier, FilingLink, Visit, VisitItem
from motcua.dossiers.rules.filing import check_link

MOST = 200


class Help(StrEnum):
    """Whether an officer helped with an online filing."""

    HELPED = "helped"
    ALONE = "alone"


_WHICH = {Help.HELPED: Q(filing__helper__isnull=False), Help.ALONE: Q(filing=None) | Q(filing__helper=None)}


@dataclass(frozen=True, slots=True)
class Counted:
    """Dossiers filed online: with an officer's help, and by the citizen alone."""

    helped: int
    alone: int


def _online(centre: Agency, since: dt.datetime, until: dt.datetime) -> Q:
    handed_in = Q(submitted_at__gte=since, submitted_at__lt=until)
    return handed_in & Q(intake_agency=centre, channel=Channel.ONLINE)


def counted(centre: Agency, *, since: dt.datetime, until: dt.datetime) -> Counted:
    """Return both numbers of what was filed online from `since` until before `until`: one query."""
    sums = Dossier.objects.filter(_online(centre, since, until)).aggregate(
        helped=Count("pk", filter=_WHICH[Help.HELPED]), alone=Count("pk", filter=_WHICH[Help.ALONE])
    )
    return Counted(**sums)


def listed(centre: Agency, which: Help, *, since: dt.datetime, until: dt.datetime) -> Sequence[Dossier]:
    """Return the dossiers behind one of the numbers, the latest first."""
    rows = Dossier.objects.filter(_online(centre, since, until), _WHICH[which])
    return list(rows.select_related("filing").order_by("-submitted_at", "-pk")[:MOST])


@dataclass(frozen=True, slots=True)
class Opened:
    """What a one-time link shows: the work at the counter, its procedures, what stands for what is seen."""

    visit: Visit
    items: list[VisitItem]
    seen: str


def visit_behind(token: str) -> Visit | None:
    """Return the work at the counter that a link was made for, whether it still serves or not."""
    link = _link(token)
    return None if link is None else link.filing.visit


def opened(token: str, *, at: dt.datetime) -> Opened:
    """Return what the citizen is shown; Denied for a link that serves no more (rules.check_link)."""
    link = _link(token)
    visit = None if link is None else link.filing.visit
    items = [] if visit is None else basket_of(visit)
    seen = digest_of_basket(items)
    check_link(link, seen=seen, at=at)
    assert visit is not None  # a link is made for work at a counter
    return Opened(visit, items, seen)


def _link(token: str) -> FilingLink | None:
    found = FilingLink.objects.filter(token_digest=digest_of_token(token))
    return found.select_related("filing__visit__centre", "filing__account").first()
