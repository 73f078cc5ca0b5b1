"""The waiting room as a counter sees it: a strip above the work, for a shop that has lines; others pay nothing."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from motcua.accounts.models import Post
from motcua.lib import practice
from motcua.lib.outcomes import Answer
from motcua.queues import queries, rules
from motcua.queues.models import Line, Ticket

_VERBS = ("recall", "skip", "no_show", "begin_serving", "finish", "transfer")


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above the work: how many wait, the longest, who is at this counter and what may be done."""

    count: int
    longest: int
    here: Ticket | None
    may: dict[str, Answer]
    others: list[Line]
    key: str
    at: int

    @classmethod
    def of(cls, post: Post, at: dt.datetime) -> Self | None:
        """Return the strip of a counter that serves a line; None for any other."""
        if post.counter_id is None or practice.is_on():
            return None
        lines = queries.served_by(post)
        if not lines:
            return None
        day = at.date()
        crowd, here = queries.crowd(lines, day=day), queries.at_counter(post, day=day)
        may = {verb: rules.can(verb, here, by=post, at=at) for verb in _VERBS} if here else {}
        others = [line for line in queries.lines_of(post.agency) if here and line.pk != here.line_id]
        return cls(crowd.count, crowd.longest(at), here, may, others, str(uuid.uuid4()), int(at.timestamp() * 1000))
