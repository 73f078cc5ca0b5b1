"""Find a procedure in everyday words."""

from typing import Annotated

import typer
from django.db import DatabaseError

from motcua.lib import clock
from motcua.procedures.queries import index_on
from motcua.procedures.search import Entry, Index
from motcua.procedures.shipped import repealed_codes, shipped_definitions


def _index() -> Index:
    """Return what this installation takes in today; without one, the catalogue that comes with the project."""
    try:
        index = index_on(clock.now().date())
    except DatabaseError:
        index = Index([])
    if index.entries:
        return index
    known = [Entry(each.code, each.name, each.short_name, each.sector) for each in shipped_definitions()]
    return Index(known, {each.code: each.replaced_by for each in repealed_codes()})


def find(
    text: Annotated[str, typer.Argument(help="Việc cần làm, nói thế nào viết thế ấy: «lam giay khai sinh cho con».")],
    limit: Annotated[int, typer.Option(help="In nhiều nhất bao nhiêu thủ tục.", min=1)] = 5,
) -> None:
    """Tìm thủ tục bằng lời thường: không dấu, gõ sai, tên quen gọi đều được."""
    hits = _index().find(text, limit)
    if not hits:
        typer.echo(
            f"Không có thủ tục nào gần với «{text}»: thử nói cách khác, ví dụ «khai sinh» hay «sao y».", err=True
        )
        raise typer.Exit(1)
    for hit in hits:
        instead = f" (thay mã {hit.instead_of} đã bãi bỏ)" if hit.instead_of else ""
        typer.echo(f"{hit.entry.code}  {hit.entry.short_name}{instead}")
