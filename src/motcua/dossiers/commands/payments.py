"""A financial obligation of the applicant: the clock stands still where the sector's law says so, and only there."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.handover import HOLDING, settle
from motcua.dossiers.commands.waits import COUNTED, begin_pause, end_pause, recount
from motcua.dossiers.models import Dossier, PauseKind
from motcua.dossiers.states import State
from motcua.lib.outcomes import Denied


@transaction.atomic
def request_payment(
    *, dossier: Dossier, amount: int, reason: str, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Ask for what is owed to the state; the text that lets the clock stand still is kept with the pause."""
    dossier = locked(dossier, version=version)
    rules.check("request_payment", dossier, by=by, at=at)
    if amount < 1:
        raise Denied(_("Ghi số tiền phải nộp, bằng đồng."))
    if not reason.strip():
        raise Denied(_("Ghi nghĩa vụ tài chính nào, theo thông báo nào."))
    if rules.is_receiver(dossier, by=by):
        settle(dossier, by=by, at=at)
    basis = dossier.procedure_version.definition.financial_pause
    begin_pause(dossier, PauseKind.PAYMENT, reason=reason.strip(), at=at, basis=basis[:400], amount=amount)
    dossier.state = State.PAUSED
    said = {"reason": reason.strip(), "basis": basis}
    return changed(dossier, "payment_requested", by=by, at=at, fields=["state", *HOLDING], amount=amount, **said)


@transaction.atomic
def confirm_payment(
    *, dossier: Dossier, receipt: str, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """The obligation is met, by which receipt: the clock runs on, later by the working time it stood still."""
    dossier = locked(dossier, version=version)
    rules.check("confirm_payment", dossier, by=by, at=at)
    if not receipt.strip():
        raise Denied(_("Ghi số chứng từ nộp tiền đã xem."))
    end_pause(dossier, at=at)
    dossier.state = State.IN_PROGRESS
    recount(dossier)
    said = {"receipt": receipt.strip(), "due_at": dossier.due_at}
    return changed(dossier, "payment_confirmed", by=by, at=at, fields=["state", *COUNTED], **said)
