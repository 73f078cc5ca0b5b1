"""Durable background work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """One table, one backend, one worker."""

    name = "motcua.jobs"
