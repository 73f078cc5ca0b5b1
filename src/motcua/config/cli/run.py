"""Run the office: web server and worker, together or apart."""

import os
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType
from typing import Annotated

import typer
from django.core.management import call_command, execute_from_command_line
from granian.constants import Interfaces
from granian.server import Server
from rich.console import Console

from motcua.config import soundness
from motcua.config.subscriptions import DAILY
from motcua.jobs.worker import work

console = Console(stderr=True)
# Of each web process: one that answers, and others that wait for registers meanwhile (lib.turns).
_THREADS = 6


def _refuse_what_is_unsafe() -> None:
    faults = [finding.sentence for finding in soundness.unsafe_settings()]
    for sentence in faults:
        console.print(f"[bold red]✗[/] {sentence}")
    if faults:
        raise typer.Exit(1)


def _refuse_a_taken_port(host: str, port: int) -> None:
    """Refuse a port that another program listens on: the server would share it, and each get half of the requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            console.print(f"[bold red]✗[/] Không mở được {host}:{port} ({error.strerror}): chọn cổng khác bằng --port.")
            raise typer.Exit(1) from None


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8000,
    workers: Annotated[int, typer.Option(help="Số tiến trình web; một cho mỗi nhân bộ xử lý là vừa.")] = 2,
    jobs: Annotated[bool, typer.Option("--jobs/--no-jobs", help="Chạy luôn việc nền trong cùng lệnh này.")] = True,
) -> None:
    """Chạy máy chủ web và việc nền cùng lúc (Ctrl+C để dừng).

    Ví dụ: motcua serve --host 0.0.0.0 --port 8000 --workers 4
    """
    _refuse_what_is_unsafe()
    _refuse_a_taken_port(host, port)
    call_command("collectstatic", "--noinput", verbosity=0)
    # A process of its own: the web workers are forked, and a thread that is importing at that moment would leave its
    # import lock held in them for ever.
    beside = subprocess.Popen([sys.executable, "-m", "motcua", "worker", "--with-parent"]) if jobs else None
    server = Server(
        "motcua.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        log_enabled=False,
    )
    console.print(f"[green]→[/] http://{host}:{port} (Ctrl+C để dừng)", highlight=False)
    try:
        server.serve()
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait()


def _end_with_parent(stop: threading.Event) -> None:
    """Stop when the process that started this one is gone, even if it was killed."""
    parent = os.getppid()
    while not stop.wait(1):
        if os.getppid() != parent:
            stop.set()


def worker(
    drain: Annotated[bool, typer.Option(help="Làm hết việc đang đợi rồi thoát.")] = False,
    with_parent: Annotated[bool, typer.Option(help="Dừng khi tiến trình mẹ dừng.")] = False,
) -> None:
    """Chạy việc nền: in, gửi, niêm phong sổ sự kiện. Nhiều máy cùng chạy được.

    Ví dụ: motcua worker --drain
    """
    _refuse_what_is_unsafe()
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if with_parent:
        threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    done = work(stop=stop, daily=DAILY, drain=drain)
    if not with_parent:
        console.print(f"Đã làm {done} việc.")


def django(context: typer.Context) -> None:
    """Chuyển thẳng cho lệnh quản trị của Django (migrate, createcachetable …)."""
    execute_from_command_line(["motcua django", *context.args])
