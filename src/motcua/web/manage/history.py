"""The history of what administrators change, in words: who, in which post, when, what it was and what it became."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.events.managed import history_of
from motcua.events.models import Event

# Event → its sentence. What is not here is told by its name, never left out.
SENTENCES: dict[str, str | Promise] = {
    "staff.user_created": gettext_lazy("Thêm người dùng"),
    "staff.post_given": gettext_lazy("Giao vị trí %(role)s ở %(unit)s"),
    "staff.post_ended": gettext_lazy("Kết thúc vị trí %(role)s ở %(unit)s"),
    "staff.password_reset": gettext_lazy("Đặt lại mật khẩu"),
    "staff.password_changed": gettext_lazy("Tự đổi mật khẩu"),
    "staff.office_begun": gettext_lazy("Quản trị đầu tiên của đơn vị"),
    "device.enrolled": gettext_lazy("Ghi máy lưu động"),
    "device.joined": gettext_lazy("Gõ mã trên máy: bắt đầu dùng"),
    "device.revoked": gettext_lazy("Thu hồi máy"),
    "device.numbers_reserved": gettext_lazy("Cấp trước %(count)s số, từ %(first)s đến %(last)s"),
    "device.numbers_written_off": gettext_lazy("Hủy số chưa dùng: %(codes)s"),
    "delegation.given": gettext_lazy("Giao ủy quyền ký"),
    "delegation.revoked": gettext_lazy("Thu hồi ủy quyền ký"),
    "procedure.proposed": gettext_lazy("Soạn bản nháp"),
    "procedure.edited": gettext_lazy("Sửa bản nháp"),
    "procedure.form_edited": gettext_lazy("Sửa biểu mẫu trong bản nháp"),
    "procedure.form_taken_over": gettext_lazy("Đưa biểu mẫu mới đi kèm phần mềm (%(offered_on)s) vào bản nháp"),
    "procedure.form_put_aside": gettext_lazy("Không dùng biểu mẫu mới đi kèm phần mềm (%(offered_on)s)"),
    "procedure.published": gettext_lazy("Công bố bản %(number)s, hiệu lực từ %(valid_from)s"),
    "procedure.withdrawn": gettext_lazy("Rút bản nháp"),
    "staff.post_changed": gettext_lazy("Sửa vị trí %(role)s ở %(unit)s"),
    "competence.lent": gettext_lazy("Nhận ủy quyền giải quyết"),
    "competence.changed": gettext_lazy("Sửa ủy quyền giải quyết"),
    "competence.revoked": gettext_lazy("Thu hồi ủy quyền giải quyết"),
    "job_owner.set": gettext_lazy("Giao người lo việc máy làm nền: %(queue)s"),
    "synonyms.said": gettext_lazy("Cách gọi %(procedure)s"),
    "unit.made": gettext_lazy("Thêm đơn vị"),
    "unit.changed": gettext_lazy("Sửa đơn vị"),
    "unit.counter_said": gettext_lazy("Quầy số %(number)s của %(unit)s"),
    "service_day.announced": gettext_lazy("Lập chương trình"),
    "service_day.changed": gettext_lazy("Sửa chương trình"),
    "service_day.offered": gettext_lazy("Thủ tục %(procedure)s"),
    "service_day.offer_withdrawn": gettext_lazy("Bỏ thủ tục %(procedure)s"),
    "service_day.excluded": gettext_lazy("Không hẹn trong ngày: %(words)s"),
    "service_day.included": gettext_lazy("Bỏ trường hợp không hẹn: %(words)s"),
    "service_day.rostered": gettext_lazy("Phân công %(who)s, %(hours)s"),
    "service_day.taken_off": gettext_lazy("Bỏ phân công %(who)s, %(hours)s"),
    "line.made": gettext_lazy("Lập hàng %(line)s"),
    "line.changed": gettext_lazy("Sửa hàng %(line)s"),
    "line.closed": gettext_lazy("Đóng hàng %(line)s"),
    "line.reopened": gettext_lazy("Mở lại hàng %(line)s"),
    "slot.opened": gettext_lazy("Mở %(slots)s khung giờ hẹn, %(days)s"),
    "slot.closed": gettext_lazy("Bỏ %(slots)s khung giờ hẹn, %(days)s"),
    "service_day.joined": gettext_lazy("%(place)s tham gia"),
    "service_day.left": gettext_lazy("%(place)s rút khỏi chương trình"),
    "notice.put_up": gettext_lazy("Hiện thông báo"),
    "notice.taken_down": gettext_lazy("Gỡ thông báo"),
    "paper.said": gettext_lazy("Sửa mẫu %(paper)s %(set)s"),
    "calendar.day_edited": gettext_lazy("Sửa ngày %(date)s"),
    "calendar.hours_edited": gettext_lazy("Sửa giờ làm việc %(weekday)s, từ ngày %(starts_on)s"),
}
# Field → how it is called.
FIELDS: dict[str, str | Promise] = {
    "full_name": gettext_lazy("Họ và tên"),
    "username": gettext_lazy("Tên đăng nhập"),
    "email": gettext_lazy("Thư điện tử"),
    "role": gettext_lazy("Vai trò"),
    "unit": gettext_lazy("Đơn vị"),
    "title": gettext_lazy("Chức danh"),
    "counter": gettext_lazy("Quầy"),
    "starts_on": gettext_lazy("Từ ngày"),
    "ends_on": gettext_lazy("Đến hết ngày"),
    "from": gettext_lazy("Người ủy quyền"),
    "to": gettext_lazy("Người được ủy quyền"),
    "manner": gettext_lazy("Cách ký"),
    "sectors": gettext_lazy("Lĩnh vực"),
    "procedures": gettext_lazy("Thủ tục"),
    "decision": gettext_lazy("Quyết định"),
    "kind": gettext_lazy("Ngày ấy"),
    "name": gettext_lazy("Tên"),
    "source": gettext_lazy("Căn cứ"),
    "short_name": gettext_lazy("Tên ngắn"),
    "address": gettext_lazy("Địa chỉ"),
    "phone": gettext_lazy("Điện thoại"),
    "valid_from": gettext_lazy("Từ ngày"),
    "valid_to": gettext_lazy("Đến hết ngày"),
    "limit": gettext_lazy("Thời hạn riêng"),
    "signature": gettext_lazy("Chức danh ký"),
    "slogan": gettext_lazy("Khẩu hiệu"),
    "weekdays": gettext_lazy("Thứ trong tuần"),
    "dates": gettext_lazy("Ngày"),
    "places": gettext_lazy("Nơi"),
    "mobile_point": gettext_lazy("Điểm lưu động"),
    "windows": gettext_lazy("Giờ mở cửa"),
    "capacity": gettext_lazy("Nhiều nhất"),
    "holds": gettext_lazy("Phần trăm lời hẹn giữ được"),
    "text": gettext_lazy("Thông báo"),
    "text_en": gettext_lazy("Bằng tiếng Anh"),
    "letter": gettext_lazy("Chữ"),
    "counters": gettext_lazy("Quầy phục vụ"),
    "priority_share": gettext_lazy("Lượt ưu tiên"),
    "calls_before_no_show": gettext_lazy("Gọi mấy lần"),
    "skip_places": gettext_lazy("Nhường mấy lượt"),
    "usual_minutes": gettext_lazy("Mỗi người mấy phút"),
    "active": gettext_lazy("Đang mở"),
    "minutes": gettext_lazy("Phút"),
    "working": gettext_lazy("Chỉ giờ mở cửa"),
    "agency": gettext_lazy("Thuộc"),
    "block_size": gettext_lazy("Số cấp mỗi lần"),
    "owes": gettext_lazy("Ai phải làm tiếp"),
    "phrases": gettext_lazy("Người dân gọi là"),
    "number": gettext_lazy("Mẫu số"),
    "sign": gettext_lazy("Ký hiệu"),
    "page": gettext_lazy("Khổ giấy"),
    "hours": gettext_lazy("Giờ làm việc"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field: what it was, what it became."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One act of an administrator, ready in words."""

    words: str
    who: str
    at: dt.datetime
    reason: str
    changes: tuple[Changed, ...]


def told(kind: str, *keys: object) -> list[Told]:
    """Return the history of managed things in words, the latest first: one query."""
    return [_told(event) for event in history_of(kind, *keys)]


def tell(events: Iterable[Event]) -> list[Told]:
    """Return events in words, in their order."""
    return [_told(event) for event in events]


def _told(event: Event) -> Told:
    details = event.details
    said = {name: in_words(value) for name, value in details.items() if name != "changes"}
    try:
        words = str(SENTENCES.get(event.name, event.name)) % said
    except KeyError:
        words = str(SENTENCES[event.name])
    changes = details.get("changes", {})
    return Told(
        words=words,
        who=event.actor,
        at=event.at,
        reason=said.get("reason", ""),
        changes=tuple(
            Changed(str(FIELDS.get(name, name)), in_words(before), in_words(after))
            for name, (before, after) in changes.items()
            if before or after
        ),
    )


def in_words(value: Any) -> str:
    """Return a value of the record as a page shows it: a day as 25/11/2026, a list in one line, nothing as nothing."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return ", ".join(in_words(each) for each in value)
    text = "" if value is None else str(value)
    try:
        return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if len(text) == len("2026-11-25") else text
    except ValueError:
        return text
