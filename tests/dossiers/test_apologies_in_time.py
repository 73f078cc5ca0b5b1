"""Who may have to say sorry is warned of while it can still be said: today, or the next working day."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Role
from motcua.dossiers.commands import approve, approve_apology, decline_apology, propose_apology, reopen, withdraw
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox
from motcua.dossiers.queries.apologies import ROLES, apology_soon
from motcua.dossiers.queries.inbox import Which
from motcua.dossiers.rules import can
from motcua.worktime.models import Calendar
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db

# Received on Wednesday 25 at 8:30 for three working days: due on Monday 30, so the apology comes by Friday 27 at 17:00.
THURSDAY, UNTIL = moment("2026-11-26 09:00"), moment("2026-11-27 17:00")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def codes(unit: Commune, at: dt.datetime, role: Role = Role.CASE) -> list[str]:
    return [row.code for row in inbox.page(Which.APOLOGY, post=unit[role], at=at)[0]]


@pytest.mark.parametrize(
    ("at", "warned"),
    [
        (moment("2026-11-25 17:00"), False),
        (moment("2026-11-25 23:59"), False),
        (moment("2026-11-26 00:00"), True),
        (moment("2026-11-27 17:00"), True),
        (moment("2026-11-27 17:01"), False),
        (moment("2026-11-28 09:00"), False),
        (moment("2026-12-01 09:00"), False),
    ],
)
def test_it_is_warned_of_from_the_working_day_before_to_the_last_moment(
    unit: Commune, at: dt.datetime, *, warned: bool
) -> None:
    dossier = make.at_work(unit)

    assert codes(unit, at) == ([dossier.code] if warned else [])
    assert apology_soon(dossier, by=unit[Role.CASE], at=at) == (UNTIL if warned else None)
    assert inbox.count(Which.APOLOGY, post=unit[Role.CASE], at=at) == int(warned)


def test_over_a_weekend_the_next_working_day_is_the_monday(unit: Commune) -> None:
    # Received on Friday 27 for three working days: due on Wednesday 2, so the apology comes by Tuesday 1.
    dossier = make.at_work(unit, at=moment("2026-11-27 08:30"))
    assert dossier.due_at == moment("2026-12-02 08:30")

    warned = [codes(unit, moment(f"{day} 10:00")) for day in ("2026-11-27", "2026-11-29", "2026-11-30", "2026-12-01")]

    assert warned == [[], [], [dossier.code], [dossier.code]]


def test_the_day_s_own_work_is_not_in_the_list_though_its_page_says_until_when(unit: Commune) -> None:
    dossier, long = make.at_work(unit, code=make.EXTRACT), make.at_work(unit)
    due = moment("2026-11-25 17:00")

    assert (codes(unit, due), codes(unit, THURSDAY)) == ([], [long.code])
    assert inbox.count(Which.APOLOGY, post=unit[Role.CASE], at=due) == 0
    assert apology_soon(dossier, by=unit[Role.CASE], at=due) == due


def test_not_where_one_waits_or_was_signed_but_again_where_it_was_declined(unit: Commune) -> None:
    minh, hoa = unit[Role.CASE], unit[Role.APPROVER]
    waits, signed, declined = make.at_work(unit), make.at_work(unit), make.at_work(unit)
    for each in (waits, signed, declined):
        new = moment("2026-12-01 10:00")
        propose_apology(dossier=each, reason="Bão.", new_due_at=new, by=minh, at=later(MORNING, hours=1))
    approve_apology(dossier=signed, by=hoa, at=later(MORNING, hours=2))
    decline_apology(dossier=declined, reason="Làm kịp.", by=hoa, at=later(MORNING, hours=2))

    assert codes(unit, THURSDAY) == [declined.code]
    assert [apology_soon(Dossier.objects.get(pk=each.pk), by=minh, at=THURSDAY) for each in (waits, signed)] == [
        None,
        None,
    ]


def test_not_what_is_decided_or_ended_or_has_no_due_time(unit: Commune) -> None:
    approve(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=later(MORNING, hours=1))
    make.ready(unit)
    gone = make.at_work(unit)
    withdraw(dossier=gone, asked_by_name="TÁM", reason="Thôi.", by=unit[Role.INTAKE], at=later(MORNING, hours=1))
    make.submitted(unit)
    Dossier.objects.filter(pk=make.at_work(unit).pk).update(due_at=None)

    assert codes(unit, THURSDAY) == []


def test_it_is_said_to_those_of_the_unit_who_may_propose_it_and_to_nobody_else(unit: Commune) -> None:
    dossier = make.at_work(unit)
    neighbour = make.bat_trang()

    everybody = [*unit.posts.values(), *neighbour.posts.values()]
    warned = {post for post in everybody if inbox.count(Which.APOLOGY, post=post, at=THURSDAY)}

    assert warned == {unit[Role.CASE], unit[Role.HEAD]}
    assert {post.role for post in warned} == ROLES
    assert warned == {post for post in everybody if apology_soon(dossier, by=post, at=THURSDAY) is not None}
    assert warned == {post for post in everybody if can("propose_apology", dossier, by=post, at=THURSDAY).allowed}


def test_three_take_as_many_queries_as_one(unit: Commune) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            inbox.page(Which.APOLOGY, post=unit[Role.CASE], at=THURSDAY)
        return len(counted)

    make.at_work(unit)
    one = queries()
    make.at_work(unit)
    make.at_work(unit)

    assert (len(codes(unit, THURSDAY)), queries()) == (3, one)


def test_where_the_calendar_ends_with_the_due_day_it_is_still_warned_of(unit: Commune) -> None:
    Calendar.objects.update(covers_to=dt.date(2026, 11, 30), version=20_261_130)
    dossier = make.at_work(unit)

    assert codes(unit, moment("2026-11-27 09:00")) == [dossier.code]


def test_what_was_opened_again_is_warned_of_anew_though_it_was_decided_before(unit: Commune) -> None:
    dossier = make.handed_to_tam(make.ready(unit), unit, later(MORNING, hours=3))
    reopen(dossier=dossier, ground="Trích lục sai năm sinh.", by=unit[Role.HEAD], at=later(MORNING, hours=4))
    again = Dossier.objects.get(pk=dossier.pk)

    assert codes(unit, THURSDAY) == [dossier.code]
    assert apology_soon(again, by=unit[Role.CASE], at=THURSDAY) == UNTIL
