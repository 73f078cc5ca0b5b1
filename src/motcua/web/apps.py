"""The pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Server-rendered pages; has no models."""

    name = "motcua.web"
