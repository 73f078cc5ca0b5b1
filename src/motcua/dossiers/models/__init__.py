"""Visits and dossiers, and the rows that say what was done with them."""

from motcua.dossiers.models.acts import Decision, Delivery, Handover, Outcome, Proof
from motcua.dossiers.models.consultations import Consultation, ConsultationReply
from motcua.dossiers.models.copies import CopyStatus, DigitalCopy, ReadingState, ScanReading, VaultUse
from motcua.dossiers.models.dossier import Channel, Dossier, SubmittedDocument
from motcua.dossiers.models.filing import FilingLink, IntakeCheck, OnlineFiling
from motcua.dossiers.models.notices import Apology, Refusal, Reopening, StopNotice
from motcua.dossiers.models.papers import OfficeForm, Paper, PaperKind
from motcua.dossiers.models.returning import ReturnWay
from motcua.dossiers.models.screen import Screen, ScreenKind, ScreenTry
from motcua.dossiers.models.supplements import Pause, PauseKind, SupplementRequest
from motcua.dossiers.models.vault import VaultItem, VaultKind, VaultSource
from motcua.dossiers.models.visit import Visit, VisitItem

__all__ = [
    "Apology",
    "Channel",
    "Consultation",
    "ConsultationReply",
    "CopyStatus",
    "Decision",
    "Delivery",
    "DigitalCopy",
    "Dossier",
    "FilingLink",
    "Handover",
    "IntakeCheck",
    "OfficeForm",
    "OnlineFiling",
    "Outcome",
    "Paper",
    "PaperKind",
    "Pause",
    "PauseKind",
    "Proof",
    "ReadingState",
    "Refusal",
    "Reopening",
    "ReturnWay",
    "ScanReading",
    "Screen",
    "ScreenKind",
    "ScreenTry",
    "StopNotice",
    "SubmittedDocument",
    "SupplementRequest",
    "VaultItem",
    "VaultKind",
    "VaultSource",
    "VaultUse",
    "Visit",
    "VisitItem",
]
