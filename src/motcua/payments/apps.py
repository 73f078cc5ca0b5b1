"""Payments at the counter."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments at the counter."""

    name = "motcua.payments"
