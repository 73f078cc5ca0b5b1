"""Early, on time, late: by the hour for hours, by the day for days, when the result is ready; read three ways."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.models import Role
from motcua.dossiers.commands import approve, ask_supplement, deliver, draft, hand_over, number, reopen, supplement
from motcua.dossiers.judgement import READINGS, Punctuality, in_time_for_766, judged, late_from
from motcua.dossiers.models import Dossier, Proof
from motcua.dossiers.queries import board, inbox
from motcua.dossiers.queries.inbox import Which
from motcua.procedures.definition import SupplementClock
from motcua.procedures.models import ProcedureVersion
from motcua.worktime.deadlines import LimitKind
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db
EARLY, ON_TIME, LATE = Punctuality
DUE = moment("2026-11-25 10:40")


@pytest.mark.parametrize(
    ("kind", "ready", "said"),
    [
        (LimitKind.WORKING_HOURS, "2026-11-25 09:59", EARLY),
        (LimitKind.WORKING_HOURS, "2026-11-25 10:00", ON_TIME),
        (LimitKind.WORKING_HOURS, "2026-11-25 10:59", ON_TIME),
        (LimitKind.WORKING_HOURS, "2026-11-25 11:00", LATE),
        (LimitKind.WORKING_DAYS, "2026-11-24 17:00", EARLY),
        (LimitKind.WORKING_DAYS, "2026-11-25 08:00", ON_TIME),
        (LimitKind.WORKING_DAYS, "2026-11-25 16:59", ON_TIME),
        (LimitKind.WORKING_DAYS, "2026-11-26 08:00", LATE),
        (LimitKind.CALENDAR_DAYS, "2026-11-25 23:00", ON_TIME),
        (LimitKind.CALENDAR_DAYS, "2026-11-26 00:00", LATE),
        (LimitKind.SAME_DAY, "2026-11-25 16:00", ON_TIME),
        (LimitKind.SAME_DAY, "2026-11-26 08:00", LATE),
    ],
)
def test_trap_10_neither_full_timestamps_for_days_nor_dates_for_hours(kind: str, ready: str, said: str) -> None:
    assert judged(kind, due_at=DUE, ready_at=moment(ready)) == said


@given(st.sampled_from(LimitKind), st.integers(-6000, 6000), st.integers(0, 600))
def test_what_is_ready_later_is_never_judged_better_and_late_begins_where_it_says(
    kind: LimitKind, minutes: int, more: int
) -> None:
    rank = [EARLY, ON_TIME, LATE]
    first, second = (later(DUE, minutes=each) for each in (minutes, minutes + more))

    assert rank.index(judged(kind, due_at=DUE, ready_at=first)) <= rank.index(judged(kind, due_at=DUE, ready_at=second))
    assert (judged(kind, due_at=DUE, ready_at=first) == LATE) == (first >= late_from(kind, DUE))


def test_three_texts_read_one_judgement() -> None:
    told = {each: (READINGS[each].column, READINGS[each].points, READINGS[each].in_time) for each in Punctuality}

    assert told == {
        EARLY: ("Trước hạn", 2, True),
        ON_TIME: ("Đúng hạn", 1, True),
        LATE: ("Quá hạn", 0, False),
    }


@pytest.mark.parametrize(
    ("said", "supplements", "in_time"), [(EARLY, 0, True), (ON_TIME, 1, True), (ON_TIME, 2, False), (LATE, 0, False)]
)
def test_trap_7_two_supplements_are_overdue_in_766_though_the_day_was_kept(
    said: Punctuality, supplements: int, in_time: bool
) -> None:
    assert in_time_for_766(said, supplements=supplements) is in_time


def test_trap_25_the_same_work_gives_another_share_where_another_whole_is_counted() -> None:
    ended, open_in_time = [EARLY, ON_TIME, LATE], 7

    of_ended = sum(READINGS[each].in_time for each in ended) / len(ended)
    of_all = (sum(in_time_for_766(each, supplements=0) for each in ended) + open_in_time) / (len(ended) + open_in_time)

    assert (round(of_ended, 2), round(of_all, 2)) == (0.67, 0.9)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def finished(unit: Commune, dossier: Dossier, at: dt.datetime) -> Dossier:
    """Minh drafts and passes on, bà Hoa signs, ông Sơn numbers, all at `at`."""
    dossier = draft(dossier=dossier, content={"text": "…"}, by=unit[Role.CASE], at=at)
    dossier = hand_over(dossier=dossier, by=unit[Role.CASE], at=at)
    dossier = approve(dossier=dossier, by=unit[Role.APPROVER], at=at)
    return number(dossier=dossier, by=unit[Role.RECORDS], at=at)


def sent(unit: Commune) -> Dossier:
    return hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))


def test_it_is_judged_when_the_result_is_ready_and_not_when_it_is_collected(unit: Commune) -> None:
    dossier = sent(unit)
    assert dossier.due_at == moment("2026-11-30 08:30")

    ready = finished(unit, dossier, moment("2026-11-30 16:00"))
    given = deliver(
        dossier=ready, to_name="TRẦN THỊ TÁM", proof=Proof.CODE, shown=ready.pickup_code, by=unit[Role.INTAKE],
        at=moment("2026-12-20 09:00"),
    )  # fmt: skip

    assert (ready.punctuality, given.punctuality, given.is_late(moment("2026-12-20 09:00"))) == (
        ON_TIME,
        ON_TIME,
        False,
    )


def test_a_promise_of_days_is_late_from_the_next_day_on_everywhere(unit: Commune) -> None:
    dossier = sent(unit)
    same_day, next_day = moment("2026-11-30 16:30"), moment("2026-12-01 08:00")

    assert (dossier.is_late(same_day), dossier.is_late(next_day)) == (False, True)
    for at, late in ((same_day, 0), (next_day, 1)):
        assert inbox.count(Which.LATE, post=unit[Role.CASE], at=at) == late
        assert [row.code for row in inbox.page(Which.LATE, post=unit[Role.CASE], at=at)[0]] == [dossier.code] * late
        assert board.figures(unit.centre, at=at).late == late


def test_a_promise_of_hours_is_late_from_the_next_hour_on(unit: Commune) -> None:
    dossier = sent(unit)
    Dossier.objects.update(limit_kind=LimitKind.WORKING_HOURS, due_at=DUE)
    dossier.refresh_from_db()

    for at, late in ((moment("2026-11-25 10:59"), False), (moment("2026-11-25 11:00"), True)):
        assert dossier.is_late(at) is late
        assert Dossier.objects.overdue(at).exists() is late


def _policy(clock: SupplementClock) -> None:
    version = ProcedureVersion.objects.get()
    content = version.content | {"supplement": {"clock": clock.value}}
    ProcedureVersion.objects.update(content=content, digest=f"with {clock}")


@pytest.mark.parametrize("clock", [SupplementClock.NONE, SupplementClock.SUBTRACT])
def test_what_the_applicant_took_to_supplement_is_not_counted_whatever_the_clock_did(
    unit: Commune, clock: SupplementClock
) -> None:
    dossier = sent(unit)
    _policy(clock)
    asked = ask_supplement(
        dossier=dossier, items=["Giấy"], reason="Thiếu.", by=unit[Role.CASE], at=moment("2026-11-26 08:30")
    )
    back = supplement(dossier=asked, answer="Đã nộp.", by=unit[Role.INTAKE], at=moment("2026-11-27 08:30"))

    ready = finished(unit, back, moment("2026-12-01 09:00"))

    assert ready.punctuality == ON_TIME


def test_the_applicants_time_saves_nobody_who_is_later_still(unit: Commune) -> None:
    dossier = sent(unit)
    _policy(SupplementClock.NONE)
    asked = ask_supplement(
        dossier=dossier, items=["Giấy"], reason="Thiếu.", by=unit[Role.CASE], at=moment("2026-11-26 08:30")
    )
    back = supplement(dossier=asked, answer="Đã nộp.", by=unit[Role.INTAKE], at=moment("2026-11-27 08:30"))

    assert finished(unit, back, moment("2026-12-02 08:00")).punctuality == LATE


def test_without_a_time_limit_nothing_is_judged_and_a_reopened_dossier_is_judged_anew(unit: Commune) -> None:
    dossier = sent(unit)
    Dossier.objects.update(limit_kind="", due_at=None)
    ready = finished(unit, dossier, moment("2026-12-30 09:00"))
    assert (ready.punctuality, ready.is_late(moment("2026-12-30 09:00"))) == ("", False)

    timed = finished(unit, sent(unit), moment("2026-12-30 09:00"))
    given = make.handed_to_tam(timed, unit, moment("2026-12-30 10:00"))
    anew = reopen(dossier=given, ground="Sai năm sinh.", by=unit[Role.HEAD], at=moment("2026-12-30 11:00"))
    assert (timed.punctuality, anew.punctuality) == (LATE, "")
