"""The application that knows everybody."""

from django.apps import AppConfig
from django.conf import settings

from motcua.lib import clock


class ConfigConfig(AppConfig):
    """Holds settings and the command line; has no models."""

    name = "motcua.config"
    label = "motcua_config"

    def ready(self) -> None:
        """Set the demo's clock, when it has one."""
        clock.begin_at(settings.MOTCUA_DEMO_CLOCK)
