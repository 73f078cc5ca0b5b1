"""Store a file."""

import datetime as dt
import hashlib
import os
from tempfile import NamedTemporaryFile

from motcua.documents.models import StoredFile
from motcua.documents.turns import storing


def store(content: bytes, *, media_type: str, at: dt.datetime) -> StoredFile:
    """Store content and return its row. The bytes are on disk, whole, before the row exists.

    Content that is there already counts as stored now, so that it is not thrown away before its new owner is known.
    """
    with storing():
        return _store(content, media_type, at)


def _store(content: bytes, media_type: str, at: dt.datetime) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    file = StoredFile(sha256=digest, size=len(content), media_type=media_type, created_at=at)
    if file.path.exists():
        file.path.touch()
    else:
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
