"""Events of a dossier as sentences: a table of data, one line an event."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Role
from motcua.events.models import Event
from motcua.lib import money
from motcua.payments.models import Method
from motcua.web.office.looks import EventLook
from motcua.web.words import named

# Event → its sentence, and which of its details say more.
SENTENCES: dict[str, tuple[str | Promise, str]] = {
    "dossier.submitted": (gettext_lazy("Nộp hồ sơ, chưa tiếp nhận: chưa tính thời hạn"), "filing"),
    "dossier.checked": (gettext_lazy("Kiểm tra hợp lệ, đầy đủ: %(passed)s mục đạt; chưa đạt: %(failed)s"), "filing"),
    "dossier.brought": (gettext_lazy("Người nộp mang thêm giấy tờ, chưa tiếp nhận"), ""),
    "dossier.refused": (gettext_lazy("Không tiếp nhận hồ sơ"), "reason"),
    "dossier.called": (gettext_lazy("Báo người nộp đến nhận kết quả"), "words"),
    "dossier.duplicate_settled": (gettext_lazy("Xem lại hồ sơ trùng: không trùng"), "reason"),
    "dossier.original_kept": (gettext_lazy("Giữ bản chính: %(paper)s"), "where"),
    "dossier.original_returned": (gettext_lazy("Trả bản chính %(paper)s cho %(to)s"), ""),
    "dossier.received": (gettext_lazy("Tiếp nhận hồ sơ"), "reason"),
    "dossier.taken_in_outside": (gettext_lazy("Nhận tại điểm lưu động lúc %(taken_at)s, máy «%(device)s»"), ""),
    "dossier.handed_over": (gettext_lazy("Chuyển cho %(to)s (%(role)s)"), "note"),
    "dossier.handover_confirmed": (gettext_lazy("Bên nhận xác nhận đã nhận hồ sơ"), ""),
    "dossier.clock_began": (gettext_lazy("Cơ quan có thẩm quyền nhận: tính hạn từ %(since)s"), ""),
    "dossier.assigned": (gettext_lazy("Phân công %(to)s thụ lý"), ""),
    "dossier.drafted": (gettext_lazy("Soạn dự thảo kết quả, lần %(draft)s"), ""),
    "dossier.returned": (gettext_lazy("Trả dự thảo lại để sửa"), "reason"),
    "dossier.approved": (gettext_lazy("Ký duyệt kết quả"), ""),
    "dossier.rejected": (gettext_lazy("Ký từ chối, có lý do"), "reasons"),
    "dossier.result_ready": (gettext_lazy("Vào số %(number)s, đóng dấu: đã có kết quả"), ""),
    "dossier.paid": (gettext_lazy("Thu phí %(amount)s, %(method)s"), "number"),
    "dossier.delivered": (gettext_lazy("Trả kết quả"), "how"),
    "dossier.return_changed": (gettext_lazy("Đổi cách nhận kết quả, từ «%(before)s» sang «%(to)s»"), "reason"),
    "dossier.cancelled": (gettext_lazy("Hủy tiếp nhận nhầm"), "reason"),
    "dossier.supplement_asked": (gettext_lazy("Yêu cầu bổ sung: %(items)s"), "reason"),
    "dossier.supplemented": (gettext_lazy("Nhận giấy tờ bổ sung"), "answer"),
    "dossier.closed": (gettext_lazy("Đóng hồ sơ: quá ngày %(close_on)s mà không bổ sung"), ""),
    "dossier.copy_signed": (gettext_lazy("Số hóa và ký bản quét: %(copy)s, %(pages)s trang"), ""),
    "dossier.copy_reused": (gettext_lazy("Dùng lại giấy tờ trong kho: %(copy)s"), ""),
    "dossier.vault_revoked": (gettext_lazy("Thu hồi giấy tờ trong kho: %(title)s"), "reason"),
    "dossier.payment_requested": (gettext_lazy("Tạm dừng chờ nghĩa vụ tài chính %(amount)s"), "reason"),
    "dossier.payment_confirmed": (gettext_lazy("Đã thực hiện nghĩa vụ tài chính, giải quyết tiếp"), "receipt"),
    "dossier.consulted": (gettext_lazy("Hỏi ý kiến %(whom)s, trả lời trước %(reply_due)s"), "question"),
    "dossier.replied": (gettext_lazy("%(whom)s trả lời (%(given_by)s), lần %(reply)s"), "text"),
    "dossier.went_on_without_reply": (gettext_lazy("Giải quyết không chờ ý kiến của %(whom)s"), "reason"),
    "dossier.apology_proposed": (gettext_lazy("Đề nghị xin lỗi và hẹn lại %(new_due)s"), "reason"),
    "dossier.apology_approved": (gettext_lazy("Ký xin lỗi, hẹn lại ngày trả: %(new_due)s"), "reason"),
    "dossier.apology_declined": (gettext_lazy("Không đồng ý hẹn lại ngày trả"), "reason"),
    "dossier.withdrawn": (gettext_lazy("Dừng giải quyết theo đề nghị của %(asked_by_name)s"), "reason"),
    "dossier.handover_corrected": (gettext_lazy("Chuyển nhầm, chuyển lại cho %(to)s (%(role)s)"), "reason"),
    "dossier.reopened": (gettext_lazy("Mở lại hồ sơ, tính lại thời hạn từ đầu"), "ground"),
    "dossier.service_promised": (gettext_lazy("Hẹn trả trong ngày, lúc %(promised)s"), "programme"),
    "dossier.service_not_promised": (gettext_lazy("Không hẹn trả trong ngày"), "reason"),
    "dossier.service_called": (gettext_lazy("Sắp lỡ hẹn trong ngày (%(promised)s): gọi %(who)s"), ""),
    "dossier.service_kept": (gettext_lazy("Giữ đúng hẹn trong ngày (%(promised)s)"), ""),
    "dossier.service_broken": (gettext_lazy("Lỡ hẹn trong ngày (%(promised)s)"), "why"),
    "dossier.service_void": (gettext_lazy("Thôi hẹn trả trong ngày"), "why"),
    "dossier.due_moved": (gettext_lazy("Hạn tính lại theo lịch làm việc: %(due_at)s"), "reason"),
}


def told(event: Event) -> EventLook:
    """Return an event in words; one that is not in the table is told by its name, never left out."""
    words, more = SENTENCES.get(event.name, (event.name, ""))
    details = _in_words(event.details)
    try:
        sentence = str(words) % details
    except (KeyError, ValueError):
        sentence = str(words)
    late = _(" (trễ hạn)") if event.details.get("late") else ""
    return EventLook(sentence + late, event.at, event.actor, named(str(details.get(more, ""))))


def _shown(value: Any) -> Any:
    """Return a list as it is read aloud."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _in_words(details: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: _shown(value) for name, value in details.items()}
    if isinstance(said.get("amount"), int):
        said["amount"] = money.vnd(said["amount"])
    if said.get("role") in Role.values:
        said["role"] = str(Role(said["role"]).label).lower()
    if said.get("method") in Method.values:
        said["method"] = str(Method(said["method"]).label).lower()
    return said
