"""Read an identity card's text."""

import json
import sys
from typing import Annotated

import typer

from motcua.lib import clock
from motcua.people.id_card import CardUnreadable, parse


def card(
    text: Annotated[
        str, typer.Argument(help="Nội dung mã QR trên thẻ, trong dấu nháy; dấu - để đọc từ đầu vào chuẩn.")
    ],
) -> None:
    """Đọc nội dung mã QR của thẻ căn cước, in JSON; không đọc được thì nói lý do và thoát 1. Không lưu gì.

    Ví dụ: motcua card "005190123456||NGUYỄN THỊ THỬ|15081990|Nữ|Thôn 3, Xã Cổ Bi, Huyện Gia Lâm, Hà Nội|01032021"
    """
    if text == "-":
        text = sys.stdin.buffer.read(100_000).decode("utf-8", errors="replace")
    try:
        read = parse(text, clock.now().date())
    except CardUnreadable as unreadable:
        typer.echo(unreadable.sentence, err=True)
        raise typer.Exit(1) from None
    typer.echo(json.dumps(read.as_json(), ensure_ascii=False, indent=2))
