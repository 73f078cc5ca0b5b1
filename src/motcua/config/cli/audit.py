"""Check that the record of what happened is whole."""

from collections.abc import Iterator
from itertools import groupby

import typer
from rich.console import Console
from rich.progress import track

from motcua.events.chain import Break, Link, first_break
from motcua.events.models import Event
from motcua.events.sealing import broken_seal

app = typer.Typer(no_args_is_help=True, help="Sổ sự kiện: kiểm tra chuỗi của mọi hồ sơ.")
console = Console(stderr=True)


@app.callback()
def audit() -> None:
    """Sổ sự kiện: kiểm tra chuỗi của mọi hồ sơ."""


def _links(events: Iterator[Event]) -> Iterator[tuple[Link, str]]:
    for event in events:
        link = Link(
            event.stream,
            event.seq,
            event.name,
            event.post_id,
            event.actor,
            event.at,
            event.details,
            event.previous_hash,
        )
        yield link, event.hash


def _first_broken() -> tuple[Break | None, int]:
    """Return the first broken link over all chains in order, and how many chains were looked at."""
    events = Event.objects.order_by("stream", "seq")
    shown = track(
        events.iterator(chunk_size=2000), "Kiểm tra chuỗi", total=events.count(), console=console, transient=True
    )
    chains = 0
    for _stream, group in groupby(shown, key=lambda event: event.stream):
        chains += 1
        broken = first_break(_links(iter(group)))
        if broken is not None:
            return broken, chains
    return None, chains


@app.command()
def verify() -> None:
    """Kiểm tra chuỗi sự kiện của mọi hồ sơ và các niêm phong ngày; nêu mắt xích hỏng đầu tiên, thoát 1."""
    broken, chains = _first_broken()
    if broken is not None:
        name = broken.stream.removeprefix("dossier:")
        typer.echo(f"Hỏng ở {name}, sự kiện số {broken.seq}: {broken.reason}.", err=True)
        raise typer.Exit(1)
    seal = broken_seal()
    if seal is not None:
        typer.echo(f"Niêm phong ngày {seal.day:%d/%m/%Y} không còn khớp với sự kiện của ngày đó.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{chains} chuỗi đều nguyên vẹn.")
