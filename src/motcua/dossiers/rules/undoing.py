"""Stopped at the applicant's wish, a handover put right, an ended dossier opened again."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.rules.basics import (
    check_handles,
    check_is_intake,
    check_move,
    check_undecided,
    is_sent_to,
    on_its_way,
)
from motcua.lib.outcomes import Denied


def check_can_withdraw(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Stop at the applicant's wish (form 05): before there is a decision or a result notice (TT 03/2025 art. 7).

    A fee that was taken does not stand in the way.
    """
    check_move("withdraw", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)
    check_undecided(dossier)


def wrong_handover(dossier: Dossier, *, by: Post) -> Handover | None:
    """Return the handover that this post may put right: sent by it and not confirmed, or come to it."""
    handover = on_its_way(dossier)
    if handover is not None:
        return handover if handover.from_post_id == by.pk or is_sent_to(handover, by) else None
    last = max(dossier.handovers.all(), key=lambda each: (each.sent_at, each.pk), default=None)
    if last is None or last.confirmed_by_id != by.pk or dossier.holder_id != by.pk or last.step != dossier.step:
        return None
    return last


def check_can_correct_handover(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Put a wrong handover right: by its sender while unconfirmed, or by who got what is not theirs."""
    check_move("correct_handover", dossier, by=by, at=at)
    if wrong_handover(dossier, by=by) is None:
        raise Denied(_("Chỉ người chuyển (khi bên nhận chưa xác nhận) hoặc người nhận nhầm được chuyển lại."))


def check_can_reopen(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Open an ended dossier again: by the head of the handling unit or the approver, as a new event with its ground."""
    check_move("reopen", dossier, by=by, at=at)
    if by.role == Role.HEAD:
        check_handles(dossier, by=by)
