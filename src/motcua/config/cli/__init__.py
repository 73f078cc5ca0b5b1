"""The `motcua` command line: one file a group of commands, each line below a command.

Written for the person who runs an office's computer: `motcua --help` and `motcua COMMAND --help` teach.
"""

import typer

from motcua.config.cli import (
    audit,
    calendar,
    card,
    catalogue,
    check,
    deadline,
    demo,
    find,
    office,
    practice,
    replay,
    run,
    standin,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Một cửa điện tử: phần mềm của bộ phận một cửa. Mỗi lệnh có --help giải thích, kèm ví dụ.",
)

app.command()(run.serve)
app.command()(run.worker)
app.command()(check.check)
app.command()(card.card)
app.command()(deadline.deadline)
app.command()(find.find)
app.command()(standin.standin)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(calendar.app, name="calendar")
app.add_typer(audit.app, name="audit")
app.add_typer(office.app, name="office")
app.add_typer(practice.app, name="practice")
app.add_typer(replay.app, name="replay")
app.add_typer(demo.app, name="demo")
app.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})(run.django)
