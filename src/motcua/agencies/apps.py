"""Organisation units."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Units, successions, counters, number sequences."""

    name = "motcua.agencies"
