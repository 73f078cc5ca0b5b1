"""Who is late now: one answer for the page, the lists and the rule; a clock that stands still makes nobody late."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import approve_apology, propose_apology, reopen, request_payment, supplement, withdraw
from motcua.dossiers.judgement import is_late, stands
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import inbox
from motcua.dossiers.queries.inbox import Which
from motcua.lib import clock
from motcua.lib.outcomes import Denied
from motcua.worktime.deadlines import LimitKind
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, later, moment
from tests.web.desks import desk, url

pytestmark = pytest.mark.django_db
# Received on Wednesday 25 for three working days: due on Monday 30 at 8:30, late from Tuesday.
TEN, DUE = moment("2026-11-25 10:00"), moment("2026-11-30 08:30")
THAT_DAY, NEXT_DAY, WEEKS_LATER = (moment(f"2026-{day} 10:00") for day in ("11-30", "12-01", "12-21"))


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def answers(dossier: Dossier, unit: Commune, at: dt.datetime) -> set[bool]:
    """What the rule, the query, the list, its number and the page say; one when they agree."""
    fresh, minh = Dossier.objects.get(pk=dossier.pk), unit[Role.CASE]
    rows, _more = inbox.page(Which.LATE, post=minh, at=at)
    clock.begin_at(at)
    shown = desk(minh).get(url(dossier)).context["late"]
    clock.begin_at(None)
    return {
        fresh.is_late(at),
        Dossier.objects.overdue(at).filter(pk=dossier.pk).exists(),
        [row.code for row in rows] == [dossier.code],
        inbox.count(Which.LATE, post=minh, at=at) == 1,
        shown,
    }


@pytest.mark.parametrize(
    ("policy", "asked_at", "late"),
    [
        ("subtract", TEN, False),
        ("restart", TEN, False),
        # Still in time when it stopped: the promise is one of days.
        ("subtract", THAT_DAY, False),
        # Late already when it stopped.
        ("subtract", NEXT_DAY, True),
        # The procedure's clock runs on while the applicant is waited for.
        ("none", TEN, True),
    ],
)
def test_while_a_supplement_is_awaited(unit: Commune, policy: str, asked_at: dt.datetime, *, late: bool) -> None:
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": policy}))
    make.asked(dossier, unit[Role.CASE], asked_at)

    assert answers(dossier, unit, WEEKS_LATER) == {late}


def test_while_money_is_owed_nothing_is_late_and_afterwards_the_clock_runs_on(unit: Commune) -> None:
    dossier = make.at_work(unit, version=make.version_with(financial_pause="Điều 18"))
    request_payment(dossier=dossier, reason="Tiền đất", amount=3_500_000, by=unit[Role.CASE], at=TEN)

    assert answers(dossier, unit, WEEKS_LATER) == {False}
    dossier.pauses.update(ends_at=later(TEN, hours=1))
    assert answers(dossier, unit, WEEKS_LATER) == {True}


def test_a_promise_of_hours_that_stopped_in_its_hour_stands(unit: Commune) -> None:
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": "subtract"}))
    make.asked(dossier, unit[Role.CASE], TEN)
    for due, late in (("09:40", True), ("10:00", False), ("10:40", False)):
        Dossier.objects.update(limit_kind=LimitKind.WORKING_HOURS, due_at=moment(f"2026-11-25 {due}"))
        assert answers(dossier, unit, NEXT_DAY) == {late}


def test_a_line_of_a_list_says_that_the_clock_stands_still(unit: Commune) -> None:
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": "subtract"}))
    make.asked(dossier, unit[Role.CASE], TEN)
    make.at_work(unit, version=dossier.procedure_version)

    clock.begin_at(WEEKS_LATER)
    rows = desk(unit[Role.CASE]).get("/office/", {"f": "unit"}).context["rows"]
    clock.begin_at(None)

    assert {row.code == dossier.code: (row.still, row.tone) for row in rows} == {
        True: (True, ""),
        False: (False, "late"),
    }


def test_a_clock_without_a_due_time_stands_and_makes_nobody_late() -> None:
    assert stands("", None, TEN)
    assert not stands("", None, None)
    assert not is_late("", None, TEN)


def apologised(unit: Commune, policy: str = "subtract") -> Dossier:
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": policy}))
    new = moment("2026-12-02 10:00")
    dossier = propose_apology(dossier=dossier, reason="Bão.", new_due_at=new, by=unit[Role.CASE], at=TEN)
    return approve_apology(dossier=dossier, by=unit[Role.APPROVER], at=later(TEN, minutes=5))


def first_words(dossier: Dossier, unit: Commune) -> str:
    words: str = desk(unit[Role.CASE]).get(url(dossier)).context["promise"].words
    return words


def test_a_dossier_opened_again_has_no_new_appointment_any_more_and_none_is_made(unit: Commune) -> None:
    dossier = apologised(unit)
    assert first_words(dossier, unit) == "Hẹn lại 10:00 thứ Tư 02/12"
    lan, stopped_at = unit[Role.INTAKE], later(TEN, hours=1)
    dossier = withdraw(dossier=dossier, asked_by_name="TÁM", reason="Thôi.", by=lan, at=stopped_at)
    assert dossier.reappointed_at == moment("2026-12-02 10:00")
    again = moment("2026-12-07 08:00")

    dossier = reopen(dossier=dossier, ground="Đổi ý.", by=unit[Role.APPROVER], at=again)

    assert (dossier.reappointed_at, dossier.due_at) == (None, moment("2026-12-10 08:00"))
    assert first_words(dossier, unit) == "Hẹn 08:30 thứ Hai 30/11"
    new = moment("2026-12-14 10:00")
    with pytest.raises(Denied, match="một lần"):
        propose_apology(dossier=dossier, reason="Bão.", new_due_at=new, by=unit[Role.HEAD], at=again)


@pytest.mark.parametrize(("policy", "said"), [("restart", None), ("subtract", moment("2026-12-02 10:00"))])
def test_a_limit_counted_anew_after_a_supplement_makes_the_new_appointment_void_and_a_pause_does_not(
    unit: Commune, policy: str, said: dt.datetime | None
) -> None:
    dossier = make.asked(apologised(unit, policy), unit[Role.CASE], later(TEN, hours=1))
    back = supplement(dossier=dossier, answer="Đã nộp.", by=unit[Role.INTAKE], at=later(TEN, hours=2))
    assert back.reappointed_at == said
