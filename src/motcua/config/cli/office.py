"""Begin a real office: its units from a file, and its first administrator."""

from pathlib import Path
from typing import Annotated

import typer

from motcua.accounts import commands
from motcua.agencies.models import Agency
from motcua.agencies.seed import load_units
from motcua.agencies.shipped import DATA, UnitsError, today
from motcua.lib import clock
from motcua.lib.outcomes import Denied
from motcua.queues.seed import open_first_lines
from motcua.worktime.seed import load_calendars

app = typer.Typer(no_args_is_help=True, help="Lập một nơi làm việc thật: đơn vị, người quản trị đầu tiên.")


@app.callback()
def office() -> None:
    """Lập một nơi làm việc thật: đơn vị, người quản trị đầu tiên."""


def _refuse(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="Tệp YAML các đơn vị; bỏ trống: tệp mẫu đi kèm.")] = DATA / "today.yaml",
) -> None:
    """Nạp lịch làm việc rồi các đơn vị trong tệp; nạp lại không đè lên điều đã sửa."""
    load_calendars()
    try:
        made = load_units(today(file))
    except UnitsError as error:
        raise _refuse(str(error)) from None
    typer.echo(f"Đã thêm {made} đơn vị.")
    open_first_lines(at=clock.now())


@app.command()
def administrator(
    unit: Annotated[str, typer.Argument(help="Mã của Ủy ban nhân dân, ví dụ 00565.")],
    username: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    full_name: Annotated[str, typer.Argument(help="Họ và tên.")],
) -> None:
    """Tạo người quản trị đầu tiên của một nơi; mật khẩu in ra một lần. Người khác do quản trị thêm trên trang."""
    at = clock.now()
    authority = Agency.objects.valid_on(at.date()).filter(code=unit).first()
    if authority is None or authority.authority_id != authority.pk:
        raise _refuse(f"Hôm nay không có Ủy ban nhân dân nào mang mã {unit}: chạy «motcua office load» trước.")
    try:
        post, password = commands.begin_office(authority, username=username, full_name=full_name, at=at)
    except Denied as denied:
        raise _refuse(denied.reason) from None
    open_first_lines(at=at)
    typer.echo(f"{post.user.full_name}, {post.title.lower()}, {authority.name}")
    typer.echo(f"Tên đăng nhập: {username}   Mật khẩu: {password}")
