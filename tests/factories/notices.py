"""What the office asks, says, stops: rows as the commands leave them."""

import datetime as dt
from typing import Any

from motcua.accounts.models import Role
from motcua.dossiers.models import (
    Apology,
    Consultation,
    ConsultationReply,
    Dossier,
    Refusal,
    StopNotice,
    SupplementRequest,
)
from tests.factories.dossiers import MORNING, Commune, later, moment


def supplement(dossier: Dossier, unit: Commune, at: dt.datetime = MORNING, **changes: Any) -> SupplementRequest:
    """Two things missing, with the day by which they are awaited."""
    fields: dict[str, Any] = {
        "items": ["Bản chính Giấy chứng sinh.", "Bản sao Trích lục kết hôn."],
        "reason": "Hồ sơ còn thiếu hai giấy tờ theo quy định.",
        "guidance": "Xin cấp lại Giấy chứng sinh tại bệnh viện nơi sinh.",
        "close_on": dt.date(2026, 12, 18),
        "asked_by": unit[Role.INTAKE],
        "asked_at": at,
    }
    return SupplementRequest.objects.create(dossier=dossier, **(fields | changes))


def refusal(dossier: Dossier, unit: Commune, at: dt.datetime = MORNING, **changes: Any) -> Refusal:
    """Another unit's matter."""
    fields: dict[str, Any] = {
        "reason": "Hồ sơ không thuộc thẩm quyền của xã Gia Lâm.",
        "legal_basis": "Điều 13 Luật Hộ tịch 2014",
        "instead": "Nộp tại Trung tâm PVHCC xã Bát Tràng.",
        "by": unit[Role.INTAKE],
        "at": at,
    }
    return Refusal.objects.create(dossier=dossier, **(fields | changes))


def apology(dossier: Dossier, unit: Commune, *, approved: bool = True, **changes: Any) -> Apology:
    """Two working days more, proposed by Minh and signed by bà Hoa unless told otherwise."""
    signed = {"approved_by": unit[Role.APPROVER], "approved_at": later(MORNING, hours=2)} if approved else {}
    fields: dict[str, Any] = {
        "reason": "Chưa có kết quả xác minh của xã nơi cư trú trước đây.",
        "due_before": dossier.due_at,
        "new_due_at": moment("2026-12-02 08:30"),
        "proposed_by": unit[Role.CASE],
        "proposed_at": later(MORNING, hours=1),
    }
    return Apology.objects.create(dossier=dossier, **(fields | signed | changes))


def stop(dossier: Dossier, unit: Commune, at: dt.datetime = MORNING, **changes: Any) -> StopNotice:
    """Bà Tám no longer wants it."""
    fields: dict[str, Any] = {
        "asked_by_name": "TRẦN THỊ TÁM",
        "reason": "Người nộp không còn nhu cầu.",
        "by": unit[Role.INTAKE],
        "at": at,
    }
    return StopNotice.objects.create(dossier=dossier, **(fields | changes))


def consultation(dossier: Dossier, unit: Commune, at: dt.datetime = MORNING, **changes: Any) -> Consultation:
    """The police of the commune are asked, with two hours to answer."""
    fields: dict[str, Any] = {
        "asked_name": "Công an xã Gia Lâm",
        "question": "Xác nhận nơi thường trú.",
        "reply_due_at": later(at, hours=2),
        "asked_by": unit[Role.CASE],
        "asked_at": at,
    }
    return Consultation.objects.create(dossier=dossier, **(fields | changes))


def reply(asked: Consultation, unit: Commune, at: dt.datetime, **changes: Any) -> ConsultationReply:
    """They answer."""
    fields: dict[str, Any] = {
        "agrees": True,
        "text": "Đúng.",
        "given_by": "Lê Văn Thật",
        "recorded_by": unit[Role.CASE],
        "at": at,
    }
    return ConsultationReply.objects.create(consultation=asked, **(fields | changes))
