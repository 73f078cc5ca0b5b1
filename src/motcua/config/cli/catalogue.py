"""Load and check the catalogue of procedures."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from motcua.lib import clock
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.shipped import DATA, CatalogueError, definition_files, read_definition, repealed_codes

app = typer.Typer(no_args_is_help=True, help="Danh mục thủ tục: nạp, kiểm tra.")
console = Console(stderr=True)
Folder = Annotated[Path, typer.Argument(help="Thư mục tệp YAML; bỏ trống: danh mục đi kèm phần mềm.")]


def load_folder(folder: Path = DATA) -> Counter[str]:
    """Load a folder with progress; nothing is written for a file that is wrong."""
    counts: Counter[str] = Counter()
    definitions = [read_definition(path) for path in definition_files(folder)]
    today = clock.now().date()
    for definition in track(definitions, "Nạp danh mục", console=console, transient=True):
        counts[load_definition(definition, on=today)] += 1
    for repealed in repealed_codes(folder):
        counts["repealed"] += load_repealed(repealed)
    return counts


@app.command()
def load(folder: Folder = DATA) -> None:
    """Nạp danh mục vào cơ sở dữ liệu; nạp lại không làm đổi gì."""
    try:
        counts = load_folder(folder)
    except CatalogueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"Thủ tục mới: {counts['new']}, có bản mới: {counts['changed']}, không đổi: {counts['same']}, "
        f"mã bãi bỏ mới: {counts['repealed']}."
    )


@app.command()
def check(folder: Folder = DATA) -> None:
    """Kiểm tra các tệp danh mục mà không nạp; in mọi chỗ sai."""
    wrong = 0
    files = definition_files(folder)
    for path in files:
        try:
            read_definition(path)
        except CatalogueError as error:
            typer.echo(str(error), err=True)
            wrong += 1
    if wrong:
        raise typer.Exit(1)
    typer.echo(f"{len(files)} tệp đều đúng.")
