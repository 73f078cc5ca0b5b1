"""The waiting room of the demonstration: three lines at the first commune's shop, with tickets of the morning."""

import datetime as dt

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.config.demo_stories import COMMUNES
from motcua.lib.clock import local
from motcua.queues import commands
from motcua.queues.models import Line, Origin

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
