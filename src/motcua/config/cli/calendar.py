"""Load the working calendars that come with the project."""

import typer

from motcua.worktime.seed import load_calendars

app = typer.Typer(no_args_is_help=True, help="Lịch làm việc: nạp.")


@app.callback()
def calendar() -> None:
    """Lịch làm việc: nạp."""


@app.command()
def load() -> None:
    """Nạp lịch làm việc và ngày nghỉ đi kèm phần mềm (2022 đến 2027); nạp lại không đè lên điều đơn vị đã sửa."""
    typer.echo(f"Đã thêm {load_calendars()} dòng lịch.")
