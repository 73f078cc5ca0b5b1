"""Intake away from the office."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Intake away from the office."""

    name = "motcua.outreach"
