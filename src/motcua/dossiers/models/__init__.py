"""Visits and dossiers, and the rows that say what was done with them."""

from motcua.dossiers.models.acts import Decision, Delivery, Handover, Outcome, Paper, PaperKind, Pause, Proof
from motcua.dossiers.models.dossier import Channel, Dossier, SubmittedDocument
from motcua.dossiers.models.visit import Visit, VisitItem

__all__ = [
    "Channel",
    "Decision",
    "Delivery",
    "Dossier",
    "Handover",
    "Outcome",
    "Paper",
    "PaperKind",
    "Pause",
    "Proof",
    "SubmittedDocument",
    "Visit",
    "VisitItem",
]
