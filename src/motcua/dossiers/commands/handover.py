"""Pass a dossier on; whoever sends it answers for it until the other side confirms."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.dossiers import rules
from motcua.dossiers.clock import step_due
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.beginning import BEGINNING, begin_clock
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.states import State
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import Step
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds


def agency_of_role(role: str, dossier: Dossier) -> Agency:
    """Return the unit whose posts of a role work on a dossier."""
    if role == Role.INTAKE:
        return dossier.intake_agency
    return dossier.handling_agency if role in {Role.CASE, Role.HEAD} else dossier.signing_agency


def _step_due(dossier: Dossier, step: Step, at: dt.datetime) -> dt.datetime | None:
    hours = dossier.procedure_version.definition.step_hours(dossier.case)[step.number]
    try:
        calendar = working_calendar(dossier.signing_agency.calendar_code())
        return step_due(hours, sent_at=at, due=dossier.due_at, calendar=calendar)
    except CalendarEnds:
        return None


def send(dossier: Dossier, step: Step, *, by: Post, at: dt.datetime, to: Post | None, note: str) -> Handover:
    """Send a locked dossier to a step; the caller saves the dossier."""
    agency = to.agency if to is not None else agency_of_role(step.role, dossier)
    return Handover.objects.create(
        dossier=dossier,
        step=step.number,
        from_post=by,
        to_role=step.role,
        to_agency=agency,
        to_post=to,
        sent_at=at,
        step_due_at=_step_due(dossier, step, at),
        note=note,
    )


def settle(dossier: Dossier, *, by: Post, at: dt.datetime) -> bool:
    """Confirm an open handover by acting on it, which a rule has allowed; True when there was one."""
    handover = rules.on_its_way(dossier)
    if handover is None:
        return False
    handover.confirmed_at, handover.confirmed_by = at, by
    handover.save(update_fields=["confirmed_at", "confirmed_by"])
    dossier.step, dossier.holder_role = handover.step, handover.to_role
    dossier.holder_agency, dossier.holder = handover.to_agency, by
    begin_clock(dossier, by=by, at=at)
    return True


# What `settle` may have changed.
HOLDING = ["step", "holder_role", "holder_agency", "holder", *BEGINNING]


@transaction.atomic
def hand_over(
    *, dossier: Dossier, by: Post, at: dt.datetime, to: Post | None = None, note: str = "", version: int | None = None
) -> Dossier:
    """Pass on to the next step of the procedure's workflow; `to` names the post, else any post of the role takes it."""
    dossier = locked(dossier, version=version)
    rules.check("hand_over", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    step = dossier.procedure_version.definition.step_after(dossier.step)
    if step is None:
        raise Denied(_("Đây là bước cuối của quy trình, không còn bước nào để chuyển."))
    if to is not None and to.role != step.role:
        raise Denied(_("Bước tiếp theo là của %(role)s.") % {"role": str(Role(step.role).label).lower()})
    if to is not None and (to.agency != agency_of_role(step.role, dossier) or not to.held_on(local(at).date())):
        raise Denied(_("Người nhận không còn giữ vị trí ở nơi làm bước tiếp theo: chọn người khác."))
    handover = send(dossier, step, by=by, at=at, to=to, note=note)
    dossier.state = State.IN_PROGRESS
    return changed(
        dossier,
        "handed_over",
        by=by,
        at=at,
        fields=["state", *HOLDING],
        step=step.number,
        role=step.role,
        to=to.user.full_name if to else handover.to_agency.short_name,
        note=note,
    )


@transaction.atomic
def confirm_handover(*, dossier: Dossier, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Confirm that the dossier has arrived: from now on the receiver answers for it."""
    dossier = locked(dossier, version=version)
    rules.check("confirm_handover", dossier, by=by, at=at)
    settle(dossier, by=by, at=at)
    return changed(dossier, "handover_confirmed", by=by, at=at, fields=HOLDING, step=dossier.step, role=by.role)


@transaction.atomic
def assign(*, dossier: Dossier, to: Post, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Assign to a case officer: history keeps who had it before."""
    dossier = locked(dossier, version=version)
    rules.check("assign", dossier, by=by, at=at)
    if to.role != Role.CASE or to.agency_id != dossier.handling_agency_id or not to.held_on(local(at).date()):
        raise Denied(_("Người được phân công phải là cán bộ thụ lý đang giữ vị trí ở đơn vị giải quyết."))
    before = dossier.holder.user.full_name if dossier.holder else ""
    if not dossier.handovers.filter(confirmed_at=None).update(to_post=to):
        dossier.holder = to
    return changed(dossier, "assigned", by=by, at=at, fields=["holder"], to=to.user.full_name, before=before)
