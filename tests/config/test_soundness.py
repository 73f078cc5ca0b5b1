"""`motcua check` finds what would hurt tomorrow."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from typer.testing import CliRunner

from motcua.config import soundness
from motcua.config.cli import app
from motcua.dossiers.legal_sets import legal_set_on
from motcua.jobs.models import Job
from motcua.lib import clock
from motcua.worktime.models import Calendar, DayException
from motcua.worktime.seed import load_calendars


def faults(question: object) -> list[str]:
    return [finding.sentence for finding in question() if finding.fault]  # type: ignore[operator]


@pytest.fixture
def _sound(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    load_calendars()


@pytest.mark.django_db
@pytest.mark.usefixtures("_sound")
@override_settings(MOTCUA_DEMO=True)
def test_calendar_fonts_disk_and_jobs_of_a_sound_installation_have_no_fault() -> None:
    questions = (soundness.calendar, soundness.fonts, soundness.disk, soundness.pending_jobs)

    assert [finding.fault for question in questions for finding in question()] == [None] * 4


@pytest.mark.parametrize(
    ("service", "demo", "found"), [("standin", False, [False]), ("standin", True, []), ("", False, []), ("", True, [])]
)
def test_the_signing_stand_in_is_warned_of_outside_the_demo(service: str, demo: bool, found: list[bool]) -> None:
    with override_settings(MOTCUA_SIGNING=service, MOTCUA_DEMO=demo):
        assert [finding.fault for finding in soundness.signing()] == found


@pytest.mark.django_db
def test_no_calendar_is_a_fault_that_names_the_command() -> None:
    for based in (True, False):
        Calendar.objects.filter(base__isnull=not based).delete()

    assert faults(soundness.calendar) == ["Chưa có lịch làm việc nào: chạy «motcua calendar load»."]


@pytest.mark.django_db
def test_calendar_that_ends_within_twelve_months_is_a_fault() -> None:
    load_calendars()
    DayException.objects.filter(date__gt=clock.now().date() + dt.timedelta(days=90)).delete()

    assert len(faults(soundness.calendar)) == Calendar.objects.filter(base=None).count()


@pytest.mark.django_db
def test_jobs_that_wait_for_more_than_an_hour_are_a_fault() -> None:
    now = clock.now()
    Job.objects.create(**{**_job(), "run_after": now - dt.timedelta(hours=2)})
    Job.objects.create(**{**_job(), "run_after": now + dt.timedelta(hours=2)})

    assert faults(soundness.pending_jobs) == ["1 việc đợi quá một giờ: «motcua worker» có đang chạy không?"]


def _job() -> dict[str, object]:
    return {"function": "tests.jobs.sample.note", "enqueued_at": clock.now()}


def test_folder_that_is_not_there_is_a_fault_that_says_how_to_make_it(settings: object, tmp_path: Path) -> None:
    settings.MOTCUA_DATA_DIR = tmp_path / "none"  # type: ignore[attr-defined]

    assert [sentence.split(":")[0] for sentence in faults(soundness.disk)] == [
        f"Chưa có thư mục dữ liệu {tmp_path / 'none'}"
    ]


def test_folder_that_everyone_may_read_is_a_warning(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    assert [(finding.subject, finding.fault) for finding in soundness.disk()][-1] == ("Quyền", False)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": "short"}, "MOTCUA_SECRET_KEY"),
        ({"DEBUG": True}, "MOTCUA_DEBUG"),
        ({"SESSION_COOKIE_SECURE": False}, "MOTCUA_HTTPS"),
    ],
)
def test_what_is_unsafe_outside_the_demo_is_named_and_inside_it_is_not(changed: dict[str, object], named: str) -> None:
    safe = {"SECRET_KEY": "x" * 60, "DEBUG": False, "SESSION_COOKIE_SECURE": True}
    with override_settings(MOTCUA_DEMO=False, **{**safe, **changed}):
        assert [named in sentence for sentence in faults(soundness.unsafe_settings)] == [True]
    with override_settings(MOTCUA_DEMO=True, **{**safe, **changed}):
        assert faults(soundness.unsafe_settings) == []


@pytest.mark.django_db
def test_check_exits_1_when_there_is_a_fault() -> None:
    assert CliRunner().invoke(app, ["check"]).exit_code == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_sound")
def test_jobs_that_failed_for_good_are_a_warning() -> None:
    at = clock.now()
    Job.objects.create(function="motcua.events.sealing.seal_day", enqueued_at=at, run_after=at, finished_at=at)

    assert [(each.fault, each.sentence) for each in soundness.pending_jobs()] == [
        (False, "1 việc đã hỏng sau mọi lần thử.")
    ]


def test_a_font_that_is_missing_is_a_fault_that_names_it(tmp_path: Path) -> None:
    for name in soundness.FONT_FILES - {"LiberationSerif-Bold.ttf"}:
        (tmp_path / name).touch()

    assert faults(lambda: soundness.fonts(tmp_path)) == ["Thiếu LiberationSerif-Bold.ttf: cài lại phần mềm."]


@pytest.mark.django_db
def test_papers_name_todays_set_and_a_folder_that_is_not_there(settings: Any, tmp_path: Path) -> None:
    assert [(each.fault, each.sentence) for each in soundness.papers()] == [
        (None, f"Hôm nay dùng bộ mẫu {legal_set_on(clock.now().date()).name}; đủ mẫu in.")
    ]
    settings.MOTCUA_PAPERS_DIR = str(tmp_path / "nowhere")
    assert faults(soundness.papers) == [
        f"Không có thư mục {tmp_path / 'nowhere'}: tạo thư mục hoặc bỏ MOTCUA_PAPERS_DIR."
    ]
