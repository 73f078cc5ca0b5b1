"""Load and check the catalogue of procedures."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from motcua.forms.seed import load_forms
from motcua.lib import clock
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.shipped import (
    DATA,
    CatalogueError,
    definition_files,
    problems,
    read_definition,
    repealed_codes,
)

app = typer.Typer(no_args_is_help=True, help="Danh mục thủ tục: nạp, kiểm tra.")
console = Console(stderr=True)
Folder = Annotated[
    Path,
    typer.Argument(
        help="Thư mục tệp YAML, mỗi thủ tục một tệp; bỏ trống: danh mục đi kèm phần mềm.", exists=True, file_okay=False
    ),
]


def _files(folder: Path) -> list[Path]:
    files = definition_files(folder)
    if not files:
        raise CatalogueError(f"Thư mục {folder} không có tệp thủ tục nào (tên tệp như 1.001193.yaml).")
    return files


def load_folder(folder: Path = DATA) -> Counter[str]:
    """Load a folder with progress; nothing is written while any file is wrong."""
    counts: Counter[str] = Counter()

    files = track(_files(folder), "Đọc và kiểm tra", console=console, transient=True, disable=not console.is_terminal)
    definitions = [read_definition(path) for path in files]
    today = clock.now().date()
    for definition in track(
        definitions, "Nạp danh mục", console=console, transient=True, disable=not console.is_terminal
    ):
        counts[load_definition(definition, on=today)] += 1
    for repealed in repealed_codes(folder):
        counts["repealed"] += load_repealed(repealed, on=today)
    counts["forms"] = load_forms(on=today)
    return counts


@app.command()
def load(folder: Folder = DATA) -> None:
    """Nạp danh mục vào cơ sở dữ liệu; nạp lại không làm đổi gì, thủ tục nào đổi thì thêm một bản mới."""
    try:
        counts = load_folder(folder)
    except CatalogueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"Thủ tục mới: {counts['new']}, có bản mới: {counts['changed']}, không đổi: {counts['same']}, "
        f"mã bãi bỏ mới: {counts['repealed']}, biểu mẫu mới: {counts['forms']}."
        + (f" Chờ công bố vì đơn vị đã sửa: {counts['offered']}." if counts["offered"] else "")
    )


@app.command()
def check(folder: Folder = DATA) -> None:
    """Kiểm tra các tệp danh mục mà không nạp; in mọi chỗ sai."""
    try:
        files = _files(folder)
    except CatalogueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    wrong = [
        sentence
        for path in track(files, "Kiểm tra", console=console, transient=True, disable=not console.is_terminal)
        for sentence in problems(path)
    ]
    for sentence in wrong:
        typer.echo(sentence, err=True)
    if wrong:
        raise typer.Exit(1)
    typer.echo(f"{len(files)} thủ tục, không có gì sai.")
