"""Another unit is asked for its opinion: silence is never agreement, and nothing is signed while an answer is awaited.

CN15 of TT 11/2025/TT-BKHCN; law.md 1.7.
"""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.models import Consultation, ConsultationReply, Dossier
from motcua.dossiers.rules.basics import check_handles, check_is_at_work, check_move, check_undecided
from motcua.lib.outcomes import Denied


def open_consultations(dossier: Dossier) -> list[Consultation]:
    """Return the questions that have neither a reply nor the head's word to go on without one."""
    return [each for each in dossier.consultations.all() if each.closed_at is None and not each.replies.all()]


def replies_to_build_on(dossier: Dossier) -> list[ConsultationReply]:
    """Return the latest reply of each question: what a decision of this moment is built on."""
    asked = ([*each.replies.all()] for each in dossier.consultations.all())
    return [max(replies, key=lambda reply: reply.version) for replies in asked if replies]


def check_nothing_awaited(dossier: Dossier) -> None:
    """Raise Denied while an opinion is awaited: neither sent to be signed nor signed."""
    names = ", ".join(each.asked_name for each in open_consultations(dossier))
    if names:
        raise Denied(
            _("Đang chờ ý kiến của %(names)s: ghi trả lời, hoặc trưởng đơn vị quyết định không chờ.") % {"names": names}
        )


def check_can_consult(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Ask for an opinion: by who works on the dossier, before it is decided. The law's clock runs on."""
    check_move("consult", dossier, by=by, at=at)
    check_is_at_work(dossier, by=by)
    check_undecided(dossier)


def check_can_record_reply(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Record what was answered, also late: by the unit that asked."""
    check_move("record_reply", dossier, by=by, at=at)
    check_handles(dossier, by=by)
    if not dossier.consultations.all():
        raise Denied(_("Chưa hỏi ý kiến nơi nào về hồ sơ này."))


def check_can_go_on_without_reply(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Go on without an answer: the head's own decision with its reason, never the lapse of time."""
    check_move("go_on_without_reply", dossier, by=by, at=at)
    check_handles(dossier, by=by)
    if not open_consultations(dossier):
        raise Denied(_("Không còn ý kiến nào đang chờ."))
