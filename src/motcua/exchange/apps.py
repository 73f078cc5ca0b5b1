"""Other systems."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Registers that are asked at intake, and the record of every query."""

    name = "motcua.exchange"
