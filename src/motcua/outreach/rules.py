"""May this post use this device, and what stands against an intake that came from it?

None of these loses an intake: what stands against it is shown to a person (commands/settling.py).
"""

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers import duplicates, visit_rules
from motcua.dossiers.models import Dossier
from motcua.dossiers.numbering import Codes
from motcua.lib import practice
from motcua.lib.clock import local
from motcua.lib.outcomes import Answer, Denied
from motcua.outreach.ahead import due_of
from motcua.outreach.models import OPEN, Device, OfflineIntake, Reason
from motcua.procedures.queries import version_in_force
from motcua.worktime.explanation import moment_in_words

LONGEST = dt.timedelta(days=7)
"""How long an intake may lie on a device; what is older is looked at by a person."""
CLOCK_MAY_DIFFER = dt.timedelta(minutes=5)


def check_can_manage(device: Device, *, by: Post) -> None:
    """Raise Denied unless the administrator of the device's own authority asks."""
    if by.role != Role.ADMIN:
        raise Denied(_("Chỉ quản trị của đơn vị thêm, sửa, thu hồi máy lưu động."))
    if (device.agency.authority or device.agency) != by.authority:
        raise Denied(_("Máy này thuộc đơn vị khác."))


def check_can_use(device: Device, *, by: Post) -> None:
    """Raise Denied unless an intake officer of the device's own centre works, not practises."""
    visit_rules.check_can_start(by=by)
    if device.agency_id != by.agency_id:
        raise Denied(_("Máy này thuộc %(place)s: đăng nhập bằng vị trí ở đó.") % {"place": device.agency.name})
    if practice.is_on():
        raise Denied(_("Máy lưu động chỉ làm việc thật: tắt thực hành rồi dùng tiếp."))


def check_is_in_use(device: Device) -> None:
    """Raise Denied for a device that was taken out of use: it gets no number and no form any more."""
    if device.revoked_at is not None:
        raise Denied(_("Máy này đã bị thu hồi: không nhận hồ sơ mới. Hồ sơ chưa gửi vẫn gửi được, cán bộ sẽ xem."))


def check_can_settle(row: OfflineIntake, *, by: Post) -> None:
    """Raise Denied unless an intake officer of the same centre looks at something that waits."""
    check_can_use(row.device, by=by)
    if row.state not in OPEN:
        raise Denied(_("Hồ sơ này đã được giải quyết."))


def can_settle(row: OfflineIntake, *, by: Post) -> Answer:
    """Ask the same rule for a page."""
    try:
        check_can_settle(row, by=by)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def check_moment(row: OfflineIntake, moment: dt.datetime) -> None:
    """Raise Denied for a moment of taking in that cannot be: after it arrived here, or too long before."""
    if not row.received_at - LONGEST <= moment <= row.received_at:
        said = {
            "first": f"{local(row.received_at - LONGEST):%H:%M %d/%m}",
            "last": f"{local(row.received_at):%H:%M %d/%m}",
        }
        raise Denied(_("Lúc tiếp nhận phải từ %(first)s đến %(last)s.") % said, about="moment")


def reserved_for(row: OfflineIntake) -> Codes | None:
    """Return the codes that the device gave out, if they were reserved for it and nobody carries them yet."""
    if Dossier.objects.filter(code=row.code).exists():
        return None
    return next((found for block in row.device.blocks.all() if (found := block.find(row.code))), None)


def _revoked(row: OfflineIntake) -> str:
    if row.device.revoked_at is None:
        return ""
    return _("Máy «%(device)s» đã bị thu hồi trước khi hồ sơ này được gửi về.") % {"device": row.device.name}


def _number(row: OfflineIntake) -> str:
    said = {"code": row.code}
    if Dossier.objects.filter(code=row.code).exists():
        return _("Số %(code)s đã là số của hồ sơ khác.") % said
    block = next((each for each in row.device.blocks.all() if each.find(row.code)), None)
    if block is None:
        return _("Số %(code)s không được cấp cho máy này.") % said
    if row.code in block.written_off:
        return _("Số %(code)s đã được máy trả lại hoặc đã hủy.") % said
    return ""


