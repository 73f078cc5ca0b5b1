"""Events, their seals, idempotency keys, and who looked at what."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events, their seals, idempotency keys, and who looked at what."""

    name = "motcua.events"
