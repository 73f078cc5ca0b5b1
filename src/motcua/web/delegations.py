"""Who signs for whom, as pages say it."""

from django.utils.translation import gettext as _

from motcua.accounts.models import Delegation


def behalf(delegation: Delegation | None) -> str:
    """Return for whom one signs: thay Lê Thị Hoa (QĐ 12/QĐ-UBND); nothing when by one's own right."""
    if delegation is None:
        return ""
    said = {"name": delegation.from_post.user.full_name, "by": delegation.decision}
    return _("thay %(name)s (%(by)s)") % said
