"""A whole day of a district played again: what the software does when everybody comes."""

import datetime as dt
from collections.abc import Iterator
from time import perf_counter
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from motcua.config.env import ConfigurationError
from motcua.config.replays import checks, database, service_day
from motcua.config.replays.numbers import numbers
from motcua.config.replays.service_day import Played
from motcua.reports.service_day.achieved import Achieved, Which, achieved
from motcua.reports.service_day.failures import failures
from motcua.reports.service_day.figures import length, percent, sections

app = typer.Typer(no_args_is_help=True, help="Chạy lại một ngày: người dân và cán bộ giả, phần mềm thật.")
console = Console(stderr=True)
_MOST = 22


@app.callback()
def replay() -> None:
    """Chạy lại một ngày: người dân và cán bộ giả, phần mềm thật."""


@app.command("service-day")
def service_day_(
    date: Annotated[str, typer.Option(help="Ngày chạy lại, trong các năm 2022 đến 2024.")] = "2023-03-14",
    seed: Annotated[int, typer.Option(help="Số gieo: cùng số thì cùng kết quả.")] = 7,
    communes: Annotated[int, typer.Option(help="Bao nhiêu xã cùng huyện.", min=0, max=_MOST)] = _MOST,
    until: Annotated[str, typer.Option(help="Chỉ nhận người đến trước giờ này, thí dụ 09:00: để thử nhanh.")] = "",
    to: Annotated[str, typer.Option("--database", help="Chạy vào cơ sở dữ liệu trống này thay vì tệp tạm.")] = "",
) -> None:
    """Chạy lại ngày thứ Ba không viết, không giấy hẹn của huyện Gia Lâm và 22 xã, rồi in trang kết quả của ngày.

    Ví dụ: motcua replay service-day --date 2023-03-14 --seed 7
    """
    day, last = _day(date), _time(until)
    began = perf_counter()
    try:
        with database.elsewhere(to), console.status("Dựng huyện, rồi chạy ngày …"):
            played = service_day.play(day=day, seed=seed, communes=communes, until=last)
            found = checks.faults(day)
            _tell(played, seed=seed, whole=perf_counter() - began)
    except ConfigurationError as error:
        raise _refuse(str(error)) from None
    except database.NotEmptyError:
        raise _refuse("Cơ sở dữ liệu này đã có dữ liệu: chạy lại chỉ ghi vào một cơ sở dữ liệu trống.") from None
    for sentence in found:
        console.print(f"[bold red]✗[/] {sentence}")
    if found:
        raise typer.Exit(1)


def _day(text: str) -> dt.date:
    known = numbers()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise _refuse(f"Không đọc được ngày «{text}»: viết như 2023-03-14.") from None
    if not known.first_day < day <= known.last_day:
        said = f"{known.first_day + dt.timedelta(days=1):%d/%m/%Y} đến {known.last_day:%d/%m/%Y}"
        raise _refuse(f"Huyện Gia Lâm với 22 xã chỉ chạy lại được từ {said}.")
    return day


def _time(text: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(text) if text else None
    except ValueError:
        raise _refuse(f"Không đọc được giờ «{text}»: viết như 09:00.") from None


def _refuse(sentence: str) -> typer.Exit:
    console.print(f"[bold red]✗[/] {sentence}", highlight=False)
    return typer.Exit(1)


def _tell(played: Played, *, seed: int, whole: float) -> None:
    day = played.world.day
    shops = [place.shop for place in played.world.places]
    at = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=played.windows[0][0].tzinfo)
    whole_day = achieved(shops, first=day, at=at)
    out = Console()
    title = f"{played.world.programme.name}, {day:%d/%m/%Y}: huyện và {len(shops) - 1} xã, số gieo {seed}"
    out.print(f"[bold]{title}[/]", soft_wrap=True)
    out.print(_numbers(whole_day))
    out.print(_places(played, day, at))
    out.print(_failed(whole_day))
    hours = f"{played.hours:.1f}".replace(".", ",")
    out.print(
        f"{hours} giờ của ngày, {played.acts} việc, chạy trong {played.seconds:.0f} giây "
        f"(bộ xử lý {played.processor:.0f} giây): "
        f"nhanh hơn ngày thật [bold]{played.times_faster:.0f}[/] lần (kể cả dựng huyện và kiểm tra: {whole:.0f} giây, "
        f"{played.hours * 3600 / whole:.0f} lần).",
        soft_wrap=True,
    )


def _numbers(day: Achieved) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", style="bold", no_wrap=True)
    table.add_column(style="dim")
    for section in sections(day):
        table.add_row(f"[bold]{section.title}[/]")
        for figure in section.figures:
            table.add_row(f"  {figure.label}", figure.value, figure.beside)
    return table


def _places(played: Played, day: dt.date, at: dt.datetime) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Nơi", no_wrap=True)
    for name in ("Tiếp nhận", "Trả trong ngày", "Trung vị", "Giữ hẹn", "Đợi gọi"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in _place_rows(played, day, at):
        table.add_row(*row)
    return table


def _place_rows(played: Played, day: dt.date, at: dt.datetime) -> Iterator[tuple[str, ...]]:
    for place in played.world.places:
        here = achieved([place.shop], first=day, at=at)
        kept, broken = here.count(Which.KEPT), here.count(Which.BROKEN)
        yield (
            place.authority.short_name,
            str(here.count(Which.TAKEN_IN)),
            str(here.count(Which.SAME_DAY)),
            length(here.took.median),
            percent(kept, kept + broken) or "–",
            length(here.waited.median),
        )


def _failed(day: Achieved) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Việc chưa được", no_wrap=True)
    table.add_column("Vì sao")
    table.add_column("Số", justify="right")
    for failure in failures(day):
        table.add_row(failure.kind, failure.why, str(failure.count))
    return table
