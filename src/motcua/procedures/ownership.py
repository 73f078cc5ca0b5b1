"""Whose the catalogue is: one agency of an installation edits it, the others read it and keep their own words."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.lib.outcomes import Answer, Denied


def catalogue_owner(*, on: dt.date) -> Agency | None:
    """Return the authority that the catalogue belongs to, or None where several tops share it and none is named.

    The one named in the settings; else the only authority that has an administrator, which stands alone; else the
    agency at the top of all that have one.
    """
    named = Agency.objects.valid_on(on).filter(code=settings.MOTCUA_CATALOGUE_OWNER).first()
    if named is not None:
        return named
    posts = Post.objects.current(on).filter(role=Role.ADMIN).select_related("agency__authority__parent")
    authorities = {post.authority.pk: post.authority for post in posts}
    if len(authorities) > 1:
        authorities = {top.pk: top for top in map(_top, authorities.values())}
    return next(iter(authorities.values())) if len(authorities) == 1 else None


def _top(unit: Agency) -> Agency:
    while unit.parent is not None:
        unit = unit.parent
    return unit


def check_can_edit(*, by: Post, on: dt.date) -> None:
    """Raise Denied unless `by` is an administrator today of the agency whose catalogue it is.

    CN09 of TT 11/2025/TT-BKHCN: who configures is not who decides dossiers.
    """
    if by.role != Role.ADMIN or not by.held_on(on):
        raise Denied(_("Việc này của quản trị kỹ thuật, không phải của bạn."))
    owner = catalogue_owner(on=on)
    if owner is None:
        raise Denied(
            _("Danh mục dùng chung cho nhiều nơi mà chưa ghi nơi nào giữ: người cài đặt ghi ở MOTCUA_CATALOGUE_OWNER.")
        )
    if owner.pk != by.authority.pk:
        raise Denied(
            _("Danh mục này dùng chung, do %(owner)s giữ: nơi bạn xem được, không sửa được.") % {"owner": owner.name}
        )


def can_edit(*, by: Post, on: dt.date) -> Answer:
    """Return whether a post may edit the catalogue, and why not."""
    try:
        check_can_edit(by=by, on=on)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
