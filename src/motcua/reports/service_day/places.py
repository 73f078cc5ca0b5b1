"""Whose days somebody may look at: their own authority's, and those of the authorities below it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from motcua.agencies.models import ONE_STOP, Agency, AgencyKind, AgencyQuerySet

_COMMITTEES = (AgencyKind.PROVINCE, AgencyKind.DISTRICT, AgencyKind.COMMUNE)


@dataclass(frozen=True, slots=True)
class Place:
    """A people's committee and where it takes in: its one-stop shops, or itself where it has none."""

    committee: Agency
    shops: tuple[Agency, ...]


def _standing(first: dt.date, last: dt.date) -> AgencyQuerySet:
    return Agency.objects.filter(valid_from__lte=last).filter(Q(valid_to=None) | Q(valid_to__gte=first))


def places(authority: Agency, *, below: bool, first: dt.date, last: dt.date) -> list[Place]:
    """Return an authority's own place first, then (`below`) those of the committees under it that stood then."""
    mine = Q(pk=authority.pk)
    if below:
        mine |= Q(kind__in=_COMMITTEES) & (Q(parent=authority) | Q(parent__parent=authority))
    committees = list(_standing(first, last).filter(mine).order_by("short_name", "code"))
    shops = _standing(first, last).filter(authority__in=committees, kind__in=ONE_STOP).order_by("code")
    found: dict[int | None, list[Agency]] = {}
    for shop in shops:
        found.setdefault(shop.authority_id, []).append(shop)
    own_first = sorted(committees, key=lambda each: each.pk != authority.pk)
    return [Place(each, tuple(found.get(each.pk, [each]))) for each in own_first]


def all_shops(several: Iterable[Place]) -> Sequence[Agency]:
    """Return the shops of several places together."""
    return [shop for place in several for shop in place.shops]
