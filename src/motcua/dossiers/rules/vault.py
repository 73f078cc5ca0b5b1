"""May this document of the vault be said to hold no more, by this post, now?"""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import VaultItem
from motcua.dossiers.rules.basics import check_holds_post
from motcua.lib.outcomes import Answer, Denied

_REVOKERS = frozenset({Role.HEAD, Role.APPROVER})


def check_can_revoke(item: VaultItem, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied unless the post answers for the authority that keeps it, and it was not replaced or revoked yet."""
    if item.revoked_at is not None:
        raise Denied(_("Giấy tờ này đã thu hồi rồi."))
    if item.superseded_by_id is not None:
        raise Denied(_("Giấy tờ này đã có bản mới thay: thu hồi bản mới nếu cần."))
    check_holds_post(by=by, at=at, roles=_REVOKERS)
    if item.dossier is None or item.dossier.authority_id != by.agency.authority_id:
        raise Denied(_("Giấy tờ này do đơn vị khác giữ: chỉ đơn vị đó thu hồi được."))


def check_can_stand_for(instead: VaultItem, revoked: VaultItem, *, on: dt.date) -> None:
    """Raise Denied unless the document named in place of a revoked one is another of the same person and holds."""
    people = {each.merged_into_id or each.pk for each in (instead.person, revoked.person)}
    if instead.pk == revoked.pk or len(people) > 1 or not instead.holds_on(on):
        raise Denied(_("Giấy thay thế phải là giấy khác của chính người này và còn giá trị: chọn lại."))


def can_revoke(item: VaultItem, *, by: Post, at: dt.datetime) -> Answer:
    """Ask the same rule for a page."""
    try:
        check_can_revoke(item, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
