"""The application that knows everybody."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds settings and the command line; has no models."""

    name = "motcua.config"
    label = "motcua_config"
