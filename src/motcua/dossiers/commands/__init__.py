"""What the office does with dossiers: one function a verb, each with `by=` (a post) and `at=`."""

from motcua.dossiers.commands.decision import approve, draft, number, reject, return_for_correction
from motcua.dossiers.commands.delivery import cancel, deliver
from motcua.dossiers.commands.door import bring, receive, refuse, submit
from motcua.dossiers.commands.handover import assign, confirm_handover, hand_over
from motcua.dossiers.commands.intake import take_in, take_in_all
from motcua.dossiers.commands.supplements import ask_supplement, close, supplement
from motcua.dossiers.intakes import Intake

__all__ = [
    "Intake",
    "approve",
    "ask_supplement",
    "assign",
    "bring",
    "cancel",
    "close",
    "confirm_handover",
    "deliver",
    "draft",
    "hand_over",
    "number",
    "receive",
    "refuse",
    "reject",
    "return_for_correction",
    "submit",
    "supplement",
    "take_in",
    "take_in_all",
]
