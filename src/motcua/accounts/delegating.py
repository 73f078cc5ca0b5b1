"""Lend a signature and take it back: each is recorded in the delegation's own history, with its reason."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts import manners, rules
from motcua.accounts.models import Delegation, Post
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


def as_recorded(delegation: Delegation) -> dict[str, Any]:
    """Return what the history keeps of a delegation."""
    return {
        "from": str(delegation.from_post),
        "to": str(delegation.to_post),
        "manner": manners.mark_of(delegation.manner),
        "sectors": delegation.sectors,
        "procedures": delegation.procedures,
        "starts_on": delegation.starts_on,
        "ends_on": delegation.ends_on,
        "decision": delegation.decision,
    }


@transaction.atomic
def delegate(
    *,
    from_post: Post,
    to_post: Post,
    manner: str,
    starts_on: dt.date,
    ends_on: dt.date,
    decision: str,
    sectors: Sequence[str] = (),
    procedures: Sequence[str] = (),
    by: Post,
    at: dt.datetime,
) -> Delegation:
    """Let `to_post` sign in the place of `from_post`; Denied with the reason where that may not be."""
    on = local(at).date()
    # The delegator's row is locked: two that overlap cannot be given at the same time.
    Post.objects.select_for_update(of=("self",)).get(pk=from_post.pk)
    draft = Delegation(
        from_post=from_post,
        to_post=to_post,
        manner=manner,
        sectors=sorted(sectors),
        procedures=sorted(procedures),
        starts_on=starts_on,
        ends_on=ends_on,
        decision=decision.strip(),
        created_by=by,
        created_at=at,
    )
    rules.check_can_change_delegations(from_post, by=by, on=on)
    if manner not in manners.manners():
        raise Denied(_("Không có cách ký này: chọn lại."), about="manner")
    if not draft.decision:
        raise Denied(_("Ghi số, ngày của văn bản ủy quyền."), about="decision")
    rules.check_can_be_delegated(draft, on=on)
    rules.check_not_given_twice(draft)
    draft.save(force_insert=True)
    record_change("given", kind="delegation", key=draft.pk, by=by, at=at, after=as_recorded(draft))
    return draft


@transaction.atomic
def revoke(delegation: Delegation, *, reason: str, by: Post, at: dt.datetime) -> Delegation:
    """Take it back at once: the very next signature is refused."""
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    rules.check_can_revoke(row, by=by, on=local(at).date())
    if not reason.strip():
        raise Denied(_("Ghi vì sao thu hồi."), about="reason")
    row.revoked_at, row.revoked_by, row.revoke_reason = at, by, reason.strip()
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    record_change("revoked", kind="delegation", key=row.pk, by=by, at=at, reason=row.revoke_reason)
    return row
