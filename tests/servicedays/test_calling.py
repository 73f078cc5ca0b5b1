"""Whoever has a promise in hand that will be missed is called while it can still be saved, once; the record says it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.jobs import commands as jobs
from motcua.jobs.models import Job
from motcua.lib import clock, practice
from motcua.servicedays.models import Promise
from motcua.servicedays.queries.risks import at_risk
from tests.factories import dossiers as make
from tests.factories.dossiers import EXTRACT, Commune, moment
from tests.factories.servicedays import service_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Iterator[Commune]:
    unit = make.gia_lam()
    service_day(unit)
    yield unit
    clock.begin_at(None)


def at(hour: str) -> dt.datetime:
    return moment(f"2026-11-25 {hour}")


def work_until(hour: str) -> None:
    """Let the worker do everything that is due until an hour, each at its own moment."""
    while job := jobs.claim(worker="w", at=at(hour)):
        clock.begin_at(job.run_after)
        assert jobs.run(job, at=job.run_after), job.error


def calls(dossier: Dossier) -> list[tuple[str, dt.datetime]]:
    rows = Event.objects.filter(stream=dossier.stream, name="dossier.service_called").order_by("seq")
    return [(row.details["who"], row.at) for row in rows]


def test_the_signer_is_called_once_before_the_promise_is_missed(unit: Commune) -> None:
    dossier = make.drafted(unit)
    promise = Promise.objects.get(dossier=dossier)
    assert promise.promised_at == at("10:30")

    work_until("10:14")
    assert calls(dossier) == []
    work_until("10:29")
    promise.refresh_from_db()
    assert promise.called_at is not None
    assert (promise.called_role, at("10:14") < promise.called_at < at("10:30")) == (Role.APPROVER, True)
    assert calls(dossier) == [("UBND xã Gia Lâm", promise.called_at)]
    assert Event.objects.get(name="dossier.service_called").post is None


def test_what_is_in_time_calls_nobody_and_what_is_settled_is_looked_at_no_more(unit: Commune) -> None:
    dossier = make.ready(unit)
    work_until("17:00")
    assert calls(dossier) == []
    assert not Job.objects.pending().exists()


def test_who_gets_it_next_is_called_too(unit: Commune) -> None:
    dossier = make.drafted(unit)
    work_until("10:26")
    commands.approve(dossier=dossier, by=unit[Role.APPROVER], at=at("10:27"))
    work_until("10:29")
    assert Promise.objects.get(dossier=dossier).called_role == Role.RECORDS
    assert [who for who, _at in calls(dossier)] == ["UBND xã Gia Lâm", "UBND xã Gia Lâm"]


def test_a_worker_that_comes_too_late_calls_nobody(unit: Commune) -> None:
    dossier = make.drafted(unit)
    job = jobs.claim(worker="w", at=at("10:31"))
    assert job is not None
    clock.begin_at(at("10:31"))
    assert jobs.run(job, at=at("10:31"))
    assert calls(dossier) == []
    assert not Job.objects.pending().exists()


def test_what_still_lies_at_the_counter_calls_nobody(unit: Commune) -> None:
    dossier = make.received(unit)
    work_until("10:29")
    assert [risk.code for risk in at_risk(unit.centre, at=at("10:29"))] == [dossier.code]
    assert calls(dossier) == []


def test_nobody_is_called_to_practise_nor_for_what_was_not_promised(unit: Commune) -> None:
    with practice.practising(on=True):
        practised = make.received(unit)
    make.received(unit, EXTRACT)
    assert Promise.objects.filter(dossier=practised.pk).exclude(promised_at=None).count() == 1
    assert not Job.objects.exists()
