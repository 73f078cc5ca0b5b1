"""The first line of a centre that has none: for everything, at every counter, so that numbers are given at once."""

import datetime as dt

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.lib.clock import local
from motcua.queues import commands
from motcua.queues.models import Line

FIRST_NAME = "Tiếp nhận, trả kết quả"


def open_first_lines(*, at: dt.datetime) -> list[Line]:
    """Open a line at each centre that has counters, no line yet, and an administrator who can change it later."""
    day = local(at).date()
    centres = Agency.objects.valid_on(day).filter(lines=None).exclude(counters=None).distinct().order_by("code")
    admins = Post.objects.current(day).filter(role=Role.ADMIN).select_related("agency", "user").order_by("-pk")
    by = {post.agency.authority_id: post for post in admins}
    return [_first(centre, by[centre.authority_id], at=at) for centre in centres if centre.authority_id in by]


def _first(centre: Agency, by: Post, *, at: dt.datetime) -> Line:
    counters = list(centre.counters.values_list("number", flat=True))
    return commands.say_line(centre, commands.LineSaid("A", FIRST_NAME, counters=counters), by=by, at=at)
