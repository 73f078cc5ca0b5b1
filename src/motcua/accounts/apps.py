"""Users and posts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles and posts."""

    name = "motcua.accounts"
