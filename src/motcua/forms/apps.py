"""Forms."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Form versions and filled forms."""

    name = "motcua.forms"
