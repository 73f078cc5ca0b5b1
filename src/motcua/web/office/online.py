"""A dossier filed online, as the office reads it: who filed, who helped, and the check before acceptance."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import checklist
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.filing import can_check
from motcua.web.office.looks import Act


def acts(dossier: Dossier, *, by: Post, at: dt.datetime) -> list[Act]:
    """Return the way to the checklist of what was filed online; the main act until every line is answered."""
    if dossier.channel != Channel.ONLINE:
        return []
    answer = can_check(dossier, by=by, at=at)
    kind = "main" if answer.allowed and checklist.open_lines(dossier) else ""
    url = reverse("counter:checks", args=[dossier.code])
    return [Act("checks", _("Kiểm tra hợp lệ, đầy đủ"), "check", kind, url, answer, href=url)]
