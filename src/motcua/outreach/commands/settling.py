"""A person looks at what could not be taken in by itself: takes it in nevertheless, or refuses it, with a reason."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.events.record import record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.outreach import rules
from motcua.outreach.commands.submitting import taken_in
from motcua.outreach.models import IntakeState, OfflineIntake, Reason
from motcua.procedures.queries import version_in_force, why_not

_REASON_OWED = frozenset({Reason.DUPLICATE, Reason.REVOKED})


@dataclass(frozen=True, slots=True)
class Settled:
    """What the person decided: why, when it was taken in, and what was set right."""

    why: str = ""
    moment: dt.datetime | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    papers: frozenset[str] | None = None
    entered: int | None = None
    person: Mapping[str, Any] | None = None
    wish: Mapping[str, str] = field(default_factory=dict)


def stream_of(row: OfflineIntake) -> str:
    """Return the name of the chain of an intake's events."""
    return f"outreach:{row.pk}"


def _locked(row: OfflineIntake, *, by: Post) -> OfflineIntake:
    now = OfflineIntake.objects.select_for_update(of=("self",)).select_related("device__agency__authority", "post")
    kept = now.get(pk=row.pk)
    rules.check_can_settle(kept, by=by)
    return kept


@transaction.atomic
def settle(*, row: OfflineIntake, how: Settled, by: Post, at: dt.datetime) -> OfflineIntake:
    """Take it in: under the version in force when it was taken in, with the number on its receipt while that holds.

    A number that was never this device's, or is another dossier's, is replaced by the office's next.
    """
    kept = _locked(row, by=by)
    reason = kept.reason
    if not how.why.strip() and reason in _REASON_OWED:
        raise Denied(_("Ghi vì sao vẫn nhận."), about="why")
    _set_right(kept, how)
    kept.settled_at, kept.settled_by, kept.settlement = at, by, how.why.strip()[:400]
    duplicate = kept.settlement if rules.is_duplicate(kept) else ""
    if rules.is_duplicate(kept) and not duplicate:
        raise Denied(_("Người này đang có hồ sơ cùng thủ tục: ghi vì sao vẫn nhận."), about="why")
    due_said = rules.due_said(kept)
    done = taken_in(kept, reserved=rules.reserved_for(kept), state=IntakeState.SETTLED, duplicate_why=duplicate)
    done.save(update_fields=["settled_at", "settled_by", "settlement", "taken_at"])
    assert done.dossier is not None
    record(
        stream=stream_of(done), name="outreach.settled", by=by, at=at, reason=reason, why=done.settlement,
        dossier=done.dossier.code, number=done.code, due_said=due_said, due_at=done.dossier.due_at,
    )  # fmt: skip
    return done


def _set_right(row: OfflineIntake, how: Settled) -> None:
    if how.moment is not None:
        rules.check_moment(row, how.moment)
        row.taken_at = how.moment
    on = local(row.taken_at).date()
    version = version_in_force(row.procedure_code, on=on)
    if version is None:
        raise Denied(why_not(row.procedure_code, on=on) or _("Thủ tục không còn hiệu lực: từ chối, có lý do."))
    said = {**row.payload, "version": version.pk, "values": {**row.payload.get("values", {}), **how.values}, **how.wish}
    said |= {"papers": sorted(how.papers)} if how.papers is not None else {}
    said |= {"entered": how.entered} if how.entered is not None else {}
    said |= {"person": dict(how.person)} if how.person is not None else {}
    row.payload = said


@transaction.atomic
def refuse(*, row: OfflineIntake, why: str, by: Post, at: dt.datetime) -> OfflineIntake:
    """Do not take it in: with a reason, kept for good; who handed it in is told by the person who refuses."""
    kept = _locked(row, by=by)
    if not why.strip():
        raise Denied(_("Ghi lý do không nhận, để báo lại người nộp."), about="why")
    record(
        stream=stream_of(kept), name="outreach.refused", by=by, at=at, reason=kept.reason, why=why.strip(),
        number=kept.code, procedure=kept.procedure_code, device=kept.device.name,
    )  # fmt: skip
    kept.state, kept.settled_at, kept.settled_by, kept.settlement = IntakeState.SETTLED, at, by, why.strip()[:400]
    kept.payload = {}
    kept.save(update_fields=["state", "settled_at", "settled_by", "settlement", "payload"])
    return kept
