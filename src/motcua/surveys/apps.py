"""What people say of how they were served."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """What people say of how they were served."""

    name = "motcua.surveys"
