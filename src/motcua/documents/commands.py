"""Store a file."""

import datetime as dt
import hashlib
import os
from tempfile import NamedTemporaryFile

from motcua.documents.models import StoredFile


def store(content: bytes, *, media_type: str, at: dt.datetime) -> StoredFile:
    """Store content and return its row. The bytes are on disk, whole, before the row exists."""
    digest = hashlib.sha256(content).hexdigest()
    file = StoredFile(sha256=digest, size=len(content), media_type=media_type, created_at=at)
    if not file.path.exists():
        file.path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.path.parent, delete=False) as scratch:
            scratch.write(content)
            scratch.flush()
            os.fsync(scratch.fileno())
        os.replace(scratch.name, file.path)  # noqa: PTH105 - atomic by contract
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": len(content), "media_type": media_type, "created_at": at}
    )
    return stored
