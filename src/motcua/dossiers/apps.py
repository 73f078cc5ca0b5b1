"""Visits and dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Visits and dossiers."""

    name = "motcua.dossiers"
