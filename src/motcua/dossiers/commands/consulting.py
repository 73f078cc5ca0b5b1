"""Ask another unit or agency, record what it answers, or go on without: silence is never agreement."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers import rules
from motcua.dossiers.commands.acting import changed, locked
from motcua.dossiers.commands.handover import HOLDING, settle
from motcua.dossiers.commands.waits import in_words, no_calendar
from motcua.dossiers.models import Consultation, ConsultationReply, Dossier
from motcua.dossiers.queries.due_times import calendar_of
from motcua.lib.outcomes import Denied
from motcua.worktime.deadlines import CalendarEnds, Limit, LimitKind, due_at


def _due(dossier: Dossier, hours: int, at: dt.datetime) -> dt.datetime:
    if hours < 1:
        raise Denied(_("Hạn trả lời ít nhất là một giờ làm việc."))
    try:
        return due_at(calendar_of(dossier), at, Limit(LimitKind.WORKING_HOURS, hours))
    except CalendarEnds as ends:
        raise no_calendar(ends) from None


@transaction.atomic
def consult(
    *,
    dossier: Dossier,
    question: str,
    hours: int,
    agency: Agency | None = None,
    name: str = "",
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Ask a unit of ours or an agency by its name, for an answer within working hours. The law's clock runs on."""
    dossier = locked(dossier, version=version)
    rules.check("consult", dossier, by=by, at=at)
    asked = agency.name if agency is not None else name.strip()
    if not asked:
        raise Denied(_("Chọn đơn vị hoặc ghi tên cơ quan được hỏi."))
    if not question.strip():
        raise Denied(_("Ghi nội dung cần hỏi ý kiến."))
    reply_due_at = _due(dossier, hours, at)
    if rules.is_receiver(dossier, by=by):
        settle(dossier, by=by, at=at)
    about = {"agency": agency, "asked_name": asked[:200], "question": question.strip(), "reply_due_at": reply_due_at}
    Consultation.objects.create(dossier=dossier, asked_by=by, asked_at=at, **about)
    said = {"whom": asked, "question": question.strip(), "reply_due": in_words(reply_due_at)}
    return changed(dossier, "consulted", by=by, at=at, fields=HOLDING, **said)


def _own(dossier: Dossier, consultation: Consultation) -> Consultation:
    found = Consultation.objects.filter(dossier=dossier, pk=consultation.pk).first()
    if found is None:
        raise Denied(_("Lần hỏi ý kiến này không thuộc hồ sơ: chọn lại."))
    return found


@transaction.atomic
def record_reply(
    *,
    dossier: Dossier,
    consultation: Consultation,
    agrees: bool,
    text: str,
    given_by: str,
    by: Post,
    at: dt.datetime,
    version: int | None = None,
) -> Dossier:
    """Record an answer. A later one stands beside the earlier, and never takes the place of the one that was used."""
    dossier = locked(dossier, version=version)
    rules.check("record_reply", dossier, by=by, at=at)
    asked = _own(dossier, consultation)
    if not text.strip() or not given_by.strip():
        raise Denied(_("Ghi nội dung trả lời và ai trả lời."))
    number = asked.replies.count() + 1
    words = {"agrees": agrees, "text": text.strip(), "given_by": given_by.strip()}
    ConsultationReply.objects.create(consultation=asked, version=number, recorded_by=by, at=at, **words)
    said = {"whom": asked.asked_name, "reply": number, "late": at > asked.reply_due_at}
    return changed(dossier, "replied", by=by, at=at, fields=[], **(words | said))


@transaction.atomic
def go_on_without_reply(
    *, dossier: Dossier, consultation: Consultation, reason: str, by: Post, at: dt.datetime, version: int | None = None
) -> Dossier:
    """Decide to go on without an answer, and why: the head answers for it; it is not taken for agreement."""
    dossier = locked(dossier, version=version)
    rules.check("go_on_without_reply", dossier, by=by, at=at)
    asked = _own(dossier, consultation)
    if asked.closed_at is not None or asked.replies.exists():
        raise Denied(_("%(name)s đã trả lời hoặc đã quyết định không chờ.") % {"name": asked.asked_name})
    if not reason.strip():
        raise Denied(_("Ghi vì sao giải quyết không chờ trả lời."))
    asked.closed_by, asked.closed_at, asked.close_reason = by, at, reason.strip()
    asked.save(update_fields=["closed_by", "closed_at", "close_reason"])
    said = {"whom": asked.asked_name, "reason": reason.strip()}
    return changed(dossier, "went_on_without_reply", by=by, at=at, fields=[], **said)
