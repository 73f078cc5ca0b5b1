import datetime as dt
import re
from pathlib import Path

import pytest

from motcua.config import env

ROOT = Path(__file__).parents[2]
READ = re.compile(r'env_(?:str|bool|int|list|path|moment)\(\s*"(MOTCUA_\w+)"')


def test_operations_lists_exactly_the_variables_that_are_read() -> None:
    settings = ROOT / "src" / "motcua" / "config" / "settings"
    read = {name for path in settings.glob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    table = [
        line for line in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|"
    ]
    listed = {name for line in table for name in re.findall(r"`(MOTCUA_[A-Z_]+)`", line.split("|")[1])}

    assert listed == read


def test_env_str_missing_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOTCUA_X", raising=False)

    with pytest.raises(env.ConfigurationError, match="chưa đặt MOTCUA_X"):
        env.env_str("MOTCUA_X")


def test_env_str_reads_a_secret_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("bí mật\n", encoding="utf-8")
    monkeypatch.setenv("MOTCUA_X_FILE", str(tmp_path / "secret"))

    assert env.env_str("MOTCUA_X") == "bí mật"


def test_env_str_a_missing_file_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOTCUA_X_FILE", str(tmp_path / "nothing"))

    with pytest.raises(env.ConfigurationError, match="MOTCUA_X_FILE: không đọc được"):
        env.env_str("MOTCUA_X")


@pytest.mark.parametrize(("text", "truth"), [("1", True), ("YES", True), ("off", False), ("", False)])
def test_env_bool_known_words_are_understood(monkeypatch: pytest.MonkeyPatch, text: str, truth: bool) -> None:
    monkeypatch.setenv("MOTCUA_X", text)

    assert env.env_bool("MOTCUA_X", default=not truth) is truth


@pytest.mark.parametrize(("read", "text"), [(env.env_bool, "maybe"), (env.env_int, "five"), (env.env_int, "-1")])
def test_env_what_cannot_be_understood_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, read: object, text: str
) -> None:
    monkeypatch.setenv("MOTCUA_X", text)

    with pytest.raises(env.ConfigurationError, match="MOTCUA_X="):
        read("MOTCUA_X", 1)  # type: ignore[operator]


def test_env_list_is_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", "a, b,,c ")

    assert env.env_list("MOTCUA_X") == ["a", "b", "c"]


def test_env_moment_carries_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", "2026-11-23T08:30+07:00")

    assert env.env_moment("MOTCUA_X") == dt.datetime(2026, 11, 23, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["2026-11-23T08:30", "half past eight"])
def test_env_moment_without_offset_stops_the_start(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("MOTCUA_X", text)

    with pytest.raises(env.ConfigurationError, match="MOTCUA_X="):
        env.env_moment("MOTCUA_X")
