"""The demonstration: a commune with its neighbours, officers, procedures, people and dossiers who do not exist."""

from collections.abc import Callable
from typing import Annotated

import typer
from django.conf import settings
from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

from motcua.accounts import demo as officers
from motcua.accounts.models import Role
from motcua.agencies.seed import load_agencies
from motcua.config.cli import catalogue
from motcua.config.demo.dossiers import how_many, load_dossiers
from motcua.config.demo.filled_day import load_filled_day
from motcua.config.demo.outreach import load_outreach
from motcua.config.demo.queues import load_queues
from motcua.lib import clock
from motcua.people import demo as people
from motcua.servicedays.seed import load_service_days
from motcua.worktime.seed import load_calendars

app = typer.Typer(no_args_is_help=True, help="Thế giới mẫu để dùng thử; không ai trong đó có thật.")
console = Console(stderr=True)

# Who to log in as, and what to try first with each.
FIRST = (
    ("lan", "dán một thẻ mẫu, gõ «sao y», Enter"),
    ("minh", "Hộp việc: nhận hồ sơ, soạn dự thảo, trình ký"),
    ("ha", "Chờ ký: xem dự thảo, ký hoặc trả lại kèm lời"),
    ("thu", "Hộp việc: vào số, đóng dấu, thành «đã có kết quả»"),
    ("ngan", "Trả kết quả: thu phí rồi trao"),
    ("son", "Bảng trong ngày; xem mọi hồ sơ của xã, không sửa"),
    ("kien", "Nhân sự, đơn vị, lịch; không mở được hồ sơ nào"),
    ("khanh", "Ngày đã làm được, So sánh: các xã của thành phố cạnh nhau"),
    ("hung", "người Bát Tràng: không thấy hồ sơ của Gia Lâm"),
)


def _dossiers() -> int:
    told = track(load_dossiers(now=clock.now()), "Hồ sơ mẫu", total=how_many(), console=console, transient=True)
    return sum(dossier is not None for dossier in told)


def _service_days() -> object:
    return load_service_days(at=clock.now())


LOADERS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Lịch làm việc", load_calendars),
    ("Đơn vị hai cấp hôm nay và ba cấp trước đây", load_agencies),
    ("Danh mục thủ tục", catalogue.load_folder),
    ("Cán bộ và vị trí", officers.load_staff),
    ("Ngày phục vụ", _service_days),
    ("Hàng chờ buổi sáng", lambda: load_queues(now=clock.now())),
)

WITH_DOSSIERS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Hồ sơ mẫu", _dossiers),
    ("Máy lưu động", lambda: load_outreach(now=clock.now())),
    ("Một ngày phục vụ đã qua", lambda: load_filled_day(now=clock.now())),
)


def _refuse_outside_the_demo() -> None:
    if not settings.MOTCUA_DEMO:
        typer.echo("Dữ liệu mẫu có mật khẩu ai cũng biết: chỉ nạp khi MOTCUA_DEMO=1.", err=True)
        raise typer.Exit(1)


@app.command()
def load(
    dossiers: Annotated[bool, typer.Option("--dossiers/--no-dossiers", help="Nạp cả hồ sơ mẫu.")] = True,
) -> None:
    """Nạp thế giới mẫu; nạp lại không làm đổi gì. Cần bảng dữ liệu đã tạo (motcua django migrate)."""
    _refuse_outside_the_demo()
    for name, loader in (
        *LOADERS,
        *(WITH_DOSSIERS if dossiers else ()),
    ):
        with console.status(f"{name} …"):
            loader()
        console.print(f"[green]✓[/] {name}")


@app.command()
def table(port: Annotated[int, typer.Option(help="Cổng của máy chủ mẫu.")] = 8000) -> None:
    """In: đăng nhập bằng tên nào, thử gì trước."""
    _refuse_outside_the_demo()
    names = {officer.username: officer for team in officers.staff().by_committee().values() for officer in team}
    rows = Table(box=box.SIMPLE_HEAD, title=f"http://127.0.0.1:{port}   mật khẩu chung: {officers.PASSWORD}")
    rows.add_column("Tên", style="bold", no_wrap=True)
    rows.add_column("Là ai", no_wrap=True)
    rows.add_column("Thử gì trước")
    for username, first in FIRST:
        rows.add_row(username, str(Role(names[username].posts[0].role).label).lower(), first)
    out = Console()
    out.print(rows)
    site = f"http://127.0.0.1:{port}"
    out.print(f"Thẻ mẫu để quét hoặc dán ({len(people.standing())} người): {site}/the-mau/", soft_wrap=True)
    out.print(f"              bản in PDF: {site}/the-mau/the-mau.pdf", soft_wrap=True)
    suffixes = ", ".join(officers.staff().elsewhere.communes.values())
    out.print(f"Xã khác: tiepnhan, thuly, kyduyet, vanthu, … rồi .nơi ({suffixes})", style="dim", soft_wrap=True)
