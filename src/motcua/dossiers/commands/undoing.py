"""Stop at the applicant's wish, put a wrong handover right, open an ended dossier again: each by a new event."""

import datetime as dt

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post, Role
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.handover import HOLDING, agency_of_role
from motcua.dossiers.commands.waits import COUNTED, end_pause, recount
from motcua.dossiers.models import Dossier, Handover, Reopening, StopNotice
from motcua.dossiers.rules.undoing import wrong_handover
from motcua.dossiers.states import State
from motcua.events.record import in_record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied


def _take_back(handover: Handover, why: str, *, by: Post, at: dt.datetime) -> None:
    """End a handover that did not arrive where it should: the papers are with who took them back, and why."""
    if handover.confirmed_at is None:
        handover.confirmed_at, handover.confirmed_by = at, by
    handover.note = " · ".join(filter(None, (handover.note, why)))[:400]
    handover.save(update_fields=["confirmed_at", "confirmed_by", "note"])


def settle_everything(dossier: Dossier, words: Promise, *, by: Post, at: dt.datetime) -> None:
    """End what is open: a handover, questions, a pause, a request for a supplement, an apology that was not signed."""
    handover, why = rules.on_its_way(dossier), in_record(words)
    if handover is not None:
        _take_back(handover, why, by=by, at=at)
    open_questions = dossier.consultations.filter(closed_at=None, replies=None)
    open_questions.update(closed_by=by, closed_at=at, close_reason=why)
    end_pause(dossier, at=at)
    dossier.supplement_requests.filter(answered_at=None, lapsed_at=None).update(lapsed_at=at)
    unsigned = dossier.apologies.filter(approved_at=None, declined_at=None)
    unsigned.update(declined_by=by, declined_at=at, decline_reason=why)


@transaction.atomic
def withdraw(
    *, dossier: Dossier, asked_by_name: str, reason: str, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Stop at the applicant's wish: who asked, and why (form 05; TT 03/2025/TT-VPCP art. 7).

    A dossier that was opened again and is stopped a second time has a notice of each. A fee that was taken is named in
    the event.
    """
    dossier = locked(dossier, version=version)
    rules.check("withdraw", dossier, by=by, at=at)
    if not asked_by_name.strip() or not reason.strip():
        raise Denied(_("Ghi ai đề nghị dừng và vì sao."))
    settle_everything(dossier, gettext_lazy("Hồ sơ dừng theo đề nghị của người dân."), by=by, at=at)
    words = {"asked_by_name": asked_by_name.strip(), "reason": reason.strip()}
    StopNotice.objects.create(dossier=dossier, by=by, at=at, **words)
    recount(dossier)
    dossier.state, dossier.ended_at = State.WITHDRAWN, at
    paid = hasattr(dossier, "payment")
    return changed(dossier, "withdrawn", by=by, at=at, fields=["state", "ended_at", *COUNTED], paid=paid, **words)


def _check_right_post(wrong: Handover, to: Post, dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    if to.role != wrong.to_role or to.agency != agency_of_role(to.role, dossier) or not to.held_on(local(at).date()):
        raise Denied(_("Người nhận phải đang giữ vị trí của đúng bước này: chọn người khác."))
    if to.pk in {by.pk, wrong.to_post_id}:
        raise Denied(_("Người này là bên đã nhận nhầm: chọn người khác."))


@transaction.atomic
def correct_handover(
    *, dossier: Dossier, to: Post, reason: str, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Send on to the right post of the same step what went to the wrong one; the step's due time stays what it was."""
    dossier = locked(dossier, version=version)
    rules.check("correct_handover", dossier, by=by, at=at)
    wrong = wrong_handover(dossier, by=by)
    assert wrong is not None  # the rule has just found it
    _check_right_post(wrong, to, dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao phải chuyển lại."))
    _take_back(wrong, reason.strip(), by=by, at=at)
    Handover.objects.create(
        dossier=dossier,
        step=wrong.step,
        from_post=by,
        to_role=to.role,
        to_agency=to.agency,
        to_post=to,
        sent_at=at,
        step_due_at=wrong.step_due_at,
        note=reason.strip()[:400],
        corrects=wrong,
    )
    said = {"to": to.user.full_name, "role": to.role, "reason": reason.strip()}
    return changed(dossier, "handover_corrected", by=by, at=at, fields=[], **said)


@transaction.atomic
def reopen(*, dossier: Dossier, ground: str, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Open an ended dossier again: what it had come to is kept, and its whole limit is counted anew from now.

    It begins at the first step of the case officers; drafts, decision, number and delivery are new ones beside the old.
    """
    dossier = locked(dossier, version=version)
    rules.check("reopen", dossier, by=by, at=at)
    if not ground.strip():
        raise Denied(_("Ghi căn cứ mở lại hồ sơ."))
    assert dossier.ended_at is not None  # only what has ended is opened again
    before = {"state_before": dossier.state, "ended_before": dossier.ended_at, "ready_before": dossier.ready_at}
    Reopening.objects.create(dossier=dossier, due_before=dossier.due_at, ground=ground.strip(), by=by, at=at, **before)
    settle_everything(dossier, gettext_lazy("Hồ sơ được mở lại."), by=by, at=at)
    steps = dossier.procedure_version.definition.steps
    dossier.step = next(step.number for step in steps if step.role == Role.CASE)
    dossier.holder_role, dossier.holder = Role.CASE, None
    dossier.holder_agency = agency_of_role(Role.CASE, dossier)
    dossier.state, dossier.ended_at, dossier.ready_at, dossier.punctuality = State.IN_PROGRESS, None, None, ""
    recount(dossier)
    fields = ["state", "ended_at", "ready_at", *COUNTED, "punctuality", *HOLDING]
    said = {"ground": ground.strip(), "due_at": dossier.due_at}
    return changed(dossier, "reopened", by=by, at=at, fields=fields, **(before | said))
