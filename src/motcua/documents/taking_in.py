"""A paper that is no component of a dossier, taken in whole: its scans become one PDF/A."""

import datetime as dt
from collections.abc import Sequence

from motcua.documents import checking, digitising
from motcua.documents.commands import store
from motcua.documents.models import StoredFile


def one_pdf(scans: Sequence[tuple[str, bytes]], *, title: str, at: dt.datetime) -> StoredFile:
    """Store the scans, named and in their order, as one PDF of pictures drawn anew; Denied when one is not taken."""
    drawn = [page for name, content in scans for page in checking.pages_of(content, name=name)]
    pdf = digitising.draw(digitising.keep(drawn, at=at), title=title, at=at)
    return store(pdf, media_type=digitising.PDF, at=at)
