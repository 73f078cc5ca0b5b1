"""Stored files."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored files."""

    name = "motcua.documents"
