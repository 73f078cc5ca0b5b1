"""Moments, clocks and promises as they are said on screen."""

import datetime as dt

import pytest

from motcua.web import words
from tests.factories.dossiers import moment

NOW = moment("2026-11-25 09:10")


@pytest.mark.parametrize(
    ("due", "done", "label", "tone"),
    [
        (None, False, "chưa tính hạn", ""),
        ("2026-11-25 09:45", True, "xong", "done"),
        ("2026-11-25 09:45", False, "còn 35 phút", ""),
        ("2026-11-25 09:40", False, "còn 30 phút", "soon"),
        ("2026-11-25 09:10", False, "còn chưa đến một phút", "soon"),
        ("2026-11-25 07:05", False, "trễ 2 giờ 5 phút", "late"),
        ("2026-11-22 07:05", False, "trễ 3 ngày 2 giờ", "late"),
    ],
)
def test_a_clock_says_what_is_left(due: str | None, done: bool, label: str, tone: str) -> None:
    mark = words.clock_mark(moment(due) if due else None, NOW, done=done)
    assert (mark.label, mark.tone) == (label, tone)


@pytest.mark.parametrize(
    ("promised", "in_visit", "slip", "said"),
    [
        (None, False, True, "Trả theo đợt, không có hạn riêng"),
        ("2026-11-25 10:40", True, False, "Trả trong buổi này, khoảng 10:40"),
        ("2026-11-25 14:10", True, False, "Trả trong hôm nay, khoảng 14:10"),
        ("2026-11-25 17:00", True, True, "Trả trong ngày, trước 17:00"),
        ("2026-11-26 17:00", True, True, "Trả trong ngày, trước 17:00 thứ Năm 26/11"),
        ("2026-11-30 08:30", False, True, "Hẹn 08:30 thứ Hai 30/11"),
        ("2027-01-04 08:30", False, True, "Hẹn 08:30 thứ Hai 04/01/2027"),
    ],
)
def test_a_promise_is_said_as_one_says_it(promised: str | None, in_visit: bool, slip: bool, said: str) -> None:
    at = moment(promised) if promised else None
    assert words.promise(at, in_visit=in_visit, slip_owed=slip, now=NOW) == said


def test_a_source_nobody_described_is_named_as_it_is() -> None:
    assert (words.source_mark("thiên thư").label, words.source_mark("card").label) == ("thiên thư", "từ thẻ căn cước")


def test_a_length_is_said_in_its_two_largest_units() -> None:
    assert words.span(dt.timedelta(days=2, hours=3, minutes=4)) == "2 ngày 3 giờ"
    assert words.span(dt.timedelta(seconds=59)) == "chưa đến một phút"
    assert words.span(dt.timedelta(seconds=-59)) == "chưa đến một phút"
