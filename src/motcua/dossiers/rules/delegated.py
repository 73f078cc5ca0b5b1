"""Signing in somebody else's place: may this post do it by its own right, and if not, by which delegation?

It is asked at the moment of signing (law.md 1.3: only who is competent and within the delegation's period signs).
"""

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from motcua.accounts.models import Delegation, Post, Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.apologising import check_did_not_propose, pending_apology
from motcua.dossiers.rules.basics import check_holds_post, check_keeps_apart, on_its_way
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


def _nothing_more(_dossier: Dossier, *, by: Post) -> None:
    """Ask nothing of the delegate beyond the delegation: who sends a paper back signs nothing."""


# What a signature that was lent is good for, and what must be true of who uses it as it is of who lent it.
_ON_RESULTS: dict[str, Callable[..., None]] = {
    "approve": check_keeps_apart,
    "reject": check_keeps_apart,
    "return_for_correction": _nothing_more,
}
_ON_APOLOGIES: dict[str, Callable[..., None]] = {
    "approve_apology": check_did_not_propose,
    "decline_apology": _nothing_more,
}
_LENT = _ON_RESULTS | _ON_APOLOGIES


def check_or_delegated(
    verb: str, rule: Callable[..., None], dossier: Dossier, *, by: Post, at: dt.datetime
) -> Delegation | None:
    """Return None when the post may by its own right, or the delegation it may by; Denied with the reason otherwise."""
    try:
        rule(dossier, by=by, at=at)
    except Denied as denied:
        if verb not in _LENT:
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
            _LENT[verb](dossier, by=by)
        except Denied as denied:
            reason = denied if _awaits(verb, dossier, delegation.from_post) else reason
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


def _awaits(verb: str, dossier: Dossier, post: Post) -> bool:
    """Tell whether this is what waits for this post's hand; an apology waits wherever the dossier itself lies."""
    if verb in _ON_RESULTS:
        return is_before(dossier, post)
    authorities = {dossier.authority_id, dossier.handling_agency.authority_id}
    return (
        post.role == Role.APPROVER and post.agency.authority_id in authorities and pending_apology(dossier) is not None
    )


def lent_verbs(dossier: Dossier, *, by: Post) -> frozenset[str]:
    """Return what this post does, or once did, for somebody before whom it lies."""
    lenders = [each.from_post for each in by.delegations_received.all()]
    return frozenset(verb for verb in _LENT if any(_awaits(verb, dossier, lender) for lender in lenders))


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
