"""The catalogue of procedures."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Procedures and their immutable versions."""

    name = "motcua.procedures"
