"""Propose an apology with another time, sign it, or decline it (form 04)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, in_place_of, locked
from motcua.dossiers.commands.waits import COUNTED, in_words, no_calendar, recount
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.queries.due_times import calendar_of
from motcua.lib.outcomes import Denied
from motcua.worktime.deadlines import CalendarEnds, is_working_moment


def _check_new_time(dossier: Dossier, new_due_at: dt.datetime) -> None:
    if dossier.due_at is None or new_due_at <= dossier.due_at:
        raise Denied(_("Giờ hẹn lại phải sau hạn đang có."))
    try:
        worked = is_working_moment(calendar_of(dossier), new_due_at)
    except CalendarEnds as ends:
        raise no_calendar(ends) from None
    if not worked:
        raise Denied(_("Giờ hẹn lại phải trong giờ làm việc của ngày làm việc."))


@transaction.atomic
def propose_apology(
    *, dossier: Dossier, reason: str, new_due_at: dt.datetime, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Propose to say sorry and name another time, with the reason; nothing changes until it is signed."""
    dossier = locked(dossier, version=version)
    rules.check("propose_apology", dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao không kịp hạn để người dân biết."))
    _check_new_time(dossier, new_due_at)
    words = {"reason": reason.strip(), "due_before": dossier.due_at, "new_due_at": new_due_at}
    Apology.objects.create(dossier=dossier, proposed_by=by, proposed_at=at, **words)
    said = {"reason": reason.strip(), "new_due": in_words(new_due_at), "new_due_at": new_due_at}
    return changed(dossier, "apology_proposed", by=by, at=at, fields=[], **said)


def _pending(dossier: Dossier) -> Apology:
    return dossier.apologies.get(approved_at=None, declined_at=None)


@transaction.atomic
def approve_apology(*, dossier: Dossier, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Sign it: the new time is the due time from now on; what was promised on the slip stays as it was said."""
    dossier = locked(dossier, version=version)
    under = rules.check("approve_apology", dossier, by=by, at=at)
    apology = _pending(dossier)
    apology.approved_by, apology.approved_at = by, at
    apology.delegation, apology.on_behalf_of = under, under.from_post if under else None
    apology.save(update_fields=["approved_by", "approved_at", "delegation", "on_behalf_of"])
    recount(dossier)
    said: dict[str, Any] = {"reason": apology.reason, "new_due": in_words(apology.new_due_at), "due_at": dossier.due_at}
    said |= in_place_of(under)
    return changed(dossier, "apology_approved", by=by, at=at, fields=[*COUNTED], **said)


@transaction.atomic
def decline_apology(*, dossier: Dossier, reason: str, by: Post, at: dt.datetime, version: int | None = None) -> Dossier:
    """Decline it: the due time stays, the work is to be done in time."""
    dossier = locked(dossier, version=version)
    under = rules.check("decline_apology", dossier, by=by, at=at)
    if not reason.strip():
        raise Denied(_("Ghi vì sao không đồng ý hẹn lại."))
    apology = _pending(dossier)
    apology.declined_by, apology.declined_at, apology.decline_reason = by, at, reason.strip()
    apology.save(update_fields=["declined_by", "declined_at", "decline_reason"])
    said = {"reason": reason.strip()} | in_place_of(under)
    return changed(dossier, "apology_declined", by=by, at=at, fields=[], **said)
