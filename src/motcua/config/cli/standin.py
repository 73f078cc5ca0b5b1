"""The national registers in small, on this machine."""

from typing import Annotated

import typer
from django.conf import settings
from rich.console import Console

from motcua.exchange.standin.server import KINDS, Server, Trouble
from motcua.forms.registers import CIVIL_REGISTRY, HEALTH, POPULATION

console = Console(stderr=True)
_REGISTERS = (POPULATION, CIVIL_REGISTRY, HEALTH)


def standin(
    port: Annotated[int, typer.Option(help="Cổng.")] = 8010,
    trouble: Annotated[
        list[str] | None,
        typer.Option(help="Làm một cơ sở dữ liệu hỏng: TÊN:slow:GIÂY, TÊN:down, TÊN:wrong, TÊN:forged."),
    ] = None,
) -> None:
    """Chạy các cơ sở dữ liệu quốc gia thu nhỏ (dân cư, hộ tịch, y tế) với người không có thật."""
    if not settings.MOTCUA_DEMO:
        console.print("[red]✗[/] Chỉ chạy cùng dữ liệu mẫu: MOTCUA_DEMO=1.")
        raise typer.Exit(1)
    server = Server(port, settings.MOTCUA_REGISTER_KEY)
    for said in trouble or []:
        register, kind, seconds = (*said.split(":"), "", "")[:3]
        if register not in _REGISTERS or kind not in KINDS or (seconds and not seconds.isdecimal()):
            console.print(f"[red]✗[/] Không hiểu «{said}». Tên: {', '.join(_REGISTERS)}; cách: {', '.join(KINDS)}.")
            raise typer.Exit(2)
        server.standin.trouble[register] = Trouble(kind, float(seconds or 0))
    console.print(f"Cơ sở dữ liệu thu nhỏ ở {server.url}: {', '.join(_REGISTERS)} (Ctrl+C để dừng).")
    server.serve_forever()
