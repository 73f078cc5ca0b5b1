"""Why this date: what was counted and why the rest was not; the same on the command line."""

import datetime as dt
import json

import pytest
from hypothesis import given
from typer.testing import CliRunner

from motcua.config.cli import app
from motcua.worktime.deadlines import Limit, LimitKind, due_at
from motcua.worktime.explanation import explain
from tests.worktime.test_deadlines import CALENDAR, LIMITS, RECEIPTS, at, days


def test_tet_is_told_day_by_day() -> None:
    told = explain(CALENDAR, at("2026-02-13 14:10"), days(3))
    assert told.due_at == at("2026-02-25 14:10")
    assert told.start == "Nhận lúc 14:10 thứ Sáu 13/02/2026, trong giờ làm việc: tính từ lúc nhận."
    assert [note.date for note in told.days if note.counted] == [dt.date(2026, 2, day) for day in (23, 24, 25)]
    assert [note.date.day for note in told.days] == list(range(13, 26))
    assert told.days[0].reason == "ngày nhận, không tính"
    assert all("Tết Nguyên đán" in note.reason for note in told.days if 16 <= note.date.day <= 20)


def test_a_receipt_after_hours_says_from_when_it_counts() -> None:
    told = explain(CALENDAR, at("2026-03-06 18:30"), days(1))
    assert told.start == "Nhận lúc 18:30 thứ Sáu 06/03/2026 (sau giờ làm việc): tính từ 08:00 thứ Hai 09/03/2026."


@given(RECEIPTS, LIMITS)
def test_the_explanation_counts_as_many_days_as_the_limit_has(received: dt.datetime, limit: Limit) -> None:
    told = explain(CALENDAR, received, limit)
    assert told.due_at == due_at(CALENDAR, received, limit)
    dates = [note.date for note in told.days]
    assert dates == sorted(set(dates))
    if limit.kind is LimitKind.WORKING_DAYS:
        counted = [note for note in told.days if note.counted]
        # A clock time that is not worked on the last day moves forward; that day is told as well.
        assert len(counted) in {limit.value, limit.value + 1}


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["deadline", *words])
    return result.exit_code, result.stdout, result.stderr


def test_command_prints_the_due_time_first_and_then_the_days() -> None:
    code, out, _err = run("--from", "2026-02-13T14:10", "--working-days", "3")
    first, *rest = out.splitlines()
    assert (code, first) == (0, "2026-02-25T14:10:00+07:00")
    assert any("Tết Nguyên đán" in line for line in rest)


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (("--working-hours", "8"), "2026-02-23T14:10:00+07:00"),
        (("--calendar-days", "4"), "2026-02-23T14:10:00+07:00"),
        (("--same-day",), "2026-02-13T17:00:00+07:00"),
        (("--working-days", "1", "--hours", "08:00-12:00"), "2026-02-24T08:00:00+07:00"),
    ],
)
def test_command_knows_every_kind_of_limit(limit: tuple[str, ...], due: str) -> None:
    code, out, _err = run("--from", "2026-02-13T14:10", *limit)
    assert (code, out.splitlines()[0]) == (0, due)


def test_command_answers_in_json() -> None:
    code, out, _err = run("--from", "2026-02-13T14:10", "--working-days", "3", "--json")
    said = json.loads(out)
    assert (code, said["due_at"]) == (0, "2026-02-25T14:10:00+07:00")


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-02-30T14:10", "--working-days", "3"),
        ("--from", "2026-02-13T14:10"),
        ("--from", "2026-02-13T14:10", "--working-days", "3", "--same-day"),
        ("--from", "2026-02-13T14:10", "--working-days", "0"),
        ("--from", "2035-02-13T14:10", "--working-days", "3"),
        ("--from", "2026-02-13T14:10", "--working-days", "3", "--hours", "nonsense"),
    ],
)
def test_command_says_in_one_sentence_what_is_wrong(words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert code != 0
    assert out == ""
    assert "Traceback" not in err
    assert err.strip()
