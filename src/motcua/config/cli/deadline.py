"""Compute and explain a due time; needs no database."""

import datetime as dt
import json
from typing import Annotated

import typer

from motcua.lib.clock import TZ
from motcua.worktime.deadlines import CalendarEnds, Limit, LimitKind, WorkingCalendar
from motcua.worktime.explanation import Explanation, explain, moment_in_words, weekday_name
from motcua.worktime.shipped import parse_spans, shipped_calendar


def _refuse(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise _refuse(f"Không đọc được thời điểm «{text}»: viết như 2026-02-13T14:10.") from None
    return moment.replace(tzinfo=TZ) if moment.tzinfo is None else moment


def _limit(days: int | None, hours: int | None, calendar_days: int | None, same_day: bool) -> Limit:
    values = {
        LimitKind.WORKING_DAYS: days,
        LimitKind.WORKING_HOURS: hours,
        LimitKind.CALENDAR_DAYS: calendar_days,
        LimitKind.SAME_DAY: 1 if same_day else None,
    }
    given = [(kind, value) for kind, value in values.items() if value is not None]
    if len(given) != 1:
        raise _refuse("Chọn đúng một thời hạn: --working-days, --working-hours, --calendar-days hoặc --same-day.")
    kind, value = given[0]
    if value < 1:
        raise _refuse(f"Thời hạn phải từ 1 trở lên, không phải {value}.")
    return Limit(kind, value)


def _calendar(hours: str) -> WorkingCalendar:
    try:
        spans = parse_spans(hours.split(",")) if hours else None
    except ValueError as error:
        raise _refuse(f"Không đọc được giờ làm việc «{error}»: viết như 08:00-12:00,13:00-17:00.") from None
    return shipped_calendar(dict.fromkeys(range(5), spans) if spans else None)


def _as_json(told: Explanation) -> str:
    return json.dumps(
        {
            "received_at": told.received_at.isoformat(),
            "counted_from": told.counted_from.isoformat(),
            "due_at": told.due_at.isoformat(),
            "limit": told.limit,
            "start": told.start,
            "days": [{"date": day.date.isoformat(), "counted": day.counted, "reason": day.reason} for day in told.days],
        },
        ensure_ascii=False,
    )


def _print(told: Explanation) -> None:
    typer.echo(told.due_at.isoformat())
    typer.echo(f"Hạn trả: {moment_in_words(told.due_at)}. Thời hạn: {told.limit}.")
    typer.echo(told.start)
    for day in told.days:
        mark = "✓" if day.counted else "–"
        typer.echo(f"  {mark} {weekday_name(day.date)} {day.date:%d/%m/%Y}: {day.reason}")


def deadline(
    received: Annotated[str, typer.Option("--from", help="Thời điểm nhận, ví dụ 2026-02-13T14:10 (giờ Việt Nam).")],
    working_days: Annotated[int | None, typer.Option(help="Số ngày làm việc.")] = None,
    working_hours: Annotated[int | None, typer.Option(help="Số giờ làm việc.")] = None,
    calendar_days: Annotated[int | None, typer.Option(help="Số ngày theo lịch.")] = None,
    *,
    same_day: Annotated[bool, typer.Option("--same-day", help="Trả trong ngày (mốc 15 giờ).")] = False,
    hours: Annotated[str, typer.Option(help="Giờ làm việc, ví dụ 08:00-12:00,13:00-17:00.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Tính hạn trả và giải thích: ngày nào được tính, ngày nào không và vì sao.

    Ví dụ: motcua deadline --from 2026-02-13T14:10 --working-days 3
    """
    limit = _limit(working_days, working_hours, calendar_days, same_day)
    calendar = _calendar(hours)
    try:
        told = explain(calendar, _moment(received), limit)
    except CalendarEnds as ends:
        raise _refuse(
            f"Lịch làm việc chỉ có từ {ends.first:%d/%m/%Y} đến {ends.last:%d/%m/%Y}, không tính được ngoài khoảng đó."
        ) from None
    if as_json:
        typer.echo(_as_json(told))
    else:
        _print(told)
