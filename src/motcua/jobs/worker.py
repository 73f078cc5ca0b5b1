"""The worker: claim a job, do it, look again; sleep when there is nothing to do."""

import os
import socket
import threading
from collections.abc import Sequence

from django.db import close_old_connections

from motcua.jobs import commands
from motcua.jobs.daily import DailyJob
from motcua.lib import clock


def work(
    *, stop: threading.Event, daily: Sequence[DailyJob] = (), idle_seconds: float = 1.0, drain: bool = False
) -> int:
    """Run jobs until `stop` is set (or, with `drain`, until none is due); return how many were run.

    Several workers may run at once: a day's job is enqueued by whoever comes first, and only once.
    """
    name = f"{socket.gethostname()}:{os.getpid()}"
    done = 0
    while not stop.is_set():
        close_old_connections()
        commands.enqueue_daily(daily, at=clock.now())
        job = commands.claim(worker=name, at=clock.now())
        if job is not None:
            commands.run(job, at=clock.now())
            done += 1
        elif drain:
            break
        else:
            stop.wait(idle_seconds)
    return done
