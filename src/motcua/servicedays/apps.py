"""Service days and what is promised on them."""

from django.apps import AppConfig


class ServiceDaysConfig(AppConfig):
    """Service days and what is promised on them."""

    name = "motcua.servicedays"
