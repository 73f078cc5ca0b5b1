"""The scan folder of a desk: what a scanner dropped there, taken when it is whole, moved when it is stored."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.lib.outcomes import Denied

TAKEN = "da-nhan"
# A file that changed a moment ago may still be being written.
_QUIET_SECONDS = 2
_MOST = 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits to be assigned."""

    name: str
    kilobytes: int


def folder_of(post: Post) -> Path | None:
    """Return the folder of a post's counter, or of the person where there is none; None when no folder is set."""
    if not settings.MOTCUA_SCAN_FOLDER:
        return None
    desk = f"quay-{post.counter.number}" if post.counter else Path(post.user.username).name
    return Path(settings.MOTCUA_SCAN_FOLDER) / Path(post.agency.code).name / desk


def waiting(post: Post, *, at: dt.datetime) -> list[Waiting]:
    """Return the files that wait there, the oldest first; links and half-written files are not seen."""
    folder = folder_of(post)
    if folder is None or not folder.is_dir():
        return []
    files = [each for each in folder.iterdir() if each.is_file() and not each.is_symlink() and each.name[0] != "."]
    quiet = [each for each in files if at.timestamp() - each.stat().st_mtime >= _QUIET_SECONDS]
    return [
        Waiting(each.name, -(-each.stat().st_size // 1000))
        for each in sorted(quiet, key=lambda each: (each.stat().st_mtime, each.name))[:_MOST]
    ]


def read(post: Post, name: str, *, at: dt.datetime) -> bytes:
    """Return the content of a waiting file; Denied when it is there no more."""
    folder = folder_of(post)
    if folder is None or name not in {each.name for each in waiting(post, at=at)}:
        raise Denied(_("Tệp «%(name)s» không còn trong thư mục quét: xem lại danh sách.") % {"name": name})
    return (folder / name).read_bytes()


def taken(post: Post, name: str, *, at: dt.datetime) -> None:
    """Move a file aside, now that its pages are stored."""
    folder = folder_of(post)
    if folder is not None and (folder / name).is_file():
        (folder / TAKEN).mkdir(exist_ok=True)
        (folder / name).replace(folder / TAKEN / f"{at:%Y%m%d-%H%M%S}-{name}")