def _clock(row: OfflineIntake) -> str:
    if abs(row.skew) > CLOCK_MAY_DIFFER.total_seconds():
        return _("Đồng hồ của máy lệch %(minutes)d phút: xem lại lúc tiếp nhận.") % {"minutes": round(row.skew / 60)}
    # What a clock that goes a little ahead calls now is our now: it is no moment to come.
    ahead = dt.timedelta(seconds=row.skew + 1 if row.skew > 0 else 0)
    try:
        check_moment(row, row.taken_at - ahead)
    except Denied as denied:
        return denied.reason
    block = next((each for each in row.device.blocks.all() if each.find(row.code)), None)
    if block and not block.made_at - CLOCK_MAY_DIFFER <= row.taken_at:
        return _("Máy ghi lúc tiếp nhận trước khi được cấp số %(code)s: xem lại lúc tiếp nhận.") % {"code": row.code}
    if block and local(row.taken_at).date() > block.valid_until:
        return _("Số %(code)s chỉ dùng đến %(day)s.") % {"code": row.code, "day": f"{block.valid_until:%d/%m/%Y}"}
    return ""


def _procedure(row: OfflineIntake) -> str:
    version = version_in_force(row.procedure_code, on=local(row.taken_at).date())
    if version is None:
        return _("Thủ tục %(code)s không còn hiệu lực.") % {"code": row.procedure_code}
    if version.pk != row.payload.get("version"):
        said = {"code": row.procedure_code}
        return _("Thủ tục %(code)s đã có bản mới sau khi máy tải về: xem lại giấy tờ, phí, thời hạn.") % said
    return ""


def due_said(row: OfflineIntake) -> dt.datetime | None:
    """Return by when the receipt says that it is due; None when it says no moment."""
    said = row.payload.get("due")
    return parse_datetime(said) if said else None


def _due(row: OfflineIntake) -> str:
    """The receipt was reckoned on the tablet; since then a day off may have been decided, or a limit changed."""
    said, version = due_said(row), version_in_force(row.procedure_code, on=local(row.taken_at).date())
    counted = due_of(row, version) if version else None
    if said is None or counted is None or said == counted:
        return ""
    words = {"said": moment_in_words(said), "counted": moment_in_words(counted)}
    return _("Biên nhận hẹn trả chậm nhất %(said)s, cơ quan tính ra %(counted)s: báo lại người nộp.") % words


def _duplicate(row: OfflineIntake) -> str:
    number = str(row.payload.get("person", {}).get("id_number") or "")
    authority = row.device.agency.authority or row.device.agency
    beside = duplicates.open_beside(number, procedure_code=row.procedure_code, own=authority)
    return duplicates.reason_against(beside, why="")


def is_duplicate(row: OfflineIntake) -> bool:
    """Tell whether the person has an open dossier of the same procedure."""
    return bool(_duplicate(row))


def _content(row: OfflineIntake) -> str:
    if not row.payload.get("person", {}).get("full_name"):
        return str(row.payload.get("unread") or _("Chưa biết ai nộp: ghi lại thông tin người nộp."))
    return ""


# In this order; the first that stands against it is said, the others when that one is settled.
CHECKS: tuple[tuple[Reason, Callable[[OfflineIntake], str]], ...] = (
    (Reason.REVOKED, _revoked),
    (Reason.NUMBER, _number),
    (Reason.CLOCK, _clock),
    (Reason.PROCEDURE, _procedure),
    (Reason.DUE, _due),
    (Reason.DUPLICATE, _duplicate),
    (Reason.CONTENT, _content),
)


def against(row: OfflineIntake) -> tuple[str, str]:
    """Return what stands first against taking this in as it was sent, and the sentence; two empty strings: nothing."""
    unread: Mapping[str, str] = row.payload.get("problems", {})
    found = ((reason, unread.get(reason.value) or look(row)) for reason, look in CHECKS)
    return next(((str(reason.value), words) for reason, words in found if words), ("", ""))
