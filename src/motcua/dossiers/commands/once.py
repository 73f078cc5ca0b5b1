"""Carry a request out once: the same key from the same page gets the same answer, and nothing happens twice."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from motcua.accounts.models import Post
from motcua.events.record import AnsweredMeanwhile, answered, remember_answer


def once(act: Callable[[], object], *, name: str, key: str, by: Post, at: dt.datetime) -> bool:
    """Do `act` unless this key was carried out before; tell whether it was done now. What `act` raises is raised."""
    if answered(key=key) is not None:
        return False
    try:
        with transaction.atomic():
            act()
            remember_answer(key=key, act=name, answer=True, by=by, at=at)
    except AnsweredMeanwhile:
        return False
    return True
