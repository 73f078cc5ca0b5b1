"""Who reacts to what, and what is done once a day: the one table to look at."""

import datetime as dt

from motcua.jobs.daily import DailyJob

DAILY = (
    DailyJob(function="motcua.events.sealing.seal_day", after=dt.time(0, 10)),
    DailyJob(function="motcua.dossiers.commands.sweeping.sweep_day", after=dt.time(0, 20)),
    DailyJob(function="motcua.queues.commands.booking.forget_phones", after=dt.time(0, 25)),
    DailyJob(function="motcua.documents.sweeping.sweep_files", after=dt.time(0, 30)),
)
