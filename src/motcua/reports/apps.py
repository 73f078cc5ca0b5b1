"""Registers and reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers and reports."""

    name = "motcua.reports"
