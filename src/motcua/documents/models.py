"""A stored file: its name on disk is the hash of its content, so one content is stored once."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.db import models

from motcua.documents.turns import root


class DamagedFile(Exception):  # noqa: N818 - it reads as what happened
    """The content on disk is not what was stored."""


@lru_cache(maxsize=4096)
def _holds(path: Path, sha256: str, _as_it_lies: tuple[int, ...]) -> bool:
    """Tell whether the content has this checksum; asked again only when the file system says that it was touched."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == sha256


class StoredFile(models.Model):
    """Content-addressed, checksummed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    @property
    def path(self) -> Path:
        """Where the content lies."""
        return root() / self.sha256[:2] / self.sha256

    @property
    def is_whole(self) -> bool:
        """Whether the content can be read and is what was stored."""
        try:
            seen = self.path.stat()
            return _holds(self.path, self.sha256, (seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns))
        except OSError:
            return False

    def read(self) -> bytes:
        """Return the content; DamagedFile when it is not what was stored, or gone."""
        content = self.path.read_bytes() if self.path.exists() else b""
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedFile(self.sha256)
        return content
