"""Pages that a browser keeps for when there is no line: the one worker that keeps them, told what and since when."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static

STATIC = settings.PACKAGE / "static"
WORKER = STATIC / "js" / "worker.js"


def modules(folder: str) -> list[Path]:
    """Return the modules of a folder of `static/js`."""
    return sorted((STATIC / "js" / folder).glob("*.js"))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a place keeps: its pages, the modules of its folder and further files; `instead`: for what is out of reach.

    `drawn` is what the pages are made of, so that `version` changes with them.
    """

    place: str
    pages: tuple[str, ...]
    folder: str
    files: tuple[str, ...]
    drawn: bytes
    instead: str = ""

    def addresses(self) -> list[str]:
        """Return the addresses that the worker keeps; modules name one another by their plain names."""
        names = [f"js/{self.folder}/{path.name}" for path in modules(self.folder)]
        plain = [f"{settings.STATIC_URL}{name}" for name in names]
        return sorted({*self.pages, *plain, *map(static, (*names, *self.files))})

    def version(self) -> str:
        """Return what changes whenever something that the worker keeps does."""
        seen = hashlib.sha256(self.drawn)
        for path in (WORKER, *modules(self.folder), *(STATIC / name for name in self.files)):
            seen.update(path.read_bytes())
        return seen.hexdigest()[:16]

    def worker(self) -> str:
        """Return the worker, told what to keep."""
        told = {"VERSION": self.version(), "KEPT": self.addresses(), "PLACE": self.place, "INSTEAD": self.instead}
        first = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
        return first + WORKER.read_text(encoding="utf-8")


def answer(script: str) -> HttpResponse:
    """Return a worker as a browser takes it."""
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
