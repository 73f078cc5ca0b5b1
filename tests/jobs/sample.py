"""Functions that the job tests enqueue."""

from pathlib import Path

from django.tasks import task


@task()
def append_line(path: str, line: str) -> str:
    """Leave a trace that another process can see."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return line


@task()
def fail(secret: str) -> None:
    """Fail with words that must not be kept."""
    raise RuntimeError(secret)


@task()
def wait_for_ever(path: str) -> None:
    """Say that it started, then go on until its process is killed; the second time, end."""
    started = Path(path)
    if started.exists():
        started.write_text("again", encoding="utf-8")
        return
    started.write_text("once", encoding="utf-8")
    while True:
        pass
