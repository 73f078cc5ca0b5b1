"""A stored file: its name on disk is the hash of its content, so one content is stored once."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import models


class DamagedFile(Exception):  # noqa: N818 - it reads as what happened
    """The content on disk is not what was stored."""


class StoredFile(models.Model):
    """Content-addressed, checksummed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    @property
    def path(self) -> Path:
        """Where the content lies."""
        return Path(settings.MOTCUA_DATA_DIR) / "files" / self.sha256[:2] / self.sha256

    def read(self) -> bytes:
        """Return the content; DamagedFile when it is not what was stored, or gone."""
        content = self.path.read_bytes() if self.path.exists() else b""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedFile(self.sha256)
        return content
