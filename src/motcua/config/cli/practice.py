"""Practice dossiers: sweep them away."""

import typer

from motcua.dossiers.commands.sweeping import sweep_practice
from motcua.lib.clock import now

app = typer.Typer(no_args_is_help=True, help="Hồ sơ thực hành: dọn.")


@app.callback()
def practice() -> None:
    """Hồ sơ thực hành: dọn."""


@app.command()
def sweep() -> None:
    """Xóa mọi hồ sơ thực hành cho đến lúc này; hồ sơ thật không bị đụng đến. Mỗi đêm việc này tự chạy."""
    typer.echo(f"Đã dọn {sweep_practice(before=now())} hồ sơ thực hành.")
