"""Is this installation sound? Each question gives findings: a sentence, and whether it is a fault or a warning."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from motcua.dossiers import legal_sets
from motcua.jobs.models import Job
from motcua.lib import clock
from motcua.printing.render import FONTS
from motcua.queues import voice
from motcua.queues.models import Line
from motcua.worktime.models import Calendar, DayException

FONT_FILES = {f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")}
LEAST_FREE_BYTES = 2 * 1024**3
STUCK_AFTER = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: `fault` None is sound, False a warning, True a fault that must be mended."""

    subject: str
    sentence: str
    fault: bool | None = None


def unsafe_settings() -> Iterator[Finding]:
    """Refuse what may only stand in the demo."""
    if settings.MOTCUA_DEMO:
        return
    if len(settings.SECRET_KEY_FALLBACKS) == 0 and not _secret_is_long():
        yield Finding(
            "Cấu hình",
            "MOTCUA_SECRET_KEY chưa đặt hoặc ngắn hơn 50 ký tự: đặt một chuỗi ngẫu nhiên dài (hay *_FILE).",
            fault=True,
        )
    if settings.DEBUG:
        yield Finding("Cấu hình", "MOTCUA_DEBUG đang bật: chỉ dùng khi lập trình, hãy tắt.", fault=True)
    if not settings.SESSION_COOKIE_SECURE:
        yield Finding("Cấu hình", "MOTCUA_HTTPS=0: phiên làm việc đi không mã hóa; hãy dùng HTTPS.", fault=True)


def signing() -> Iterator[Finding]:
    """Warn where copies would be signed with certificates that are good for nothing."""
    if settings.MOTCUA_SIGNING == "standin" and not settings.MOTCUA_DEMO:
        yield Finding(
            "Ký số",
            "MOTCUA_SIGNING=standin ngoài bản dùng thử: bản quét được ký bằng chứng thư thử, không có giá trị pháp lý. "
            "Nối dịch vụ ký số thật, hoặc để trống.",
            fault=False,
        )


def _secret_is_long() -> bool:
    # Django refuses to hand out an empty key, so the raw setting is looked at.
    return len(vars(vars(settings)["_wrapped"]).get("SECRET_KEY", "")) >= 50


def database() -> Iterator[Finding]:
    """Can the database be reached, and are its tables those of this version?"""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Finding(
            "Cơ sở dữ liệu", f"Không kết nối được: {type(error).__name__}. Xem MOTCUA_DATABASE_URL.", fault=True
        )
        return
    if waiting:
        yield Finding("Cơ sở dữ liệu", f"Còn {len(waiting)} bước nâng cấp: chạy «motcua django migrate».", fault=True)
    else:
        yield Finding("Cơ sở dữ liệu", f"{connection.vendor} {'.'.join(map(str, _server_version()))}, đủ bảng.")


def _server_version() -> tuple[int, ...]:
    return connection.get_database_version()


def calendar() -> Iterator[Finding]:
    """Does every calendar know the holidays of the coming twelve months?"""
    today = clock.now().date()
    for base in Calendar.objects.filter(base=None):
        days = DayException.objects.filter(calendar=base)
        last = days.order_by("-date").values_list("date", flat=True).first()
        if last is None or last < today + dt.timedelta(days=300):
            yield Finding(
                "Lịch", f"Lịch {base.name} chưa có ngày nghỉ của 12 tháng tới: nhập ở Quản trị → Lịch.", fault=True
            )
        else:
            yield Finding("Lịch", f"{base.name}: có ngày nghỉ đến {last:%d/%m/%Y}.")
    if not Calendar.objects.exists():
        yield Finding("Lịch", "Chưa có lịch làm việc nào: chạy «motcua calendar load».", fault=True)


def fonts(folder: Path = FONTS) -> Iterator[Finding]:
    """Are the four faces that the papers are drawn with where they belong?"""
    missing = FONT_FILES - {path.name for path in folder.glob("*.ttf")}
    if missing:
        yield Finding("Phông chữ", f"Thiếu {', '.join(sorted(missing))}: cài lại phần mềm.", fault=True)
    else:
        yield Finding("Phông chữ", "Đủ bốn kiểu chữ để in giấy tờ.")


def papers() -> Iterator[Finding]:
    """Can the legal sets be read, an office's own too, and is every template there?"""
    wrong = legal_sets.faults()
    for sentence in wrong:
        yield Finding("Mẫu giấy tờ", sentence, fault=True)
    if not wrong:
        today = legal_sets.legal_set_on(clock.now().date())
        yield Finding("Mẫu giấy tờ", f"Hôm nay dùng bộ mẫu {today.name}; đủ mẫu in.")


def disk() -> Iterator[Finding]:
    """May we write where the data lie, and is there room?"""
    folder = settings.MOTCUA_DATA_DIR
    if not folder.is_dir():
        sentence = f"Chưa có thư mục dữ liệu {folder}: chạy «mkdir -m 750 -p {folder}», hoặc sửa MOTCUA_DATA_DIR."
        yield Finding("Đĩa", sentence, fault=True)
        return
    if not os.access(folder, os.W_OK):
        yield Finding("Đĩa", f"Không ghi được vào {folder}: sửa quyền của thư mục.", fault=True)
        return
    free = shutil.disk_usage(folder).free
    sentence = f"{folder}: còn {free / 1024**3:.1f} GB trống."
    yield Finding("Đĩa", sentence, fault=False if free < LEAST_FREE_BYTES else None)
    if folder.stat().st_mode & 0o007:
        yield Finding("Quyền", f"Mọi người trên máy đọc được {folder}: chạy «chmod o-rwx».", fault=False)


def calls_by_voice() -> Iterator[Finding]:
    """Can the hall's calls be spoken, where there is a hall?"""
    if voice.program():
        yield Finding("Giọng gọi số", "Có espeak-ng: số được đọc ở phòng chờ.")
    elif voice.is_there():
        yield Finding(
            "Giọng gọi số", "Chỉ đọc từ tiếng ghi sẵn; thiếu tiếng nào thì không đọc: cài espeak-ng.", fault=False
        )
    elif Line.objects.exists():
        yield Finding("Giọng gọi số", "Màn hình phòng chờ không đọc số: chạy «apt install espeak-ng».", fault=False)


def pending_jobs() -> Iterator[Finding]:
    """Does background work move?"""
    stuck = Job.objects.pending().filter(run_after__lt=clock.now() - STUCK_AFTER).count()
    failed = Job.objects.failed().count()
    if stuck:
        yield Finding("Việc nền", f"{stuck} việc đợi quá một giờ: «motcua worker» có đang chạy không?", fault=True)
    if failed:
        yield Finding("Việc nền", f"{failed} việc đã hỏng sau mọi lần thử.", fault=False)
    if not stuck and not failed:
        yield Finding("Việc nền", f"{Job.objects.pending().count()} việc đang đợi, không việc nào kẹt.")


QUESTIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    unsafe_settings,
    signing,
    disk,
    fonts,
    papers,
    database,
    calendar,
    calls_by_voice,
    pending_jobs,
)


def examine() -> Iterator[Finding]:
    """Ask every question; stop after the database's when it cannot be used."""
    for question in QUESTIONS:
        findings = list(question())
        yield from findings
        if question is database and any(finding.fault for finding in findings):
            return
