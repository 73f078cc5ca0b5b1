"""A digital copy: pages in their order and turned, drawn into one PDF/A-2 (TT 01/2023/TT-VPCP art. 8; law.md 1.11)."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image

from motcua import printing
from motcua.documents.commands import store
from motcua.documents.models import StoredFile
from motcua.documents.reading import Drawn
from motcua.lib.outcomes import Denied

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
READABLE = (1600, 1600)
_ASIDE = (90, 270)
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a copy: its picture and its small picture by checksum, its size, how far it is turned (clockwise)."""

    picture: str
    thumbnail: str
    width: int
    height: int
    dpi: int
    turn: int = 0

    @property
    def size_mm(self) -> tuple[int, int]:
        """Width and height on paper, as it is turned."""
        wide, high = (max(1, round(side * 25.4 / self.dpi)) for side in (self.width, self.height))
        return (high, wide) if self.turn in _ASIDE else (wide, high)


def keep(drawn: Sequence[Drawn], *, at: dt.datetime) -> list[Page]:
    """Store the pictures of the pages and return the pages."""
    return [
        Page(
            picture=store(each.jpeg, media_type=JPEG, at=at).sha256,
            thumbnail=store(each.thumbnail, media_type=PNG, at=at).sha256,
            width=each.width,
            height=each.height,
            dpi=each.dpi,
        )
        for each in drawn
    ]


def as_data(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return pages as they are kept in a JSON column."""
    return [asdict(page) for page in pages]


def from_data(data: Sequence[dict[str, Any]]) -> list[Page]:
    """Return pages as they were kept."""
    return [Page(**each) for each in data]


def turned(pages: Sequence[Page], place: int, by: int) -> list[Page]:
    """Return the pages with one of them turned by a multiple of 90 degrees; Denied for a page that is gone."""
    _check_there(pages, place)
    return [replace(page, turn=(page.turn + by) % 360) if at == place else page for at, page in enumerate(pages)]


def moved(pages: Sequence[Page], place: int, to: int) -> list[Page]:
    """Return the pages with one of them at another place; beyond the ends it stays at the end."""
    _check_there(pages, place)
    rest = [page for at, page in enumerate(pages) if at != place]
    to = min(max(to, 0), len(rest))
    return [*rest[:to], pages[place], *rest[to:]]


def without(pages: Sequence[Page], place: int) -> list[Page]:
    """Return the pages without one of them."""
    _check_there(pages, place)
    return [page for at, page in enumerate(pages) if at != place]


def _check_there(pages: Sequence[Page], place: int) -> None:
    if not 0 <= place < len(pages):
        raise Denied(_("Trang này không còn: xem lại bản quét rồi làm tiếp."))


def thumbnail(page: Page) -> bytes:
    """Return the small picture as the page is turned, PNG drawn by us."""
    content = StoredFile.objects.get(sha256=page.thumbnail).read()
    return _turn(content, page.turn, "PNG") if page.turn else content


def picture(page: Page) -> bytes:
    """Return the page large enough to be read on a screen, as it is turned, PNG drawn by us."""
    content = StoredFile.objects.get(sha256=page.picture).read()
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as file:
        shown = file.transpose(_TURNS[page.turn]) if page.turn else file.copy()
    shown.thumbnail(READABLE)
    drawn = io.BytesIO()
    shown.save(drawn, "PNG")
    return drawn.getvalue()


def draw(pages: Sequence[Page], *, title: str, at: dt.datetime) -> bytes:
    """Return the copy as PDF/A-2b: nothing in it but pictures that we drew. DamagedFile when one cannot be read."""
    contents = {each.sha256: each.read() for each in StoredFile.objects.filter(sha256__in={p.picture for p in pages})}
    pictures = [_turn(contents[each.picture], each.turn, "JPEG") for each in pages]
    sizes = [[f"{side}" for side in each.size_mm] for each in pages]
    here = at.astimezone(dt.UTC)
    data = {"title": title, "sizes": sizes, "day": [here.year, here.month, here.day, here.hour, here.minute]}
    return printing.render_pictures("papers/scan.typ", data, pictures)


def _turn(content: bytes, turn: int, form: str) -> bytes:
    if not turn:
        return content
    with Image.open(io.BytesIO(content), formats=[form]) as picture:
        drawn = io.BytesIO()
        dpi = picture.info.get("dpi", (200, 200))
        quality = {"quality": 92, "dpi": dpi} if form == "JPEG" else {}
        picture.transpose(_TURNS[turn]).save(drawn, form, **quality)
        return drawn.getvalue()
