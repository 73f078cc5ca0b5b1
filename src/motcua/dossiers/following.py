"""Rooms above that follow what happens to dossiers: the settings name them, this room does not know them."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier


class Follower(Protocol):
    """What a room above is told: what happened, in the same transaction; what it raises undoes the act."""

    def __call__(self, dossiers: Sequence[Dossier], name: str, /, *, by: Post, at: dt.datetime) -> None:
        """React to `name` ("received", "result_ready" …) having happened to these dossiers."""


def tell(dossiers: Sequence[Dossier], name: str, *, by: Post, at: dt.datetime) -> None:
    """Tell everybody who follows that something happened to dossiers, after it was recorded."""
    for path in settings.MOTCUA_DOSSIER_FOLLOWERS:
        cast("Follower", import_string(path))(dossiers, name, by=by, at=at)
