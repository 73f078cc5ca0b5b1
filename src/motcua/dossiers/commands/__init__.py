"""What the office does with dossiers: one function a verb, each with `by=` (a post) and `at=`."""

from motcua.dossiers.commands.decision import approve, draft, number, reject, return_for_correction
from motcua.dossiers.commands.delivery import cancel, deliver
from motcua.dossiers.commands.handover import assign, confirm_handover, hand_over
from motcua.dossiers.commands.intake import Intake, receive, receive_all

__all__ = [
    "Intake",
    "approve",
    "assign",
    "cancel",
    "confirm_handover",
    "deliver",
    "draft",
    "hand_over",
    "number",
    "receive",
    "receive_all",
    "reject",
    "return_for_correction",
]
