"""The waiting room."""

from django.apps import AppConfig


class QueuesConfig(AppConfig):
    """The waiting room."""

    name = "motcua.queues"
