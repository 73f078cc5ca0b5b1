"""The waiting room of the demonstration: lines, tickets of the morning, appointments, what the hall is told."""

import datetime as dt

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.config.demo.stories import COMMUNES
from motcua.lib.clock import local
from motcua.queues import commands, queries
from motcua.queues.models import Line, Origin, Slot
from motcua.web.opening import windows

LINES = (
    commands.LineSaid("A", "Hộ tịch, chứng thực", ["Hộ tịch", "Hộ tịch (liên thông)", "Chứng thực"], [1, 2]),
    commands.LineSaid("B", "Đất đai, xây dựng, kinh doanh", ["Đất đai", "Xây dựng"], [3]),
    commands.LineSaid("C", "Việc khác", [], [1, 4]),
)
# Which line, how many minutes ago, on what ground.
_TICKETS = (
    ("A", 31, ""),
    ("C", 27, ""),
    ("A", 24, "ELDERLY"),
    ("B", 22, ""),
    ("A", 18, ""),
    ("A", 15, "SMALL_CHILD"),
    ("B", 12, ""),
    ("A", 9, ""),
    ("C", 6, "PREGNANT"),
    ("A", 4, ""),
    ("A", 2, ""),
)


# By which line, in how many slots from now, with which telephone somebody comes today.
_APPOINTMENTS = (("A", 1, "0199000101"), ("A", 1, ""), ("A", 3, "0199000102"), ("B", 2, "0199000103"))
_NOTICES = (
    ("Từ 11:30 nghỉ trưa; người đang đợi được gọi trước khi nghỉ.", "We close for lunch at 11:30."),
    ("Quét mã ở cửa để hẹn giờ, lần sau không phải đợi.", "Scan the code at the door to book a time for next time."),
)
_HALF_AN_HOUR, _PLACES, _DAYS = 30, 2, dt.timedelta(days=6)


def load_queues(*, now: dt.datetime) -> None:
    """Open the lines, and let people come this morning; loading again changes nothing."""
    committee = Agency.objects.get(code=next(iter(COMMUNES)), valid_to=None)
    shop = Agency.objects.get(authority=committee, kind="CENTRE", valid_to=None)
    admin = Post.objects.current(local(now).date()).filter(agency__authority=committee, role="ADMIN").first()
    if admin is None or Line.objects.filter(shop=shop).exists():
        return
    lines = {said.letter: commands.say_line(shop, said, by=admin, at=now) for said in LINES}
    for letter, minutes, ground in _TICKETS:
        taken = now - dt.timedelta(minutes=minutes)
        commands.take(lines[letter], origin=Origin.KIOSK, ground=ground, at=taken)
    _take_appointments(lines, by=admin, now=now)
    today = local(now).date()
    for text, text_en in _NOTICES:
        commands.put_up(shop, text=text, text_en=text_en, starts_on=today, ends_on=today + _DAYS, by=admin, at=now)


def _take_appointments(lines: dict[str, Line], *, by: Post, now: dt.datetime) -> None:
    """Open the hours of the week, service days too; some have booked for today, unless the day is over."""
    today = local(now).date()
    coming: dict[str, list[Slot]] = {}
    for letter in ("A", "B"):
        line, last = lines[letter], today + _DAYS
        spans = windows(line.shop, today, last)
        commands.open_slots(line, today, last, minutes=_HALF_AN_HOUR, capacity=_PLACES, windows=spans, by=by, at=now)
        coming[letter] = [slot for slot, _left in queries.free_slots(line, day=today, at=now)]
    for letter, ahead, phone in _APPOINTMENTS:
        for slot in coming[letter][ahead : ahead + 1]:
            commands.book_slot(slot, phone=phone, at=now)
