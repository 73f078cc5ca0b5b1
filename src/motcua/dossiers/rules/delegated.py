"""Signing in somebody else's place: may this post do it by its own right, and if not, by which delegation?

It is asked at the moment of signing (law.md 1.3: only who is competent and within the delegation's period signs).
"""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from motcua.accounts.models import Delegation, Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.basics import check_holds_post, check_keeps_apart, on_its_way
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

# What a signature that was lent is good for.
LENT_VERBS = frozenset({"approve", "reject", "return_for_correction"})


def check_or_delegated(
    verb: str, rule: Callable[..., None], dossier: Dossier, *, by: Post, at: dt.datetime
) -> Delegation | None:
    """Return None when the post may by its own right, or the delegation it may by; Denied with the reason otherwise."""
    try:
        rule(dossier, by=by, at=at)
    except Denied as denied:
        if verb not in LENT_VERBS:
            raise
        return _by_delegation(verb, rule, dossier, by=by, at=at, own=denied)
    return None


def _by_delegation(
    verb: str, rule: Callable[..., None], dossier: Dossier, *, by: Post, at: dt.datetime, own: Denied
) -> Delegation:
    # The one that began last speaks for the others when none is good enough.
    reason = own
    for delegation in by.delegations_received.all():
        try:
            _check(delegation, dossier, at=at)
            # By the delegator's own right and no other: what was lent is not lent on.
            rule(dossier, by=delegation.from_post, at=at)
            check_holds_post(by=by, at=at, roles=frozenset({by.role}))
            if verb != "return_for_correction":
                check_keeps_apart(dossier, by=by)
        except Denied as denied:
            reason = denied if is_before(dossier, delegation.from_post) else reason
        else:
            return delegation
    raise reason


def is_before(dossier: Dossier, post: Post) -> bool:
    """Tell whether the dossier lies before this post's role and unit, or is on its way there."""
    handover = on_its_way(dossier)
    place = (dossier.holder_role, dossier.holder_agency_id)
    if handover is not None:
        place = (handover.to_role, handover.to_agency_id)
    return place == (post.role, post.agency_id)


def was_lent(dossier: Dossier, *, by: Post) -> bool:
    """Tell whether this post signs, or once signed, for somebody before whom the dossier lies."""
    return any(is_before(dossier, each.from_post) for each in by.delegations_received.all())


def _check(delegation: Delegation, dossier: Dossier, *, at: dt.datetime) -> None:
    said = {"name": delegation.from_post.user.full_name, "by": delegation.decision}
    day = local(at).date()
    if delegation.revoked_at is not None and delegation.revoked_at <= at:
        said["day"] = f"{local(delegation.revoked_at):%H:%M %d/%m/%Y}"
        raise Denied(_("Ủy quyền của %(name)s (%(by)s) đã bị thu hồi lúc %(day)s.") % said)
    if day < delegation.starts_on:
        said["day"] = f"{delegation.starts_on:%d/%m/%Y}"
        raise Denied(_("Ủy quyền của %(name)s (%(by)s) chưa bắt đầu: có hiệu lực từ %(day)s.") % said)
    if day > delegation.ends_on:
        said["day"] = f"{delegation.ends_on:%d/%m/%Y}"
        raise Denied(_("Ủy quyền của %(name)s (%(by)s) đã hết hiệu lực sau ngày %(day)s.") % said)
    if not delegation.holds_at(at):
        raise Denied(_("%(name)s không còn giữ vị trí, nên ủy quyền (%(by)s) không còn hiệu lực.") % said)
    sector = dossier.procedure_version.definition.sector
    if not delegation.covers(sector=sector, procedure=dossier.procedure_code):
        raise Denied(_("Ủy quyền của %(name)s (%(by)s) không gồm thủ tục này.") % said)
