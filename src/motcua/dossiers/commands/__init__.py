"""What the office does with dossiers: one function a verb, each with `by=` (a post) and `at=`."""

from motcua.dossiers.commands.apologising import approve_apology, decline_apology, propose_apology
from motcua.dossiers.commands.consulting import consult, go_on_without_reply, record_reply
from motcua.dossiers.commands.decision import approve, draft, number, reject, return_for_correction
from motcua.dossiers.commands.delivery import cancel, change_return, deliver
from motcua.dossiers.commands.door import bring, receive, refuse, submit
from motcua.dossiers.commands.handover import assign, confirm_handover, hand_over
from motcua.dossiers.commands.intake import take_in, take_in_all
from motcua.dossiers.commands.payments import confirm_payment, request_payment
from motcua.dossiers.commands.supplements import ask_supplement, close, supplement
from motcua.dossiers.commands.undoing import correct_handover, reopen, withdraw
from motcua.dossiers.intakes import Intake

__all__ = [
    "Intake",
    "approve",
    "approve_apology",
    "ask_supplement",
    "assign",
    "bring",
    "cancel",
    "change_return",
    "close",
    "confirm_handover",
    "confirm_payment",
    "consult",
    "correct_handover",
    "decline_apology",
    "deliver",
    "draft",
    "go_on_without_reply",
    "hand_over",
    "number",
    "propose_apology",
    "receive",
    "record_reply",
    "refuse",
    "reject",
    "reopen",
    "request_payment",
    "return_for_correction",
    "submit",
    "supplement",
    "take_in",
    "take_in_all",
    "withdraw",
]
