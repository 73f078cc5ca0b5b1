"""What differs between two documents of the catalogue, said in words: the place, what stood there, what stands now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import BaseModel

from motcua.accounts.models import Role

# A key of the documents → how it is called. What is not here is told by its key, never left out.
NAMES: dict[str, str | Promise] = {
    "ask": gettext_lazy("luôn hỏi"),
    "amount": gettext_lazy("mức thu"),
    "basis": gettext_lazy("tính theo"),
    "cap_per_copy": gettext_lazy("nhiều nhất một bản"),
    "cases": gettext_lazy("Trường hợp"),
    "channel": gettext_lazy("cách nộp"),
    "checks": gettext_lazy("kiểm tra"),
    "clock": gettext_lazy("thời hạn khi chờ"),
    "close_after": gettext_lazy("kết thúc sau (ngày làm việc)"),
    "condition": gettext_lazy("điều kiện"),
    "conversation": gettext_lazy("Thứ tự hỏi"),
    "copies": gettext_lazy("số bản sao"),
    "decision": gettext_lazy("Quyết định"),
    "exemptions": gettext_lazy("diện miễn"),
    "fees": gettext_lazy("Phí"),
    "fields": gettext_lazy("Trường"),
    "from_page": gettext_lazy("từ trang"),
    "gives_result": gettext_lazy("trả kết quả"),
    "group": gettext_lazy("nhóm"),
    "hours": gettext_lazy("giờ"),
    "id": gettext_lazy("khóa"),
    "items": gettext_lazy("khoản"),
    "kind": gettext_lazy("loại"),
    "label": gettext_lazy("nhãn"),
    "legal_basis": gettext_lazy("căn cứ"),
    "name": gettext_lazy("tên"),
    "note": gettext_lazy("ghi chú"),
    "options": gettext_lazy("các mục"),
    "originals": gettext_lazy("số bản chính"),
    "replaceable_by": gettext_lazy("dữ liệu thay giấy"),
    "required": gettext_lazy("bắt buộc"),
    "requirements": gettext_lazy("Giấy tờ"),
    "role": gettext_lazy("vai trò"),
    "settled_at_once": gettext_lazy("Giải quyết ngay"),
    "set_by": gettext_lazy("mức do"),
    "slip_rule": gettext_lazy("Giấy hẹn"),
    "sources": gettext_lazy("nguồn điền"),
    "steps": gettext_lazy("Bước"),
    "supplement": gettext_lazy("Bổ sung"),
    "then": gettext_lazy("chuyển đến bước"),
    "time_limit": gettext_lazy("Thời hạn"),
    "to_page": gettext_lazy("đến trang"),
    "type": gettext_lazy("loại"),
    "valid_from": gettext_lazy("Hiệu lực từ"),
    "value": gettext_lazy("số"),
    "verification": gettext_lazy("khi phải xác minh"),
    "who": gettext_lazy("người làm"),
}
_VALUES: dict[str, str | Promise] = {
    "SAME_DAY": gettext_lazy("trong ngày"),
    "WORKING_HOURS": gettext_lazy("giờ làm việc"),
    "WORKING_DAYS": gettext_lazy("ngày làm việc"),
    "CALENDAR_DAYS": gettext_lazy("ngày"),
    "FORM": gettext_lazy("khai theo mẫu"),
    "SUBMIT": gettext_lazy("nộp"),
    "PRESENT": gettext_lazy("xuất trình"),
    "COPY": gettext_lazy("mỗi bản"),
    "PAGE": gettext_lazy("mỗi trang"),
    "ALL": gettext_lazy("mọi cách nộp"),
    "DIRECT": gettext_lazy("tại quầy"),
    "ONLINE": gettext_lazy("trực tuyến"),
    "AFTER_CUTOFF": gettext_lazy("hẹn khi nhận từ 15 giờ"),
    "ALWAYS": gettext_lazy("luôn có"),
    "NEVER": gettext_lazy("không lập"),
    "none": gettext_lazy("không dừng"),
    "subtract": gettext_lazy("trừ thời gian chờ"),
    "restart": gettext_lazy("tính lại từ đầu"),
    "TEXT": gettext_lazy("chữ, một dòng"),
    "LONG_TEXT": gettext_lazy("chữ, nhiều dòng"),
    "CHOICE": gettext_lazy("chọn một mục"),
    "CHOICE_OR_TEXT": gettext_lazy("chọn một mục hoặc ghi khác"),
    "BOOL": gettext_lazy("có hoặc không"),
    "INT": gettext_lazy("số"),
    "MONEY": gettext_lazy("số tiền"),
    "DATE": gettext_lazy("ngày"),
    "PARTIAL_DATE": gettext_lazy("ngày, tháng hoặc chỉ năm"),
    "MOMENT": gettext_lazy("giờ và ngày"),
    "NAME": gettext_lazy("họ, chữ đệm, tên"),
    "ID_NUMBER": gettext_lazy("số định danh"),
    "PHONE": gettext_lazy("số điện thoại"),
    "EMAIL": gettext_lazy("thư điện tử"),
    "ADDRESS": gettext_lazy("địa chỉ"),
    "ETHNICITY": gettext_lazy("dân tộc"),
    "NATIONALITY": gettext_lazy("quốc tịch"),
}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; an empty side means that nothing stood, or stands, there."""

    label: str
    before: str
    after: str


def told(before: BaseModel, after: BaseModel) -> dict[str, list[str]]:
    """Return what differs as the history keeps it, in Vietnamese: {place: [what stood there, what stands now]}."""
    with override("vi"):
        return {each.label: [each.before, each.after] for each in differences(before, after)}


def differences(before: BaseModel, after: BaseModel) -> list[Difference]:
    """Return what differs, in the order of the document."""
    old, new = dict(_flat(before.model_dump(mode="json"))), dict(_flat(after.model_dump(mode="json")))
    places = [*new, *(place for place in old if place not in new)]
    found = [
        Difference(_label(place, new if place in new else old), _words(place, old), _words(place, new))
        for place in places
        if old.get(place) != new.get(place)
    ]
    # Of a row that is new or gone, what it leaves empty is no difference that anybody sees.
    return [each for each in found if each.before != each.after]


def _flat(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield (place, value) of every leaf; a list of plain values is one leaf, rows stand under their own key."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, (*place, str(key)))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, row in enumerate(value, start=1):
            own = row.get("id") or row.get("key") or row.get("number") or number
            yield from _flat(row, (*place, str(own)))
    else:
        yield place, value


def _label(place: tuple[str, ...], all_of_it: Mapping[tuple[str, ...], Any]) -> str:
    """Return a place as one says it: Bước 2 «thẩm tra» · giờ."""
    words: list[str] = []
    for depth, part in enumerate(place):
        rows = place[: depth + 1]
        known = NAMES.get(part)
        if known is not None or not words:
            words.append(str(known or part))
            continue
        name = all_of_it.get((*rows, "label")) or all_of_it.get((*rows, "name"))
        words[-1] += f" {part} «{name}»" if name else f" {part}"
    return " · ".join(words)


def _words(place: tuple[str, ...], all_of_it: Mapping[tuple[str, ...], Any]) -> str:
    return _value(place[-1], all_of_it.get(place))


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return "; ".join(_value(name, each) for each in value)
    if name == "role":
        return str(Role(value).label) if value else ""
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    if _DAY.fullmatch(text):
        return "/".join(reversed(text.split("-")))
    return str(_VALUES.get(text, text))
