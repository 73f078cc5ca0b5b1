"""The numbers that keep the house habitable (docs/architecture.md, "Numbers to hold")."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "motcua"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[str, Function]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(paths: list[Path], ceiling: int) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {lines(path)}" for path in paths if lines(path) > ceiling]


def test_python_files_stay_small() -> None:
    assert too_long([*sources(), *sorted((ROOT / "tests").rglob("*.py"))], 400) == []
    assert statistics.median(lines(path) for path in sources() if lines(path) > 3) <= 110


def test_functions_stay_small() -> None:
    lengths = sorted(length(node) for _, node in functions())

    assert [name for name, node in functions() if length(node) > 40] == []
    assert statistics.median(lengths) <= 12
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_functions_take_few_positional_arguments() -> None:
    assert [name for name, node in functions() if len(node.args.args) + len(node.args.posonlyargs) > 5] == []


def test_imports_stand_at_the_top() -> None:
    inside = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for scope in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(scope, Function)
        for node in ast.walk(scope)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_templates_and_styles_stay_small() -> None:
    assert too_long(sorted(PACKAGE.rglob("*.html")), 150) == []
    assert too_long(sorted(PACKAGE.rglob("*.css")), 150) == []


def test_templates_have_no_inline_script_or_style() -> None:
    guilty = re.compile(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)

    assert [
        str(path.relative_to(ROOT))
        for path in sorted((PACKAGE / "templates").rglob("*.html"))
        if guilty.search(path.read_text(encoding="utf-8"))
    ] == []


def test_colours_stand_in_tokens_only() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\(", re.IGNORECASE)

    assert [
        path.name
        for path in sorted((PACKAGE / "static" / "css").rglob("*.css"))
        if path.name != "tokens.css" and literal.search(path.read_text(encoding="utf-8"))
    ] == []


def test_every_template_is_used() -> None:
    texts = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*")) if path.suffix in {".py", ".html"}
    )
    known_to_django = {"403.html", "404.html", "500.html", "403_csrf.html"}
    folder = PACKAGE / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.html")} - known_to_django

    assert sorted(name for name in names if name not in texts) == []


def test_rules_commands_and_queries_are_explained() -> None:
    rooms = re.compile(r"/(rules|commands|queries|deadlines|prefill)(/|\.py)")
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources()
        if rooms.search(path.as_posix())
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_the_clock_is_read_at_the_doors_only() -> None:
    doors = ("web", "api", "exchange", "config")
    reading = re.compile(r"clock\.now\(\)|datetime\.now\(|timezone\.now\(|date\.today\(|utcnow\(")
    allowed = {PACKAGE / "lib" / "clock.py", PACKAGE / "jobs" / "backend.py", PACKAGE / "jobs" / "worker.py"}

    assert [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] not in doors
        and path not in allowed
        and reading.search(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.django_db
def test_no_migration_is_missing_and_none_stands_beside_another(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}  # the tests' own tables are made without them
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_both_worlds_at_once_are_asked_for_by_an_index_of_words_only() -> None:
    """What somebody reads comes from `Dossier.objects`, which keeps practice and work apart."""
    reaching = re.compile(r"Dossier\.every|Dossier\._base_manager|Visit\._base_manager")

    assert [
        str(path.relative_to(PACKAGE)) for path in sources() if reaching.search(path.read_text(encoding="utf-8"))
    ] == ["dossiers/queries/finding.py"]
