"""Working time."""

from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    """Calendars, office hours and days that differ."""

    name = "motcua.worktime"
