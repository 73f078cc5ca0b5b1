"""What comes at fifteen o'clock or later to a linked procedure counts from the next working day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from motcua.worktime.deadlines import Limit, LimitKind, counted_from, due_at
from motcua.worktime.explanation import explain
from tests.worktime.test_deadlines import CALENDAR, at

LINKED = Limit(LimitKind.WORKING_DAYS, 3, dt.time(15))


def test_before_the_cutoff_nothing_is_different() -> None:
    received = at("2026-11-25 14:59")

    assert due_at(CALENDAR, received, LINKED) == due_at(CALENDAR, received, Limit(LimitKind.WORKING_DAYS, 3))
    assert counted_from(CALENDAR, received, LINKED) == received


def test_at_the_cutoff_it_counts_from_the_next_opening_over_a_weekend_too() -> None:
    assert counted_from(CALENDAR, at("2026-11-25 15:00"), LINKED) == at("2026-11-26 08:00")
    assert due_at(CALENDAR, at("2026-11-25 15:00"), LINKED) == at("2026-12-01 08:00")
    assert counted_from(CALENDAR, at("2026-11-27 16:10"), LINKED) == at("2026-11-30 08:00")


def test_what_comes_after_hours_is_not_moved_twice() -> None:
    assert counted_from(CALENDAR, at("2026-11-25 17:30"), LINKED) == at("2026-11-26 08:00")
    assert counted_from(CALENDAR, at("2026-11-28 15:30"), LINKED) == at("2026-11-30 08:00")


def test_the_explanation_says_from_when_and_why() -> None:
    told = explain(CALENDAR, at("2026-11-25 15:20"), LINKED)

    assert told.due_at == due_at(CALENDAR, at("2026-11-25 15:20"), LINKED)
    assert told.start == ("Nhận lúc 15:20 thứ Tư 25/11/2026 (từ 15 giờ trở đi): tính từ 08:00 thứ Năm 26/11/2026.")


@given(st.integers(0, 60 * 24 * 30), st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.WORKING_HOURS]))
def test_a_later_receipt_is_never_due_earlier(minutes: int, kind: LimitKind) -> None:
    limit, begin = Limit(kind, 4, dt.time(15)), at("2026-11-02 07:00")
    earlier, later = begin + dt.timedelta(minutes=minutes), begin + dt.timedelta(minutes=minutes + 30)

    assert due_at(CALENDAR, earlier, limit) <= due_at(CALENDAR, later, limit)
