"""Say whether this installation is sound."""

import typer
from rich.console import Console

from motcua.config import soundness

MARKS = {None: "[green]✓[/]", False: "[yellow]![/]", True: "[bold red]✗[/]"}


def check() -> None:
    """Kiểm tra cài đặt: dữ liệu, lịch 12 tháng tới, phông chữ, đĩa, quyền, việc nền. Thoát 1 nếu có lỗi."""
    console = Console()
    findings = []
    for finding in soundness.examine():
        console.print(f"{MARKS[finding.fault]} [bold]{finding.subject}[/]: {finding.sentence}", soft_wrap=True)
        findings.append(finding)
    if any(finding.fault for finding in findings):
        raise typer.Exit(1)
