"""Run what was named and print one table."""

import argparse
import os
import platform
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.table import Table

from benchmarks import deadlines, finding, intakes, pages, replays
from benchmarks.timing import Line

PARTS: dict[str, Callable[[argparse.Namespace], Iterator[Line]]] = {
    "deadlines": deadlines.measure,
    "pages": pages.measure,
    "finding": finding.measure,
    "intakes": intakes.measure,
    "replay": replays.measure,
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Đo máy này; đọc bảng: benchmarks/README.md.")
    parser.add_argument("parts", nargs="*", metavar="PHẦN", help=f"trong {', '.join(PARTS)}; bỏ trống: tất cả")
    parser.add_argument("--dossiers", type=int, default=100_000, help="số hồ sơ có sẵn trong cơ sở dữ liệu lớn")
    parser.add_argument("--seconds", type=float, default=8.0, help="mỗi lần đo qua HTTP kéo dài bao lâu")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"không có phần {', '.join(sorted(unknown))}")
    return options


def _row(line: Line) -> tuple[str, ...]:
    mark = {None: "", True: "[green]✓[/]", False: "[red]✗[/]"}[line.met]
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    return line.what, line.ours, line.beside, ratio, f"{line.aim} {mark}".strip()


def main() -> None:
    """Measure, then print."""
    options = _options()
    console = Console()
    table = Table(title=f"{platform.machine()}, {os.cpu_count()} nhân, Python {platform.python_version()}")
    for name, style in (("Việc", ""), ("Một Cửa", "bold"), ("Đặt cạnh", ""), ("Lần", "bold"), ("Đích", "")):
        table.add_column(name, style=style, overflow="fold")
    for name in options.parts or PARTS:
        for line in PARTS[name](options):
            console.print("[dim]" + " · ".join(filter(None, _row(line))) + "[/]", highlight=False)
            table.add_row(*_row(line))
        table.add_section()
    console.print(table)


if __name__ == "__main__":
    main()
