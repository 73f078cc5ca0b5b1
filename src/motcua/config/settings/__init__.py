"""Django's settings, put together from one file a subject."""

from motcua.config.settings.base import *  # noqa: F403 - settings are a flat namespace by Django's design
from motcua.config.settings.database import *  # noqa: F403 - as above
from motcua.config.settings.office import *  # noqa: F403 - as above
from motcua.config.settings.security import *  # noqa: F403 - as above
