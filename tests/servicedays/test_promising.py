"""What may be promised: properties of the arithmetic, and one day told in hours."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from motcua.servicedays.promising import NOTHING, Estimate, StepLeft, Why, estimate
from motcua.servicedays.spans import Span, done_after, meet, merged, uncovered
from tests.factories.dossiers import moment

MIDNIGHT = moment("2026-12-01 00:00")
HOUR = dt.timedelta(hours=1)


def at(hour: str) -> dt.datetime:
    return moment(f"2026-12-01 {hour}")


def span(opens: str, closes: str) -> Span:
    return at(opens), at(closes)


DAY = (span("07:30", "11:30"), span("13:30", "17:00"))


def minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def step(role: str, work: int, *, duty: tuple[Span, ...] = DAY, ahead: int = 0, people: int = 1) -> StepLeft:
    return StepLeft(1, role, role, minutes(work), minutes(ahead), people, duty)


minutes_of_day = st.integers(0, 24 * 60 - 1)
moments = minutes_of_day.map(lambda each: MIDNIGHT + dt.timedelta(minutes=each))
spans = st.lists(st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair))), max_size=4)
lengths = st.integers(0, 200).map(lambda each: dt.timedelta(minutes=each))
steps = st.lists(
    st.builds(
        StepLeft,
        number=st.just(1),
        name=st.just(""),
        role=st.just("CASE"),
        work=lengths,
        ahead=lengths,
        people=st.integers(0, 4),
        duty=spans.map(tuple),
    ),
    max_size=4,
)


@given(now=moments, windows=spans, left=steps, queue=lengths, spare=lengths)
def test_a_promise_is_never_before_now_nor_the_longest_step_nor_outside_the_windows(
    now: dt.datetime, windows: list[Span], left: list[StepLeft], queue: dt.timedelta, spare: dt.timedelta
) -> None:
    found = estimate(now=now, windows=windows, steps=left, queue=queue, spare=spare)
    assert (found.at is None) == (found.why is not None)
    if found.at is not None:
        longest = max((each.work for each in left), default=NOTHING)
        assert found.at >= now + max(longest, queue) + spare
        assert found.at >= now + max((each.before for each in left), default=NOTHING) + spare
        assert any(opens <= found.at <= closes for opens, closes in windows)
        assert list(found.ends) == sorted(found.ends)
        assert len(found.ends) == len(found.waits) == len(left)


@given(now=moments, windows=spans, left=steps.filter(bool), queue=lengths, more=lengths, data=st.data())
def test_more_work_in_front_never_makes_it_earlier(
    now: dt.datetime,
    windows: list[Span],
    left: list[StepLeft],
    queue: dt.timedelta,
    more: dt.timedelta,
    data: st.DataObject,
) -> None:
    place = data.draw(st.integers(0, len(left) - 1))
    busier = list(left)
    old = busier[place]
    busier[place] = StepLeft(old.number, old.name, old.role, old.work, old.ahead + more, old.people, old.duty)
    before = estimate(now=now, windows=windows, steps=left, queue=queue).at
    for after in (
        estimate(now=now, windows=windows, steps=busier, queue=queue).at,
        estimate(now=now, windows=windows, steps=left, queue=queue + more).at,
    ):
        if after is not None:
            assert before is not None
            assert after >= before


@given(now=moments, windows=spans, left=steps, law=moments, spare=lengths)
def test_the_promise_tightens_the_laws_clock_and_never_loosens_it(
    now: dt.datetime, windows: list[Span], left: list[StepLeft], law: dt.datetime, spare: dt.timedelta
) -> None:
    found = estimate(now=now, windows=windows, steps=left, spare=spare, law=law)
    assert found.at is None or found.at <= law


@given(windows=spans, covers=spans)
def test_what_is_covered_and_what_is_not_make_up_the_windows(windows: list[Span], covers: list[Span]) -> None:
    inside, outside = meet(windows, covers), uncovered(windows, covers)
    assert merged([*inside, *outside]) == merged(windows)
    assert meet(inside, outside) == ()
    assert meet(outside, covers) == ()


@given(windows=spans, start=moments, one=lengths, other=lengths)
def test_work_done_in_two_parts_takes_as_long_as_in_one(
    windows: list[Span], start: dt.datetime, one: dt.timedelta, other: dt.timedelta
) -> None:
    whole = done_after(windows, start, one + other)
    first = done_after(windows, start, one)
    assert whole == (None if first is None else done_after(windows, first, other))


def test_three_steps_and_the_people_in_front_end_before_noon() -> None:
    steps_left = [step("CASE", 20, ahead=30, people=2), step("APPROVER", 10), step("RECORDS", 7)]
    found = estimate(now=at("09:30"), windows=DAY, steps=steps_left, queue=minutes(10))
    assert found.ends == (at("10:15"), at("10:25"), at("10:32"))
    assert found.at == at("10:35")


def test_what_was_promised_before_is_done_while_this_one_is_still_elsewhere() -> None:
    handling, signing = step("CASE", 20, ahead=40, people=2), step("APPROVER", 5, ahead=30)
    found = estimate(now=at("09:00"), windows=DAY, steps=[handling, signing])
    assert (found.ends, found.waits) == ((at("09:40"), at("09:45")), (minutes(20), NOTHING))
    busy = step("APPROVER", 5, ahead=60)
    found = estimate(now=at("09:00"), windows=DAY, steps=[handling, busy])
    assert (found.ends, found.waits) == ((at("09:40"), at("10:05")), (minutes(20), minutes(20)))


def test_time_to_spare_is_told_with_the_promise_and_takes_no_step() -> None:
    found = estimate(now=at("09:00"), windows=DAY, steps=[step("CASE", 20)], spare=minutes(13))
    assert (found.at, found.ends) == (at("09:35"), (at("09:20"),))
    over_noon = estimate(now=at("11:00"), windows=DAY, steps=[step("CASE", 20)], spare=minutes(13))
    assert over_noon.at == at("13:35"), "three minutes of it pass after noon, and it is said in fives"


def test_what_could_end_after_closing_is_not_promised_and_by_law_it_is_promised_no_later() -> None:
    handling = step("CASE", 20)
    late = estimate(now=at("16:30"), windows=DAY, steps=[handling], spare=minutes(13))
    assert late == Estimate(None, Why.CLOSES, handling, (at("16:50"),), (NOTHING,))
    by_law = estimate(now=at("09:00"), windows=DAY, steps=[handling], spare=minutes(13), law=at("09:25"))
    assert by_law.at == at("09:25")


def test_noon_is_waited_for_and_the_signers_own_hours_too() -> None:
    signer = (span("14:00", "15:00"),)
    found = estimate(now=at("11:10"), windows=DAY, steps=[step("CASE", 30), step("APPROVER", 5, duty=signer)])
    assert found.ends == (at("13:40"), at("14:05"))


def test_nobody_to_sign_is_said_with_the_step() -> None:
    signing = step("APPROVER", 5, duty=(span("08:00", "09:00"),))
    found = estimate(now=at("09:00"), windows=DAY, steps=[step("CASE", 10), signing])
    assert found == Estimate(None, Why.NOBODY, signing, (at("09:10"),), (NOTHING,))


def test_what_would_end_after_closing_is_not_promised() -> None:
    slow = step("CASE", 61)
    assert estimate(now=at("16:00"), windows=DAY, steps=[slow]) == Estimate(None, Why.CLOSES, slow)
    assert estimate(now=at("17:01"), windows=DAY, steps=[]).why is Why.CLOSES


def test_the_end_of_the_day_is_not_rounded_away() -> None:
    assert estimate(now=at("16:00"), windows=DAY, steps=[step("CASE", 60)]).at == at("17:00")
    odd = (span("07:30", "11:32"),)
    assert estimate(now=at("11:00"), windows=odd, steps=[step("CASE", 31, duty=odd)]).at == at("11:31")


def test_the_laws_clock_that_ends_sooner_stands() -> None:
    assert estimate(now=at("09:00"), windows=DAY, steps=[step("CASE", 60)], law=at("09:30")).why is Why.LAW_FIRST
    assert estimate(now=at("09:00"), windows=DAY, steps=[step("CASE", 28)], law=at("09:29")).at == at("09:28")
