"""A paper that is no component of a dossier, taken in whole: its scans become one PDF/A."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.documents import checking, digitising
from motcua.documents.commands import store
from motcua.documents.models import StoredFile
from motcua.lib.outcomes import Denied

if TYPE_CHECKING:
    from motcua.documents.reading import Drawn


def one_pdf(scans: Sequence[tuple[str, bytes]], *, title: str, at: dt.datetime) -> StoredFile:
    """Store the scans, named and in their order, as one PDF of pictures drawn anew; Denied when one is not taken.

    Together they have no more pages than are drawn while somebody waits (ADR 16).
    """
    drawn: list[Drawn] = []
    for name, content in scans:
        seen = checking.at_the_door(content, name=name)
        most = settings.MOTCUA_SCAN_AT_ONCE
        if isinstance(seen, int) or len(drawn) + len(seen) > most:
            said = {"title": title, "most": most}
            raise Denied(_("%(title)s: nhận đến %(most)d trang, xin chỉ quét những trang của giấy này.") % said)
        drawn += seen
    pdf = digitising.draw(digitising.keep(drawn, at=at), title=title, at=at)
    return store(pdf, media_type=digitising.PDF, at=at)
