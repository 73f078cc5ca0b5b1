"""May this happen, to this dossier, by this post, now? A refusal is a sentence (separation of duties)."""

import datetime as dt
from collections.abc import Callable

from motcua.accounts.models import Delegation, Post
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import apologising, collecting, consulting, delegated, door, undoing, waiting, way
from motcua.dossiers.rules.basics import check_holds_post, check_is_with, check_move, is_receiver, on_its_way
from motcua.lib.outcomes import Answer, Denied

__all__ = [
    "CHECKS",
    "Check",
    "can",
    "check",
    "check_holds_post",
    "check_is_with",
    "check_move",
    "is_receiver",
    "on_its_way",
]

Check = Callable[..., None]

CHECKS: dict[str, Check] = {
    "receive": door.check_can_receive,
    "refuse": door.check_can_refuse,
    "hand_over": way.check_can_hand_over,
    "confirm_handover": way.check_can_confirm_handover,
    "assign": way.check_can_assign,
    "draft": way.check_can_draft,
    "return_for_correction": way.check_can_return_for_correction,
    "approve": way.check_can_approve,
    "reject": way.check_can_reject,
    "number": way.check_can_number,
    "deliver": way.check_can_deliver,
    "change_return": collecting.check_can_change_return,
    "cancel": way.check_can_cancel,
    "ask_supplement": waiting.check_can_ask_supplement,
    "supplement": waiting.check_can_supplement,
    "close": waiting.check_can_close,
    "request_payment": waiting.check_can_request_payment,
    "confirm_payment": waiting.check_can_confirm_payment,
    "consult": consulting.check_can_consult,
    "record_reply": consulting.check_can_record_reply,
    "go_on_without_reply": consulting.check_can_go_on_without_reply,
    "propose_apology": apologising.check_can_propose_apology,
    "approve_apology": apologising.check_can_approve_apology,
    "decline_apology": apologising.check_can_decline_apology,
    "withdraw": undoing.check_can_withdraw,
    "correct_handover": undoing.check_can_correct_handover,
    "reopen": undoing.check_can_reopen,
}


def check(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> Delegation | None:
    """Raise Denied with the reason unless this post may do `verb` to this dossier now.

    Returns the delegation it may do it by, in somebody else's place; None when it may by its own right.
    """
    return delegated.check_or_delegated(verb, CHECKS[verb], dossier, by=by, at=at)


def can(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> Answer:
    """Ask a rule for a page: allowed, or the reason why not."""
    try:
        check(verb, dossier, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def by_delegation(verb: str, dossier: Dossier, *, by: Post, at: dt.datetime) -> Delegation | None:
    """Return the delegation this post would do `verb` by; None by its own right, or not at all."""
    try:
        return check(verb, dossier, by=by, at=at)
    except Denied:
        return None
