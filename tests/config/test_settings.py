"""Addresses of databases as they are read, and what is refused loudly."""

import subprocess
from pathlib import Path

import pytest

from motcua.config.env import ConfigurationError
from motcua.config.settings.database import database
from tests.config.test_cli import motcua


def test_a_sqlite_file_writes_one_after_another_and_survives_the_power_cut() -> None:
    said = database("sqlite:////var/lib/motcua/motcua.sqlite3")
    assert (said["ENGINE"], said["NAME"]) == ("django.db.backends.sqlite3", "/var/lib/motcua/motcua.sqlite3")
    assert said["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in said["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_read_to_the_letter() -> None:
    said = database("postgresql://mot%40cua:b%C3%AD%3Amật@db.local:5433/motcua?sslmode=require")
    assert {name: said[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "motcua",
        "USER": "mot@cua",
        "PASSWORD": "bí:mật",
        "HOST": "db.local",
        "PORT": "5433",
    }
    assert said["OPTIONS"]["sslmode"] == "require"


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ConfigurationError) as refused:
        database("mysql://motcua:mat-khau@localhost/motcua")
    said = "MOTCUA_DATABASE_URL: ghi sqlite:///đường/dẫn hoặc postgresql://máy/tên, không phải «mysql»"
    assert str(refused.value) == said, "the address holds a password"


def refused(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    result = motcua(*words, folder=folder, **environment)
    assert "Traceback" not in result.stderr + result.stdout
    return result


def test_a_clock_of_its_own_is_for_the_demo_only(tmp_path: Path) -> None:
    result = refused(tmp_path, "check", MOTCUA_DEMO_CLOCK="2026-11-25T08:30+07:00")
    assert (result.returncode, "MOTCUA_DEMO_CLOCK" in result.stderr) == (1, True)


def test_a_database_that_does_not_answer_is_a_fault_in_a_sentence(tmp_path: Path) -> None:
    result = refused(tmp_path, "check", MOTCUA_DEMO="1", MOTCUA_DATABASE_URL="postgresql://u@127.0.0.1:9/none")
    assert result.returncode == 1
    assert "Không kết nối được" in result.stdout + result.stderr


def test_tables_that_are_not_there_are_a_fault_that_names_the_command(tmp_path: Path) -> None:
    result = refused(tmp_path, "check", MOTCUA_DEMO="1")
    assert result.returncode == 1
    assert "motcua django migrate" in " ".join((result.stdout + result.stderr).split())


def test_the_registers_in_small_run_in_the_demo_only_and_know_their_troubles(tmp_path: Path) -> None:
    outside = refused(tmp_path, "standin", MOTCUA_SECRET_KEY="x" * 60)
    unknown = refused(tmp_path, "standin", "--trouble", "population:sleepy", MOTCUA_DEMO="1")
    assert (outside.returncode, "MOTCUA_DEMO=1" in outside.stderr + outside.stdout) == (1, True)
    assert (unknown.returncode, "Không hiểu «population:sleepy»" in unknown.stderr + unknown.stdout) == (2, True)


def test_find_works_before_anything_is_installed(tmp_path: Path) -> None:
    result = refused(tmp_path, "find", "lam giay khai sinh cho con", MOTCUA_DEMO="1")
    assert (result.returncode, result.stdout.split()[0]) == (0, "1.001193")
