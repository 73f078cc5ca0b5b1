"""Accounts of citizens that a unit opened: the latest, one by its number, and what happened to each."""

from collections.abc import Sequence

from django.db.models import QuerySet

from motcua.agencies.models import Agency
from motcua.events.models import Event
from motcua.people.models import CitizenAccount, Person

MOST = 50


def opened_by(authority: Agency) -> QuerySet[CitizenAccount]:
    """Return the accounts that posts of an authority opened, the latest first."""
    rows = CitizenAccount.objects.filter(opened_by__agency__authority=authority)
    return rows.select_related("person", "opened_by__user").order_by("-opened_at", "-pk")


def latest(authority: Agency) -> Sequence[CitizenAccount]:
    """Return the accounts opened last."""
    return list(opened_by(authority)[:MOST])


def with_number(authority: Agency, number: str) -> Sequence[CitizenAccount]:
    """Return the account of the person who has exactly this number, if a post of this authority opened it."""
    persons = Person.objects.with_number(number) if number else Person.objects.none()
    return list(opened_by(authority).filter(person__in=persons))


def history(account: CitizenAccount) -> Sequence[Event]:
    """Return what happened to an account, in its order; also what happened before two rows became one person."""
    persons = [account.person, *Person.objects.filter(merged_into=account.person)]
    streams = [each.stream for each in persons]
    rows = Event.objects.filter(stream__in=streams, name__startswith="person.account_")
    return list(rows.select_related("post__user").order_by("at", "pk"))
