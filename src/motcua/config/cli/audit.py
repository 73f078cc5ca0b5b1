"""Check that the record of what happened is whole."""

from contextlib import closing

import typer
from rich.console import Console
from rich.progress import track

from motcua.events.models import Event
from motcua.events.sealing import broken_seal
from motcua.events.verifying import first_broken, in_order

app = typer.Typer(no_args_is_help=True, help="Sổ sự kiện: kiểm tra chuỗi của mọi hồ sơ.")
console = Console(stderr=True)


@app.callback()
def audit() -> None:
    """Sổ sự kiện: kiểm tra chuỗi của mọi hồ sơ."""


@app.command()
def verify() -> None:
    """Kiểm tra chuỗi sự kiện của mọi hồ sơ và các niêm phong ngày; nêu mắt xích hỏng đầu tiên, thoát 1."""
    with closing(in_order()) as events:
        total = Event.objects.count()
        broken, chains = first_broken(track(events, "Kiểm tra chuỗi", total=total, console=console, transient=True))
    if broken is not None:
        name = broken.stream.removeprefix("dossier:")
        typer.echo(f"Hỏng ở {name}, sự kiện số {broken.seq}: {broken.reason}.", err=True)
        raise typer.Exit(1)
    seal = broken_seal()
    if seal is not None:
        typer.echo(f"Niêm phong ngày {seal.day:%d/%m/%Y} không còn khớp với sự kiện của ngày đó.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{chains} chuỗi đều nguyên vẹn.")
