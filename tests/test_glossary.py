"""The glossary names every model and every state, and nothing that is not there."""

import re
from pathlib import Path

from django.apps import apps

from motcua.dossiers.states import State

GLOSSARY = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")


def first_column(title: str) -> list[str]:
    """The first column of the table below a heading."""
    section = GLOSSARY.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| ([A-Za-z_]+) \|", section, re.MULTILINE)


def test_every_model_is_in_the_glossary_in_order() -> None:
    ours = [model.__name__ for model in apps.get_models() if model.__module__.startswith("motcua.")]
    assert first_column("Things") == sorted(ours)


def test_every_state_is_in_the_glossary() -> None:
    assert first_column("States of a dossier") == [state.value for state in State]
