"""In the right column: who settles a procedure that may be handed in anywhere, and what is said of its time."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers.models import VisitItem
from motcua.dossiers.rules.elsewhere import authorities
from motcua.lib.clock import local
from motcua.web import words
from motcua.web.counter.looks import PromiseWords, SettledBy


def settled_by(item: VisitItem, post: Post, at: dt.datetime) -> SettledBy | None:
    """Return who settles this and who else may; None where only the post's own authority may."""
    if not item.procedure_version.definition.anywhere:
        return None
    others = authorities(post.authority, on=local(at).date()).values_list("name", flat=True)
    chosen = item.competent or post.authority
    return SettledBy(chosen.name, (post.authority.name, *others)) if others else None


def promise(competent: Agency) -> PromiseWords:
    """Return what is said in the place of a promise when another authority settles it."""
    reason = _("%(place)s giải quyết: thời hạn tính từ khi nơi đó nhận hồ sơ. Kết quả trả tại đây.")
    return PromiseWords(words.waits_for_competent(), reason % {"place": competent.name})
