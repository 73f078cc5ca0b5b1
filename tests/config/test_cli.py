"""The command line as somebody types it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from motcua.agencies.models import Agency
from motcua.config.cli import app
from motcua.jobs.models import Job
from motcua.lib import clock
from motcua.procedures.models import ProcedureVersion
from motcua.worktime.models import Calendar

CARD = "005190123456||NGUYỄN THỊ THỬ|15081990|Nữ|Thôn 3, Xã Cổ Bi, Huyện Gia Lâm, Hà Nội|01032021"
LONG_SECRET = "only-for-tests-" + "0" * 50


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def motcua(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with nothing in its environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    given = {"MOTCUA_DATA_DIR": str(folder), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", "motcua", *words], env=kept | given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", [(), ("catalogue",), ("calendar",), ("audit",), ("demo",)])
def test_a_command_without_more_teaches(words: tuple[str, ...]) -> None:
    assert "Usage:" in run(*words).output


@pytest.mark.parametrize(
    "command", ["serve", "worker", "check", "card", "deadline", "find", "django", "catalogue load", "audit verify"]
)
def test_every_command_explains_itself_in_vietnamese(command: str) -> None:
    result = run(*command.split(), "--help")

    assert result.exit_code == 0
    assert set(result.output) & set("ăâđêôơưạảấầậ")


def test_card_prints_its_fields_as_json() -> None:
    result = run("card", CARD)

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "id_number": "005190123456",
        "old_id_number": None,
        "full_name": "NGUYỄN THỊ THỬ",
        "date_of_birth": "1990-08-15",
        "sex": "F",
        "address": "Thôn 3, Xã Cổ Bi, Huyện Gia Lâm, Hà Nội",
        "issued_on": "2021-03-01",
        "extra": [],
        "warnings": [],
    }


def test_card_that_cannot_be_read_is_one_sentence_and_exit_1() -> None:
    result = run("card", "005190123456|NGUYỄN")

    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


def test_card_reads_bytes_from_standard_input_even_when_they_are_no_text() -> None:
    read = CliRunner().invoke(app, ["card", "-"], input=CARD.encode() + b"\r\n")
    broken = CliRunner().invoke(app, ["card", "-"], input=b"\xff\xfe\x00")

    assert json.loads(read.stdout)["id_number"] == "005190123456"
    assert (broken.exit_code, broken.stdout) == (1, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("lam giay khai sinh cho con", "1.001193"),
        ("sao y", "2.000815"),
        ("giay doc than", "1.004873"),
        ("nhap khau", "1.004222"),
        ("mo tiem tap hoa", "1.001612"),
    ],
)
def test_find_puts_what_people_mean_first(words: str, code: str) -> None:
    lines = run("find", words).stdout.splitlines()

    assert lines[0].split()[0] == code
    assert len(lines) <= 5


@pytest.mark.django_db
def test_find_nothing_says_what_to_try_and_exits_1() -> None:
    result = run("find", "zzzzzz qqqq")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Không có thủ tục nào gần với «zzzzzz qqqq»")


@pytest.mark.django_db
def test_catalogue_load_again_changes_nothing() -> None:
    first = run("catalogue", "load")
    before = list(ProcedureVersion.objects.order_by("pk").values("pk", "digest", "status", "valid_to"))
    again = run("catalogue", "load")

    assert first.stdout.startswith("Thủ tục mới: 77, có bản mới: 0, không đổi: 0")
    assert again.stdout == "Thủ tục mới: 0, có bản mới: 0, không đổi: 77, mã bãi bỏ mới: 0, biểu mẫu mới: 0.\n"
    assert list(ProcedureVersion.objects.order_by("pk").values("pk", "digest", "status", "valid_to")) == before


def test_catalogue_check_of_what_is_shipped_finds_nothing() -> None:
    result = run("catalogue", "check")

    assert (result.exit_code, result.stdout) == (0, "77 thủ tục, không có gì sai.\n")


@pytest.mark.django_db
def test_catalogue_load_of_a_wrong_file_names_file_and_key_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "1.001193.yaml").write_text("code: '1.001193'\nname: 5\n", encoding="utf-8")

    result = run("catalogue", "load", str(tmp_path))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "1.001193.yaml" in result.stderr
    assert not ProcedureVersion.objects.exists()


@pytest.mark.django_db
def test_calendar_load_again_adds_nothing() -> None:
    run("calendar", "load")

    assert run("calendar", "load").stdout == "Đã thêm 0 dòng lịch.\n"
    assert Calendar.objects.filter(code="VN-HN").exists()


@pytest.mark.django_db(transaction=True)
def test_worker_drain_does_what_is_due_and_ends(settings: pytest.FixtureRequest) -> None:
    settings.MOTCUA_DEMO = True  # type: ignore[attr-defined]
    run("calendar", "load")

    result = run("worker", "--drain")

    assert result.exit_code == 0
    assert not Job.objects.due(clock.now()).exists()


@pytest.mark.django_db
def test_demo_load_outside_the_demo_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.MOTCUA_DEMO = False  # type: ignore[attr-defined]

    result = run("demo", "load")

    assert result.exit_code == 1
    assert "MOTCUA_DEMO=1" in result.stderr
    assert not Agency.objects.exists()


def test_serve_outside_the_demo_refuses_a_missing_secret_and_plain_http(tmp_path: Path) -> None:
    result = motcua("serve", folder=tmp_path, MOTCUA_HTTPS="0")

    assert result.returncode == 1
    assert "MOTCUA_SECRET_KEY" in result.stderr
    assert "MOTCUA_HTTPS=0" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_setting_that_cannot_be_understood_is_named_in_one_line(tmp_path: Path) -> None:
    result = motcua("check", folder=tmp_path, MOTCUA_DEMO="maybe")

    assert result.returncode == 1
    assert result.stderr == "✗ Cấu hình: MOTCUA_DEMO='maybe': ghi 1 hoặc 0\n"


def test_a_command_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    result = motcua("catalogue", "load", folder=tmp_path, MOTCUA_SECRET_KEY=LONG_SECRET)

    assert result.returncode == 1
    assert "motcua django migrate" in result.stderr
    assert "Traceback" not in result.stderr
